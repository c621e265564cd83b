package zhiheng.server.rooms.duties;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Order;
import zhiheng.server.ground.page.Owed;

/**
 * The filter of the list of duties as it stands in the address, for the page, the files and REST alike.
 *
 * @param show overdue, week, open, coming, or a state in small letters; open unless given
 * @param order by the day, or by another of {@link #SORTS}
 * @param attach the id of a document of the library for which duties are being ticked, "" for none
 * @param columns which of {@link #COLUMNS} are put away
 * @param force law, guidance, or all of both; a page shows law unless asked, REST all
 * @param who the person who looks after it: me, or an id
 */
public record DutyFilter(
        String show,
        String force,
        String law,
        String org,
        String owner,
        String system,
        String who,
        Order order,
        Columns columns,
        String attach) {
    static final String OPEN = "open";

    /** Which duties may be asked for, by what stands behind them. */
    static final List<String> FORCES = List.of("law", "guidance", "all");

    private static final Order USUAL = new Order("due", false);
    private static final List<String> SORTS = List.of("due", "state", "owner", "system", "law");

    /** Columns that may be put away. */
    static final List<String> COLUMNS = List.of("day", "law", "system", "state", "owner");

    /** Stands for whoever reads, so that a kept address works for everybody. */
    static final String ME = "me";

    /** As a page reads it. */
    public static DutyFilter of(Function<String, @Nullable String> query) {
        return of(query, FORCES.getFirst());
    }

    /** As REST reads it: all, law and guidance, unless one is asked for. */
    static DutyFilter ofRest(Function<String, @Nullable String> query) {
        return of(query, FORCES.getLast());
    }

    private static DutyFilter of(Function<String, @Nullable String> query, String usual) {
        var show = text(query, "show");
        var force = text(query, "force");
        return new DutyFilter(
                show.isEmpty() ? OPEN : show,
                force.isEmpty() ? usual : force,
                text(query, "law"),
                text(query, "org"),
                text(query, "owner"),
                text(query, "system"),
                text(query, "who"),
                Order.of(text(query, "sort"), SORTS),
                Columns.of(text(query, "hide"), COLUMNS),
                text(query, "attach"));
    }

    private static String text(Function<String, @Nullable String> query, String key) {
        var value = query.apply(key);
        return value == null ? "" : value.strip();
    }

    /**
     * What to ask the office, today by each law being {@code today}; a word that is no filter finds nothing rather than
     * everything.
     */
    public DutyQuery query(Actor actor, LegalDays today, @Nullable String cursor, int limit) {
        LegalDays before = null;
        LegalDays after = null;
        Boolean pending = true;
        DutyState state = null;
        switch (show) {
            case OPEN -> {}
            case "overdue" -> before = today;
            case "week" -> before = today.plusDays(8);
            case "coming" -> after = today;
            case "met", "exempted", "not_applicable" -> {
                pending = false;
                state = DutyState.valueOf(show.toUpperCase(java.util.Locale.ROOT));
            }
            case "not_assessed", "planned", "in_progress", "gap" ->
                state = DutyState.valueOf(show.toUpperCase(java.util.Locale.ROOT));
            default -> before = LegalDays.on(LocalDate.EPOCH);
        }
        if (!FORCES.contains(force)) {
            before = LegalDays.on(LocalDate.EPOCH);
        }
        return new DutyQuery(
                none(org),
                none(system),
                none(law),
                pending,
                state,
                null,
                before,
                after,
                none(owner),
                who.equals(ME) ? actor.id() : none(who),
                new DutyQuery.By(key(), order.turned(), today),
                force.equals("all") ? null : force.equals("law"),
                cursor == null || cursor.isEmpty() ? null : cursor,
                limit);
    }

    /**
     * Whether what is owed beside the duties belongs in the list; it is under no law.
     *
     * @param me the reader's name, by which an owner is written
     */
    boolean takes(Owed owed, LocalDate today, String me) {
        boolean shown = switch (show) {
            case OPEN, "in_progress" -> true;
            case "overdue" -> owed.late(today);
            case "week" -> owed.due().isBefore(today.plusDays(8));
            default -> false;
        };
        return shown
                && !force.equals("guidance")
                && law.isEmpty()
                && (org.isEmpty() || org.equals(owed.orgId()))
                && (system.isEmpty() || system.equals(owed.systemId()))
                && (owner.isEmpty() || owner.equals(owed.owner()))
                && (who.isEmpty() || who.equals(ME) && owed.owner().equals(me));
    }

    private static @Nullable String none(String text) {
        return text.isEmpty() ? null : text;
    }

    DutyFilter showing(String other) {
        return new DutyFilter(other, force, law, org, owner, system, who, order, columns, attach);
    }

    DutyFilter forced(String other) {
        return new DutyFilter(show, other, law, org, owner, system, who, order, columns, attach);
    }

    /** This filter for the reader's own work, or for anybody's. */
    DutyFilter mine(boolean own) {
        return new DutyFilter(show, force, law, org, owner, system, own ? ME : "", order, columns, attach);
    }

    DutyFilter ordered(Order other) {
        return new DutyFilter(show, force, law, org, owner, system, who, other, columns, attach);
    }

    /** This filter without the document, as it is kept. */
    DutyFilter detached() {
        return new DutyFilter(show, force, law, org, owner, system, who, order, columns, "");
    }

    DutyFilter with(Columns other) {
        return new DutyFilter(show, force, law, org, owner, system, who, order, other, attach);
    }

    private DutyQuery.Key key() {
        return switch (order.key()) {
            case "state" -> DutyQuery.Key.STATE;
            case "owner" -> DutyQuery.Key.OWNER;
            case "system" -> DutyQuery.Key.SYSTEM;
            case "law" -> DutyQuery.Key.LAW;
            default -> DutyQuery.Key.DAY;
        };
    }

    /** The head of a column by which the table can be ordered; null where the column is put away. */
    @Nullable
    Column head(String title, String column, String key) {
        return columns.shows(column)
                ? order.column(title, key, true, "/duties" + ordered(USUAL).address())
                : null;
    }

    /** The order as the address has it, "" for the usual one. */
    String named() {
        return order.equals(USUAL) ? "" : order.named();
    }

    /** This filter as the query of an address, beginning with {@code ?}. */
    String address() {
        var parts = new LinkedHashMap<String, String>();
        parts.put("show", show);
        parts.put("force", force.equals(FORCES.getFirst()) ? "" : force);
        parts.put("law", law);
        parts.put("org", org);
        parts.put("owner", owner);
        parts.put("system", system);
        parts.put("who", who);
        parts.put("sort", named());
        parts.put("hide", columns.named());
        parts.put("attach", attach);
        var result = new StringBuilder();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (!part.getValue().isEmpty()) {
                result.append(result.isEmpty() ? '?' : '&')
                        .append(part.getKey())
                        .append('=')
                        .append(URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8));
            }
        }
        return result.toString();
    }
}
