package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.sql.Sql;

/**
 * The orders of duties over all systems, each as parts that an index yields in order. What is overdue follows from the day and a
 * person's name from another table, so neither is a column that could be sorted; but each state, each person and each law has an
 * index by the day.
 */
final class WorkOrder {
    /** Up to so many duties are sorted at once; among more, those asked for are met often enough on the walk by name. */
    private static final int FEW = 5000;

    private static final String LINES = "duty_line l JOIN ai_system s ON s.id = l.system_id";
    private static final String DAY = "l.sort_due";
    private static final String SYSTEM = "l.system_id";
    private static final String DUTY = "l.duty";
    private static final String NAME = "s.name";
    private static final String OWNER = "l.owner";
    private static final String STARTS = "l.starts";
    private static final List<String> BY_DAY = List.of(DAY, SYSTEM, DUTY);
    private static final List<DutyState> STATES = List.of(
            DutyState.GAP,
            DutyState.NOT_ASSESSED,
            DutyState.IN_PROGRESS,
            DutyState.PLANNED,
            DutyState.MET,
            DutyState.EXEMPTED,
            DutyState.NOT_APPLICABLE);

    private WorkOrder() {}

    /**
     * @param keys columns that tell the rows of this part apart, in their order
     * @param order as {@code keys}, as it is written for an index
     */
    record Part(String id, String from, Filter filter, List<String> keys, boolean rising, String order) {
        static Part of(String id, String from, Filter filter, List<String> keys, boolean rising) {
            var way = rising ? "" : " DESC";
            return new Part(
                    id,
                    from,
                    filter,
                    keys,
                    rising,
                    keys.stream().map(k -> k + way).collect(Collectors.joining(", ")));
        }
    }

    static List<Part> parts(Connection c, DutyQuery query, Filter filter, @Nullable String onlyOrg)
            throws SQLException {
        boolean turned = query.by().turned();
        return switch (query.by().key()) {
            case DAY -> byDay(query, filter, turned);
            case STATE -> turned(byState(query, filter), turned);
            case LAW -> turned(byLaw(c, filter), turned);
            case OWNER -> byOwner(c, filter, org(query, onlyOrg), turned);
            case SYSTEM -> List.of(bySystem(c, query, filter, onlyOrg, !turned));
        };
    }

    private static List<Part> turned(List<Part> parts, boolean turned) {
        return turned ? parts.reversed() : parts;
    }

    /** What has no day comes last the other way round too. */
    private static List<Part> byDay(DutyQuery query, Filter filter, boolean turned) {
        if (query.startsAfter() != null) {
            return List.of(Part.of("starts", LINES, filter, List.of(STARTS, SYSTEM, DUTY), !turned));
        }
        if (!turned) {
            return List.of(Part.of("day", LINES, filter, BY_DAY, true));
        }
        return List.of(
                Part.of("day", LINES, filter.copy().and(DAY + " < ?", SummarySql.NO_DAY), BY_DAY, false),
                Part.of("none", LINES, filter.copy().and(DAY + " = ?", SummarySql.NO_DAY), BY_DAY, false));
    }

    /** Overdue before all; then state by state, in each what is past (and only guidance, else it were overdue) before what is to come. */
    private static List<Part> byState(DutyQuery query, Filter filter) {
        var today = DayKey.bound(query.by().today());
        var parts = new ArrayList<Part>();
        var late = filter.copy().and("l.pending = 1 AND l.obligation + 0 = 1 AND l.sort_due < ?", today);
        parts.add(Part.of(DutyState.OVERDUE.name(), LINES, late, BY_DAY, true));
        for (var state : STATES) {
            var own = filter.copy().and("l.state = ?", state);
            if (state.pending()) {
                var past = own.copy().and("l.obligation + 0 = 0 AND l.sort_due < ?", today);
                parts.add(Part.of(state + " past", LINES, past, BY_DAY, true));
                own.and("l.sort_due >= ?", today);
            }
            parts.add(Part.of(state.name(), LINES, own, BY_DAY, true));
        }
        return parts;
    }

    /** The laws that there are, each found from the one before without reading its duties. */
    private static List<Part> byLaw(Connection c, Filter filter) throws SQLException {
        var packs = Sql.list(c, """
                WITH RECURSIVE p (x) AS (
                  SELECT MIN(pack) FROM duty_line
                  UNION ALL SELECT (SELECT MIN(pack) FROM duty_line WHERE pack > p.x) FROM p WHERE p.x IS NOT NULL)
                SELECT x FROM p WHERE x IS NOT NULL ORDER BY x
                """, row -> row.getString(1));
        return packs.stream()
                .map(pack -> Part.of(pack, LINES, filter.copy().and("l.pack = ?", pack), BY_DAY, true))
                .toList();
    }

    private static @Nullable String org(DutyQuery query, @Nullable String onlyOrg) {
        return onlyOrg != null || !Filter.given(query.orgId()) ? onlyOrg : query.orgId();
    }

    /** The people who look after something, each found from the one before without reading what they do. */
    private static List<Part> byOwner(Connection c, Filter filter, @Nullable String org, boolean turned)
            throws SQLException {
        var own = filter.copy().and("l.assignee = a.x AND l.assignee <> ''");
        var within = new Filter().and("assignee <> ''");
        if (org != null) {
            within.and("org_id = ?", org);
        }
        var values = new ArrayList<@Nullable Object>();
        values.addAll(Arrays.asList(within.values()));
        values.addAll(Arrays.asList(within.values()));
        values.addAll(Arrays.asList(own.values()));
        var people = Sql.list(c, """
                WITH RECURSIVE a (x) AS (
                  SELECT MIN(assignee) FROM duty_line %1$s
                  UNION ALL SELECT (SELECT MIN(assignee) FROM duty_line %1$s AND assignee > a.x)
                  FROM a WHERE a.x IS NOT NULL)
                SELECT a.x FROM a LEFT JOIN person p ON p.id = a.x
                WHERE a.x IS NOT NULL AND EXISTS (SELECT 1 FROM duty_line l %2$s)
                ORDER BY COALESCE(p.name, ''), a.x
                """.formatted(within.where(), own.where()), row -> row.getString(1), values.toArray());
        var parts = new ArrayList<Part>();
        for (var person : turned ? people.reversed() : people) {
            var theirs = filter.copy().and("l.assignee = ? AND l.assignee <> ''", person);
            parts.add(Part.of(person, LINES, theirs, BY_DAY, true));
        }
        var teams = filter.copy().unled("l.pending = ?").and("l.assignee = '' AND l.owner > '' AND l.owner <> ''");
        var way = turned ? " DESC" : "";
        var order = String.join(way + ", ", OWNER, "l.pending", DAY, SYSTEM, DUTY) + way; // as the index has it
        parts.add(new Part("team", LINES, teams, List.of(OWNER, DAY, SYSTEM, DUTY), !turned, order));
        parts.add(Part.of("nobody", LINES, filter.copy().and("l.assignee = '' AND l.owner = ''"), BY_DAY, true));
        return parts;
    }

    /**
     * By the name of the system: a walk by name that looks into each system. What is rare would make that walk long, so few are
     * gathered by their own index and sorted.
     */
    private static Part bySystem(Connection c, DutyQuery query, Filter filter, @Nullable String onlyOrg, boolean rising)
            throws SQLException {
        var keys = List.of(NAME, SYSTEM, DAY, DUTY);
        var way = rising ? "" : " DESC";
        if (WorkSql.count(c, filter, FEW + 1) <= FEW) {
            var order = String.join(way + ", ", "s.name || ''", SYSTEM, DAY, DUTY) + way; // no index, so none is walked
            return new Part("system", LINES, filter, keys, rising, order);
        }
        return walkByName(query, filter, onlyOrg, rising);
    }

    /** Each system's duties are found by the system: an index of another condition would be read whole for each. */
    static Part walkByName(DutyQuery query, Filter filter, @Nullable String onlyOrg, boolean rising) {
        var way = rising ? "" : " DESC";
        var org = org(query, onlyOrg);
        var own = filter.copy().unledDuties().and("l.system_id = s.id");
        if (org != null) {
            own.and("s.org_id = ?", org);
        }
        var order = String.join(way + ", ", NAME, "s.id", DAY, DUTY) + way;
        var keys = List.of(NAME, SYSTEM, DAY, DUTY);
        return new Part("system", "ai_system s CROSS JOIN duty_line l", own, keys, rising, order);
    }
}
