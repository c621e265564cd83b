package zhiheng.server.rooms.traffic;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Interaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.traffic.CallFilter.Outcome;

/**
 * Finds a page of calls at a cost that has a bound, however many there are and whatever is asked. Each condition has an index in the
 * order of time. Where several are given the search goes step by step: each is asked how far its next entries reach; the one that
 * reaches farthest leads, the others are checked on the rows it leads to. It stops when the page is full or its {@link Share} is
 * read: two frequent properties that never meet give an empty page that says how far it looked.
 */
final class CallSearch {
    /**
     * What one page may read.
     *
     * @param step entries of an index at once; one step is always made, so that every page gets on
     * @param most entries in all
     * @param time after which no further step begins
     */
    record Share(int step, int most, Duration time) {
        static final Share USUAL = new Share(250, 4_000, Duration.ofMillis(40));
    }

    private static final String LAST = "g"; // behind every hexadecimal digit, in any collation
    private static final String BEHIND = "!"; // an id and this sorts right behind the id itself
    private static final String ROW = InteractionRows.COLUMNS.replaceAll("(\\w+)", "i.$1");

    /**
     * @param led finds the rows by an index, null where it has none; {@code checked} is the same, written so that no index fits
     * @param kind whether the index is that of detections; {@code user} whether it is that of users, who are of one system
     */
    private record Condition(@Nullable String led, String checked, List<Object> values, boolean kind, boolean user) {
        Condition(@Nullable String led, String checked, List<Object> values) {
            this(led, checked, values, false, false);
        }
    }

    private static final Condition NONE = new Condition("", "", List.of());

    private final Connection connection;
    private final CallFilter filter;
    private final List<Condition> conditions;
    private final boolean newer;
    private final Share share;

    private String low;
    private String high;

    /** @param cursor an id: rows before it, or after it with {@code newer} */
    CallSearch(Connection connection, CallFilter filter, @Nullable String cursor, boolean newer) {
        this(connection, filter, cursor, newer, Share.USUAL);
    }

    CallSearch(Connection connection, CallFilter filter, @Nullable String cursor, boolean newer, Share share) {
        this.share = share;
        this.connection = connection;
        this.filter = filter;
        this.newer = newer;
        conditions = conditions(filter);
        low = filter.from() == null ? "" : InteractionRows.firstId(filter.from());
        high = filter.to() == null ? LAST : InteractionRows.firstId(filter.to());
        if (cursor != null && newer) {
            low = max(low, cursor + BEHIND);
        } else if (cursor != null) {
            high = cursor.compareTo(high) < 0 ? cursor : high;
        }
    }

    private static String max(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static List<Condition> conditions(CallFilter f) {
        var all = new ArrayList<Condition>();
        if (f.user() != null) {
            all.add(new Condition("i.user_hash = ?", "i.user_hash + 0 = ?", List.of(f.user()), false, true));
        }
        if (!f.kind().isEmpty()) {
            var values = List.<Object>of(f.system(), f.kind());
            all.add(new Condition(
                    "d.system = ? AND d.kind = ?",
                    "EXISTS (SELECT 1 FROM detection x WHERE x.system = ? AND x.kind = ? AND x.interaction = i.id)",
                    values,
                    true,
                    false));
        }
        if (!f.clause().isEmpty()) {
            var values = List.<Object>of(f.clause());
            all.add(new Condition("i.clause <> '' AND i.clause = ?", "i.clause || '' = ?", values));
        }
        if (f.status() >= 400) {
            var values = List.<Object>of(f.status());
            all.add(new Condition("i.status >= 400 AND i.status = ?", "i.status + 0 = ?", values));
        } else if (f.status() > 0) {
            all.add(new Condition(null, "i.status + 0 = ?", List.of(f.status())));
        }
        if (!f.surface().isEmpty()) {
            boolean usual = f.surface().equals("chat/completions");
            all.add(new Condition(
                    usual ? null : "i.surface <> 'chat/completions' AND i.surface = ?",
                    "i.surface || '' = ?",
                    List.of(f.surface())));
        }
        if (!f.model().isEmpty()) {
            all.add(new Condition("i.model <> '' AND i.model = ?", "i.model || '' = ?", List.of(f.model())));
        }
        if (f.permitVersion() > 0) {
            var values = List.<Object>of(f.permitVersion());
            all.add(new Condition("i.permit_version > 0 AND i.permit_version = ?", "i.permit_version + 0 = ?", values));
        }
        outcome(f.outcome(), all);
        return all;
    }

    private static void outcome(Outcome outcome, List<Condition> all) {
        var failed = "i.clause || '' = '' AND i.status + 0 >= 400";
        switch (outcome) {
            case ANY -> {}
            case PASSED -> all.add(new Condition(null, "i.clause || '' = '' AND i.status + 0 < 400", List.of()));
            case REFUSED -> all.add(new Condition("i.clause <> ''", "i.clause || '' <> ''", List.of()));
            case FAILED -> all.add(new Condition("i.clause = '' AND i.status >= 400", failed, List.of()));
            case HELD -> all.add(new Condition("i.held = 1", "i.held + 0 = 1", List.of()));
        }
    }

    CallPage page(int limit) throws SQLException {
        boolean direct = conditions.isEmpty()
                || conditions.size() == 1 && conditions.getFirst().led() != null;
        if (direct) {
            var lead = conditions.isEmpty() ? NONE : conditions.getFirst();
            return page(rows(lead, low, high, limit + 1), null, limit);
        }
        var found = new ArrayList<Interaction>();
        long begun = System.nanoTime();
        int entries = 0;
        String stop;
        do {
            stop = step(found, limit + 1);
            entries += share.step();
        } while (stop != null
                && found.size() <= limit
                && entries < share.most()
                && System.nanoTime() - begun < share.time().toNanos());
        return page(found, stop, limit);
    }

    /** One step of the search. @return the last id looked at, where the next step goes on; null at the end */
    private @Nullable String step(List<Interaction> found, int wanted) throws SQLException {
        var lead = NONE;
        var stop = reach(NONE);
        for (var condition : conditions) {
            if (condition.led() != null && stop != null) {
                var reached = reach(condition);
                if (reached == null || (newer ? reached.compareTo(stop) > 0 : reached.compareTo(stop) < 0)) {
                    lead = condition;
                    stop = reached;
                }
            }
        }
        if (stop == null) {
            found.addAll(rows(lead, low, high, wanted - found.size()));
        } else if (newer) {
            var behind = stop + BEHIND;
            found.addAll(rows(lead, low, behind, wanted - found.size()));
            low = behind;
        } else {
            found.addAll(rows(lead, stop, high, wanted - found.size()));
            high = stop;
        }
        return stop;
    }

    /** The id of the last entry of one step when {@code lead} leads; null when it comes to the end. */
    private @Nullable String reach(Condition lead) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = "SELECT " + id(lead) + from(lead, low, high, values) + " ORDER BY " + id(lead) + order()
                + " LIMIT 1 OFFSET " + share.step();
        return Sql.one(connection, sql, row -> row.getString(1), values.toArray())
                .orElse(null);
    }

    private List<Interaction> rows(Condition lead, String low, String high, int limit) throws SQLException {
        var values = new ArrayList<Object>();
        var sql = new StringBuilder("SELECT ").append(ROW).append(from(lead, low, high, values));
        if (lead.kind()) {
            sql.append(" AND i.id = d.interaction");
        } else if (lead.user()) {
            sql.append(" AND i.system || '' = ?");
            values.add(filter.system());
        }
        for (var condition : conditions) {
            if (condition != lead) {
                sql.append(" AND ").append(condition.checked());
                values.addAll(condition.values());
            }
        }
        sql.append(" ORDER BY ")
                .append(id(lead))
                .append(order())
                .append(" LIMIT ")
                .append(limit);
        return Sql.list(connection, sql.toString(), InteractionRows::read, values.toArray());
    }

    private String order() {
        return newer ? "" : " DESC";
    }

    private static String id(Condition lead) {
        return lead.kind() ? "d.interaction" : "i.id";
    }

    /** From where, and the conditions that the lead's index answers. Where detections lead, the order of the tables is set. */
    private String from(Condition lead, String low, String high, List<Object> values) {
        var sql = new StringBuilder(" FROM ");
        if (lead.kind()) {
            sql.append("detection d CROSS JOIN interaction i WHERE ").append(lead.led());
            values.addAll(lead.values());
        } else if (lead.user()) {
            sql.append("interaction i WHERE ").append(lead.led());
            values.addAll(lead.values());
        } else {
            sql.append("interaction i WHERE i.system = ?");
            values.add(filter.system());
            if (lead != NONE) {
                sql.append(" AND ").append(lead.led());
                values.addAll(lead.values());
            }
        }
        sql.append(" AND ")
                .append(id(lead))
                .append(" >= ? AND ")
                .append(id(lead))
                .append(" < ?");
        values.add(low);
        values.add(high);
        return sql.toString();
    }

    private CallPage page(List<Interaction> found, @Nullable String stop, int limit) {
        boolean more = found.size() > limit;
        var calls = new ArrayList<>(more ? found.subList(0, limit) : found);
        var end = more ? calls.getLast().id() : stop;
        var searchedTo = more || stop == null ? null : time(stop);
        if (newer) {
            Collections.reverse(calls);
            var before = stop == null ? high : stop + BEHIND;
            return new CallPage(
                    calls, calls.isEmpty() ? before : calls.getLast().id(), end, searchedTo);
        }
        return new CallPage(
                calls, end, calls.isEmpty() ? null : calls.getFirst().id(), searchedTo);
    }

    /** Ids begin with their milliseconds (RFC 9562, version 7). */
    private static Instant time(String id) {
        return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
    }
}
