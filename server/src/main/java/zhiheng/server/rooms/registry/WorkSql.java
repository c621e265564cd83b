package zhiheng.server.rooms.registry;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.registry.DutyLine;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/**
 * SQL of duties over all systems. A list is the parts of its order one after the other (see {@link WorkOrder}), and each part walks
 * an index in the order shown, so that a page costs its own length.
 */
final class WorkSql {
    private static final int MOST = 1000;

    private WorkSql() {}

    static Page<DutyRow> lines(Connection c, DutyQuery query, @Nullable String onlyOrg) throws SQLException {
        var limit = Math.clamp(query.limit(), 1, MOST);
        var parts = WorkOrder.parts(c, query, filter(query, onlyOrg), onlyOrg);
        var at = Filter.given(query.cursor()) ? Cursor.read(String.valueOf(query.cursor())) : null;
        var rows = new ArrayList<DutyRow>();
        var ends = new ArrayList<Cursor>();
        for (var part : at == null ? parts : from(parts, at)) {
            var after = at != null && at.part().equals(part.id()) ? at : null;
            for (var found : walk(c, part, after, limit + 1 - rows.size())) {
                rows.add(found.row());
                ends.add(new Cursor(part.id(), found.keys()));
            }
            if (rows.size() > limit) {
                break;
            }
        }
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        return new Page<>(
                List.copyOf(rows.subList(0, limit)), ends.get(limit - 1).text());
    }

    private static List<WorkOrder.Part> from(List<WorkOrder.Part> parts, Cursor at) {
        var left = parts.stream().dropWhile(p -> !p.id().equals(at.part())).toList();
        if (left.isEmpty() || left.getFirst().keys().size() != at.values().size()) {
            throw Cursor.bad();
        }
        return left;
    }

    private static List<Found> walk(Connection c, WorkOrder.Part part, @Nullable Cursor at, int limit)
            throws SQLException {
        var filter = part.filter().copy();
        if (at != null) {
            var marks = "?" + ", ?".repeat(part.keys().size() - 1);
            filter.and(
                    "(" + String.join(", ", part.keys()) + ") " + (part.rising() ? ">" : "<") + " (" + marks + ")",
                    at.values().toArray());
        }
        int keys = part.keys().size();
        return Sql.list(c, statement(part, filter), row -> found(row, keys), filter.values(limit));
    }

    private static Found found(ResultSet row, int keys) throws SQLException {
        var values = new ArrayList<String>();
        for (int i = 0; i < keys; i++) {
            values.add(row.getString("k" + i));
        }
        return new Found(row(row), List.copyOf(values));
    }

    static String statement(WorkOrder.Part part, Filter filter) {
        var keys = IntStream.range(0, part.keys().size())
                .mapToObj(i -> part.keys().get(i) + " AS k" + i)
                .collect(Collectors.joining(", "));
        return "SELECT l.*, " + keys + ", s.name AS system_name, o.name AS org_name FROM " + part.from()
                + " JOIN org o ON o.id = l.org_id" + filter.where() + " ORDER BY " + part.order() + " LIMIT ?";
    }

    static long count(Connection c, DutyQuery query, @Nullable String onlyOrg, int most) throws SQLException {
        return count(c, filter(query, onlyOrg), most);
    }

    static long count(Connection c, Filter filter, int most) throws SQLException {
        return Sql.number(
                c,
                "SELECT COUNT(*) FROM (SELECT 1 FROM duty_line l" + filter.where() + " LIMIT ?) x",
                filter.values(most));
    }

    static Filter filter(DutyQuery query, @Nullable String onlyOrg) {
        var filter = new Filter();
        if (onlyOrg != null) {
            filter.and("l.org_id = ?", onlyOrg);
        }
        if (Filter.given(query.orgId())) {
            filter.and("l.org_id = ?", query.orgId());
        }
        if (Filter.given(query.systemId())) {
            filter.and("l.system_id = ?", query.systemId());
        }
        if (Filter.given(query.pack())) {
            filter.and("l.pack = ?", query.pack());
        }
        if (query.pending() != null) {
            filter.and("l.pending = ?", query.pending() ? 1 : 0);
        }
        if (query.law() != null) {
            filter.and((leads(query, onlyOrg) ? "l.obligation = " : "l.obligation + 0 = ") + (query.law() ? 1 : 0));
        }
        if (query.state() != null) {
            filter.and("l.state = ?", query.state());
        }
        if (query.dueFrom() != null) {
            filter.and("l.sort_due >= ?", DayKey.bound(query.dueFrom()));
        }
        if (query.dueBefore() != null) {
            filter.and("l.sort_due < ?", DayKey.bound(query.dueBefore()));
        }
        if (query.startsAfter() != null) {
            filter.and("l.starts >= ?", DayKey.bound(query.startsAfter().plusDays(1)));
        }
        if (query.owner() != null) {
            filter.and("l.owner = ? AND l.owner <> ''", query.owner());
        }
        if (query.assignee() != null) {
            filter.and("l.assignee = ? AND l.assignee <> ''", query.assignee());
        }
        return filter;
    }

    /** Whether no narrower condition than law or guidance chooses the index. */
    private static boolean leads(DutyQuery query, @Nullable String onlyOrg) {
        return onlyOrg == null
                && !Filter.given(query.orgId())
                && !Filter.given(query.systemId())
                && !Filter.given(query.pack())
                && query.pending() != null
                && query.state() == null
                && query.startsAfter() == null
                && query.owner() == null
                && query.assignee() == null
                && query.by().key() == DutyQuery.Key.DAY;
    }

    private static DutyRow row(ResultSet row) throws SQLException {
        return new DutyRow(
                row.getString("system_id"),
                row.getString("system_name"),
                row.getString("org_id"),
                row.getString("org_name"),
                new DutyLine(
                        row.getString("duty"),
                        row.getString("pack"),
                        DutyState.valueOf(row.getString("state")),
                        row.getString("owner"),
                        row.getString("assignee"),
                        DayKey.day(row.getString("starts")),
                        Times.date(row, "due"),
                        row.getLong("version"),
                        row.getInt("obligation") == 1,
                        row.getInt("provisional") == 1));
    }

    /** A row, and the values of the keys by which its part is ordered. */
    private record Found(DutyRow row, List<String> keys) {}

    /** Where a page ended: the part of the order, and the values of its keys. */
    private record Cursor(String part, List<String> values) {
        private static final String BETWEEN = "\u001f"; // in no name: Input refuses controls

        String text() {
            var text = part + BETWEEN + String.join(BETWEEN, values);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            try {
                var all = List.of(
                        new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(BETWEEN, -1));
                return new Cursor(all.getFirst(), all.subList(1, all.size()));
            } catch (IllegalArgumentException e) {
                throw bad();
            }
        }

        static Refusal bad() {
            return Refusal.invalid("游标无效，请从第一页重新开始。", "The cursor is wrong; start again at the first page.");
        }
    }
}
