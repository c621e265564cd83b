package zhiheng.server.rooms.tracking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.office.policy.Node;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;

/** The statements on nodes. */
record NodeRows(TxSql sql) {
    private static final String COLUMNS = "SELECT id, policy, measure, owner, title, due, indicator, baseline, target,"
            + " report, reported, confirmed, version FROM policy_node";
    private static final Sql.Row<Node> ROW = row -> new Node(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            LocalDate.parse(row.getString(6)),
            row.getString(7),
            Double.parseDouble(row.getString(8)),
            Double.parseDouble(row.getString(9)),
            row.getString(10),
            value(row.getString(11)),
            value(row.getString(12)),
            row.getLong(13));

    private static @Nullable Double value(String text) {
        return text.isEmpty() ? null : Double.valueOf(text);
    }

    static NodeRows in(Transaction tx) {
        return new NodeRows(TxSql.in(tx));
    }

    void add(Node n) {
        sql.update(
                "INSERT INTO policy_node (id, policy, measure, owner, title, due, indicator, baseline, target, report,"
                        + " reported, confirmed, confirmer, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '',"
                        + " 1)",
                n.id(),
                n.policy(),
                n.measure(),
                n.owner(),
                n.title(),
                n.due(),
                n.indicator(),
                Double.toString(n.baseline()),
                Double.toString(n.target()));
    }

    Optional<Node> one(String id) {
        return sql.list(COLUMNS + " WHERE id = ?", ROW, id).stream().findFirst();
    }

    /** By day. @param after "day~id" that the page before ended with */
    List<Node> list(@Nullable String owner, @Nullable String after, int limit) {
        var values = new ArrayList<@Nullable Object>();
        var where = new StringBuilder(" WHERE 1 = 1");
        if (owner != null) {
            where.append(" AND owner = ?");
            values.add(owner);
        }
        var parts = after == null ? null : after.split("~", 2);
        if (parts != null && parts.length == 2) {
            where.append(" AND (due, id) > (?, ?)");
            values.addAll(List.of(parts[0], parts[1]));
        }
        values.add(limit);
        return sql.list(COLUMNS + where + " ORDER BY due, id LIMIT ?", ROW, values.toArray());
    }

    void report(String id, String words, @Nullable Double value, long version) {
        // a new report takes an older confirmation away: it was of another value
        sql.update(
                "UPDATE policy_node SET report = ?, reported = ?, confirmed = '', confirmer = '', version = ? WHERE id"
                        + " = ?",
                words,
                value == null ? "" : Double.toString(value),
                version,
                id);
    }

    void confirm(String id, double value, String org, long version) {
        sql.update(
                "UPDATE policy_node SET confirmed = ?, confirmer = ?, version = ? WHERE id = ?",
                Double.toString(value),
                org,
                version,
                id);
    }
}
