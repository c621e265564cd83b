package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Json;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.Summary;
import zhiheng.server.ground.sql.Sql;

/** SQL of what is kept of a system's evaluation: the columns of {@code ai_system}, its tiers and its duties. */
final class SummarySql {
    /** The columns in the order of {@link #values}. */
    static final List<String> COLUMNS = List.of(
            "tiers",
            "coming",
            "tier_set",
            "open_duties",
            "late_duties",
            "gap_duties",
            "unassessed_duties",
            "questions",
            "next_due",
            "next_duty",
            "next_pack",
            "as_of",
            "lines");

    /** For an UPDATE: every column with its place for a value. */
    static final String SET = String.join(" = ?, ", COLUMNS) + " = ?";

    /** Sorts after every date. */
    static final String NO_DAY = "~";

    private SummarySql() {}

    /** The values of {@link #COLUMNS}, with {@code others} before and after. */
    static @Nullable Object[] values(List<? extends @Nullable Object> before, Summary summary, Object... after) {
        var next = summary.next();
        var all = new ArrayList<@Nullable Object>(before);
        all.addAll(Arrays.asList(
                Json.write(summary.tiersByPack()),
                coming(summary),
                tierSet(summary),
                summary.open(),
                summary.overdue(),
                summary.gaps(),
                summary.unassessed(),
                summary.questions(),
                next == null ? null : next.day(),
                next == null ? null : next.duty(),
                next == null ? null : next.pack(),
                DayKey.state(summary.asOf()),
                lines(summary)));
        all.addAll(List.of(after));
        return all.toArray();
    }

    /** {@code {pack: [[tier, day], …]}}. */
    private static String coming(Summary summary) {
        var json = new LinkedHashMap<String, Object>();
        summary.coming()
                .forEach((pack, list) -> json.put(
                        pack,
                        list.stream()
                                .map(c -> List.of(c.tier(), c.from().toString()))
                                .toList()));
        return Json.write(json);
    }

    /** What {@link #coming} wrote: the nearest of each pack. */
    static Map<String, Summary.Coming> nearest(String json) {
        var result = new LinkedHashMap<String, Summary.Coming>();
        Json.readMap(json).forEach((pack, list) -> {
            if (list instanceof List<?> tiers
                    && tiers.getFirst() instanceof List<?> first
                    && first.getFirst() instanceof String tier
                    && first.getLast() instanceof String day) {
                result.put(pack, new Summary.Coming(tier, java.time.LocalDate.parse(day)));
            }
        });
        return result;
    }

    /** Many systems share their tiers, in force and to come, whatever the days. */
    private static String tierSet(Summary summary) {
        var later = new LinkedHashMap<String, Object>();
        summary.coming()
                .forEach((pack, list) ->
                        later.put(pack, list.stream().map(Summary.Coming::tier).toList()));
        return SearchWords.id(Json.write(summary.tiersByPack()) + Json.write(later));
    }

    private static String lines(Summary summary) {
        var zones = new TreeMap<String, ZoneId>();
        summary.asOf().laws().forEach((pack, law) -> zones.put(pack, law.zone()));
        return SearchWords.id(summary.duties().toString() + zones);
    }

    /** Writes tiers and duties anew; the caller has seen that they changed or were not there. */
    static void replace(Connection c, AiSystem s, Summary summary, boolean tiers, boolean duties) throws SQLException {
        if (tiers) {
            Sql.later(c, "DELETE FROM system_tier WHERE system_id = ?", s.id());
            addTiers(c, s, summary);
        }
        if (duties) {
            Sql.later(c, "DELETE FROM duty_line WHERE system_id = ?", s.id());
            addLines(c, s, summary);
        }
    }

    /** The tiers stay, and stand in lists by the time of the last change. */
    static void touch(Connection c, AiSystem s) throws SQLException {
        Sql.later(c, "UPDATE system_tier SET updated_at = ? WHERE system_id = ?", s.updatedAt(), s.id());
    }

    /** What was stored before, so that nothing is written twice. */
    record Stored(String tiers, String coming, String lines) {
        boolean sameTiers(Summary summary) {
            return tiers.equals(Json.write(summary.tiersByPack())) && coming.equals(SummarySql.coming(summary));
        }

        boolean sameLines(Summary summary) {
            return lines.equals(SummarySql.lines(summary));
        }
    }

    private static void addTiers(Connection c, AiSystem s, Summary summary) throws SQLException {
        var set = tierSet(summary);
        var tiers = new ArrayList<@Nullable Object[]>();
        var members = new ArrayList<@Nullable Object[]>();
        for (var pack : summary.tiersByPack().entrySet()) {
            var rank = 0;
            for (var tier : pack.getValue()) {
                tiers.add(Sql.row(s.id(), pack.getKey(), tier, rank++, s.orgId(), s.updatedAt(), null));
                members.add(Sql.row(set, pack.getKey(), tier, 0));
            }
        }
        for (var pack : summary.coming().entrySet()) {
            var rank = 0;
            for (var coming : pack.getValue()) {
                tiers.add(
                        Sql.row(s.id(), pack.getKey(), coming.tier(), rank++, s.orgId(), s.updatedAt(), coming.from()));
                members.add(Sql.row(set, pack.getKey(), coming.tier(), 1));
            }
        }
        Sql.laterAll(
                c,
                "INSERT INTO system_tier (system_id, pack, tier, rank, org_id, updated_at, starts)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                tiers);
        Sql.laterAll(
                c, "INSERT INTO tier_set (id, pack, tier, coming) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", members);
    }

    private static void addLines(Connection c, AiSystem s, Summary summary) throws SQLException {
        var lines = new ArrayList<@Nullable Object[]>();
        for (var line : summary.duties()) {
            var zone = summary.asOf().zone(line.pack());
            lines.add(Sql.row(
                    s.id(),
                    line.pack(),
                    line.duty(),
                    s.orgId(),
                    line.state(),
                    line.state().pending() ? 1 : 0,
                    line.owner(),
                    line.assignee(),
                    DayKey.of(line.from(), zone),
                    line.due(),
                    line.due() == null ? NO_DAY : DayKey.of(line.due(), zone),
                    line.version(),
                    line.obligation() ? 1 : 0,
                    line.provisional() ? 1 : 0));
        }
        Sql.laterAll(
                c,
                "INSERT INTO duty_line (system_id, pack, duty, org_id, state, pending, owner, assignee, starts, due,"
                        + " sort_due, version, obligation, provisional)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                lines);
    }
}
