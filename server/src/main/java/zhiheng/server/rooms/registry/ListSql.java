package zhiheng.server.rooms.registry;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.office.registry.Counts;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/**
 * SQL of the registry's list and counts. A list filtered by tier walks system_tier's index and any other one
 * ai_system's, both in the order shown, so that a page costs its own length and not the registry's.
 */
final class ListSql {
    private static final int MOST = 200;
    private static final String NO_DAY = "~"; // sorts after every day
    private static final String COLUMNS = "s.id, s.name, s.org_id, o.name AS org_name, s.tiers, s.open_duties,"
            + " s.late_duties, s.gap_duties, s.unassessed_duties, s.questions, s.coming, s.next_due, s.next_duty, s.next_pack,"
            + " s.as_of, s.updated_at";

    /** One pass over a narrow index; its groups are then summed by organisation and by tier. */
    private static final String COUNTS = """
        WITH g AS MATERIALIZED (
          SELECT s.org_id, s.tier_set, COUNT(*) AS n, SUM(CASE WHEN s.late_duties > 0 THEN 1 ELSE 0 END) AS late
          FROM ai_system s %s GROUP BY s.org_id, s.tier_set)
        SELECT org_id, NULL AS pack, NULL AS tier, 0 AS coming, SUM(n) AS n, SUM(late) AS late FROM g GROUP BY org_id
        UNION ALL
        SELECT NULL, t.pack, t.tier, t.coming, SUM(h.n), 0
        FROM (SELECT tier_set, SUM(n) AS n FROM g GROUP BY tier_set) h JOIN tier_set t ON t.id = h.tier_set
        GROUP BY t.pack, t.tier, t.coming
        """;

    private ListSql() {}

    static Page<SystemRow> rows(Connection c, SystemQuery query, @Nullable String onlyOrg) throws SQLException {
        var limit = Math.clamp(query.limit(), 1, MOST);
        var filter = filter(query, onlyOrg).words(c, query, true);
        var byTier = !filter.few()
                && query.sort() == SystemQuery.Sort.UPDATED
                && Filter.given(query.pack())
                && Filter.given(query.tier());
        if (byTier) {
            filter = tierFilter(query, onlyOrg).words(c, query, true);
        }
        var order = Order.of(query.sort(), byTier);
        order = query.turned() ? order.turned() : order;
        var from = byTier ? " FROM system_tier t JOIN ai_system s ON s.id = t.system_id" : " FROM ai_system s";
        var at = Filter.given(query.cursor()) ? Cursor.read(String.valueOf(query.cursor())) : null;
        var rows = new ArrayList<SystemRow>();
        if (query.sort() == SystemQuery.Sort.NEXT && query.turned()) { // what has no day comes last this way too
            if (at == null || !at.key().equals(NO_DAY)) {
                var dated = filter.copy().and(order.key() + " < ?", NO_DAY);
                rows.addAll(walk(c, from, dated, order, at, query.sort(), limit + 1));
                at = null;
            }
            filter.and(order.key() + " = ?", NO_DAY);
        }
        if (rows.size() <= limit) {
            rows.addAll(walk(c, from, filter, order, at, query.sort(), limit + 1 - rows.size()));
        }
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var page = List.copyOf(rows.subList(0, limit));
        return new Page<>(page, Cursor.of(page.getLast(), query.sort()).text());
    }

    private static List<SystemRow> walk(
            Connection c,
            String from,
            Filter filter,
            Order order,
            @Nullable Cursor at,
            SystemQuery.Sort sort,
            int limit)
            throws SQLException {
        if (at != null) {
            filter.and(
                    "(" + order.key() + ", " + order.id() + ") " + order.past() + " (?, ?)", at.value(sort), at.id());
        }
        return Sql.list(
                c,
                "SELECT " + COLUMNS + from + " JOIN org o ON o.id = s.org_id" + filter.where() + " ORDER BY "
                        + order.key() + order.way() + ", " + order.id() + order.way() + " LIMIT ?",
                ListSql::read,
                filter.values(limit));
    }

    static List<SystemRow> mostQuestions(Connection c, @Nullable String onlyOrg, int limit) throws SQLException {
        var filter = new Filter().and("s.questions > 0");
        if (onlyOrg != null) {
            filter.and("s.org_id = ?", onlyOrg);
        }
        return Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM ai_system s JOIN org o ON o.id = s.org_id" + filter.where()
                        + " ORDER BY s.questions DESC, s.id DESC LIMIT ?",
                ListSql::read,
                filter.values(limit));
    }

    private static Filter tierFilter(SystemQuery query, @Nullable String onlyOrg) {
        var filter = new Filter().and("t.pack = ? AND t.tier = ?", query.pack(), query.tier());
        if (onlyOrg != null) {
            filter.and("t.org_id = ?", onlyOrg);
        }
        if (Filter.given(query.orgId())) {
            filter.and("t.org_id = ?", query.orgId());
        }
        return filter;
    }

    private static Filter filter(SystemQuery query, @Nullable String onlyOrg) {
        var filter = new Filter().and(query.archived() ? "s.archived_at IS NOT NULL" : "s.archived_at IS NULL");
        if (onlyOrg != null) {
            filter.and("s.org_id = ?", onlyOrg);
        }
        if (Filter.given(query.orgId())) {
            filter.and("s.org_id = ?", query.orgId());
        }
        if (Filter.given(query.pack())) {
            filter.and("s.tier_set IN (SELECT id FROM tier_set WHERE pack = ?)", query.pack());
            if (Filter.given(query.tier())) {
                filter.and(
                        "s.tier_set IN (SELECT id FROM tier_set WHERE pack = ? AND tier = ?)",
                        query.pack(),
                        query.tier());
            }
        }
        return filter;
    }

    static Counts counts(Connection c, SystemQuery query, @Nullable String onlyOrg) throws SQLException {
        var narrowed = onlyOrg != null || Filter.given(query.orgId()) || Filter.given(query.tier());
        var filter = filter(query, onlyOrg).words(c, query, narrowed);
        var byTier = new TreeMap<String, Map<String, Long>>();
        var coming = new TreeMap<String, Map<String, Long>>();
        var byOrg = new TreeMap<String, Long>();
        var totals = new long[2];
        Sql.list(
                c,
                COUNTS.formatted(filter.where()),
                row -> {
                    var pack = row.getString("pack");
                    var n = row.getLong("n");
                    if (pack != null) {
                        return (row.getInt("coming") == 1 ? coming : byTier)
                                        .computeIfAbsent(pack, p -> new TreeMap<>())
                                        .put(row.getString("tier"), n)
                                == null;
                    }
                    totals[0] += n;
                    totals[1] += row.getLong("late");
                    return byOrg.put(row.getString("org_id"), n) == null;
                },
                filter.values());
        return new Counts(totals[0], byTier, coming, byOrg, totals[1]);
    }

    private static Summary.@Nullable Next next(ResultSet row) throws SQLException {
        var day = Times.date(row, "next_due");
        var duty = row.getString("next_duty");
        var pack = row.getString("next_pack");
        return day == null || duty == null || pack == null ? null : new Summary.Next(duty, pack, day);
    }

    private static SystemRow read(ResultSet row) throws SQLException {
        var tiers = new LinkedHashMap<String, String>();
        Json.readMap(row.getString("tiers")).forEach((pack, list) -> {
            if (list instanceof List<?> ids && !ids.isEmpty()) {
                tiers.put(pack, String.valueOf(ids.getFirst()));
            }
        });
        return new SystemRow(
                row.getString("id"),
                row.getString("name"),
                row.getString("org_id"),
                row.getString("org_name"),
                tiers,
                SummarySql.nearest(row.getString("coming")),
                next(row),
                row.getInt("open_duties"),
                row.getInt("late_duties"),
                row.getInt("gap_duties"),
                row.getInt("unassessed_duties"),
                row.getInt("questions"),
                DayKey.day(row.getString("as_of")),
                Times.instant(row, "updated_at"));
    }

    /** The columns by which a list is ordered; both in one direction, so that an index serves it. */
    private record Order(String key, String id, boolean rising) {
        static Order of(SystemQuery.Sort sort, boolean byTier) {
            return switch (sort) {
                case UPDATED ->
                    byTier ? new Order("t.updated_at", "t.system_id", false) : new Order("s.updated_at", "s.id", false);
                case NAME -> new Order("s.name", "s.id", true);
                case NEXT -> new Order("COALESCE(s.next_due, '~')", "s.id", true);
                case OVERDUE -> new Order("s.late_duties", "s.id", false);
            };
        }

        Order turned() {
            return new Order(key, id, !rising);
        }

        String way() {
            return rising ? "" : " DESC";
        }

        String past() {
            return rising ? ">" : "<";
        }
    }

    /** Where a page ended: the value it is ordered by, and the id. */
    private record Cursor(String id, String key) {
        static Cursor of(SystemRow row, SystemQuery.Sort sort) {
            var next = row.next();
            return new Cursor(
                    row.id(),
                    switch (sort) {
                        case UPDATED -> Times.text(row.updatedAt());
                        case NAME -> row.name();
                        case NEXT -> next == null ? NO_DAY : next.day().toString();
                        case OVERDUE -> Integer.toString(row.overdue());
                    });
        }

        Object value(SystemQuery.Sort sort) {
            if (sort != SystemQuery.Sort.OVERDUE) {
                return key;
            }
            if (!key.matches("[0-9]{1,9}")) {
                throw bad();
            }
            return Integer.parseInt(key);
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((id + " " + key).getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                if (parts.length == 2) {
                    return new Cursor(parts[0], parts[1]);
                }
            } catch (IllegalArgumentException e) {
                // the refusal below says what to do
            }
            throw bad();
        }

        private static Refusal bad() {
            return Refusal.invalid("翻页标记无效，请从第一页重新开始。", "The page cursor is not valid; start at the first page again.");
        }
    }
}
