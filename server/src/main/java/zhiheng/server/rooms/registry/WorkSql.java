package zhiheng.server.rooms.registry;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.duties.DutyRow;
import zhiheng.office.registry.DutyLine;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of duties over all systems by their day. Every list walks an index in the order shown, so that a page costs its own length. */
final class WorkSql {
    private static final int MOST = 1000;

    private WorkSql() {}

    static Page<DutyRow> lines(Connection c, DutyQuery query, @Nullable String onlyOrg) throws SQLException {
        var limit = Math.clamp(query.limit(), 1, MOST);
        var filter = filter(query, onlyOrg);
        var at = Filter.given(query.cursor()) ? Cursor.read(String.valueOf(query.cursor())) : null;
        var rows = new ArrayList<Found>();
        if (query.latestFirst() && query.startsAfter() == null) { // what has no day comes last this way too
            if (at == null || !at.day().equals(SummarySql.NO_DAY)) {
                var dated = filter.copy().and("l.sort_due < ?", SummarySql.NO_DAY);
                rows.addAll(walk(c, query, dated, at, limit + 1));
                at = null;
            }
            filter.and("l.sort_due = ?", SummarySql.NO_DAY);
        }
        if (rows.size() <= limit) {
            rows.addAll(walk(c, query, filter, at, limit + 1 - rows.size()));
        }
        if (rows.size() <= limit) {
            return new Page<>(rows.stream().map(Found::row).toList(), null);
        }
        var page = rows.subList(0, limit);
        return new Page<>(
                page.stream().map(Found::row).toList(),
                Cursor.of(page.getLast()).text());
    }

    private static List<Found> walk(Connection c, DutyQuery query, Filter filter, @Nullable Cursor at, int limit)
            throws SQLException {
        var key = query.startsAfter() != null ? "l.starts" : "l.sort_due";
        if (at != null) {
            var past = query.latestFirst() ? "<" : ">";
            filter.and("(" + key + ", l.system_id, l.duty) " + past + " (?, ?, ?)", at.day(), at.system(), at.duty());
        }
        var way = query.latestFirst() ? " DESC" : "";
        return Sql.list(
                c,
                "SELECT l.*, " + key + " AS walked, s.name AS system_name, o.name AS org_name FROM duty_line l"
                        + " JOIN ai_system s ON s.id = l.system_id JOIN org o ON o.id = l.org_id" + filter.where()
                        + " ORDER BY " + key + way + ", l.system_id" + way + ", l.duty" + way + " LIMIT ?",
                row -> new Found(row(row), row.getString("walked")),
                filter.values(limit));
    }

    static long count(Connection c, DutyQuery query, @Nullable String onlyOrg, int most) throws SQLException {
        var filter = filter(query, onlyOrg);
        return Sql.number(
                c,
                "SELECT COUNT(*) FROM (SELECT 1 FROM duty_line l" + filter.where() + " LIMIT ?) x",
                filter.values(most));
    }

    private static Filter filter(DutyQuery query, @Nullable String onlyOrg) {
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

    /** A row and the key by which the list is ordered. */
    private record Found(DutyRow row, String key) {}

    /** Where a page ended. */
    private record Cursor(String day, String system, String duty) {
        static Cursor of(Found last) {
            return new Cursor(
                    last.key(), last.row().systemId(), last.row().line().duty());
        }

        String text() {
            var text = day + " " + system + " " + duty;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
                if (parts.length == 3) {
                    return new Cursor(parts[0], parts[1], parts[2]);
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw Refusal.invalid("游标无效，请从第一页重新开始。", "The cursor is wrong; start again at the first page.");
        }
    }
}
