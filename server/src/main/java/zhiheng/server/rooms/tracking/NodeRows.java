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
            + " report, reported, confirmed, need, evidence, excused, disputed, version FROM policy_node";
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
            new Node.State(row.getString(13), row.getString(14), row.getString(15), row.getInt(16) != 0),
            row.getLong(17));

    private static @Nullable Double value(String text) {
        return text.isEmpty() ? null : Double.valueOf(text);
    }

    static NodeRows in(Transaction tx) {
        return new NodeRows(TxSql.in(tx));
    }

    void add(Node n) {
        sql.update(
                "INSERT INTO policy_node (id, policy, measure, owner, title, due, indicator, baseline, target, report,"
                        + " reported, confirmed, confirmer, need, version) VALUES (?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, '', '', '',"
                        + " '', ?, 1)",
                n.id(),
                n.policy(),
                n.measure(),
                n.owner(),
                n.title(),
                n.due(),
                n.indicator(),
                Double.toString(n.baseline()),
                Double.toString(n.target()),
                n.state().need());
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

    /** The timetable of a need, the nodes that were excused too. */
    List<Node> of(String need) {
        return sql.list(COLUMNS + " WHERE need = ? ORDER BY due, id", ROW, need);
    }

    /** Nodes that nobody confirmed, with days in a span. */
    List<Node> open(LocalDate from, LocalDate before, int limit) {
        return sql.list(
                COLUMNS + " WHERE due >= ? AND due < ? AND confirmed = '' AND excused = '' ORDER BY due, id LIMIT ?",
                ROW,
                from,
                before,
                limit);
    }

    List<Node> ofMeasure(String policy, String measure) {
        return sql.list(COLUMNS + " WHERE policy = ? AND measure = ? ORDER BY due, id", ROW, policy, measure);
    }

    /** A measure with nodes that nobody confirmed: one of these, and how many. */
    record OpenMeasure(String node, String policy, String measure, long nodes) {}

    List<OpenMeasure> openMeasures(int limit) {
        return sql.list(
                "SELECT MIN(id), policy, measure, COUNT(*) FROM policy_node WHERE measure <> '' AND confirmed = '' AND"
                        + " excused = '' GROUP BY policy, measure ORDER BY policy, measure LIMIT ?",
                row -> new OpenMeasure(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
                limit);
    }

    void report(String id, String words, @Nullable Double value, String evidence, long version) {
        // a new report takes an older confirmation away: it was of another value
        sql.update(
                "UPDATE policy_node SET report = ?, reported = ?, evidence = ?, confirmed = '', confirmer = '',"
                        + " disputed = 0, version = ? WHERE id = ?",
                words,
                value == null ? "" : Double.toString(value),
                evidence,
                version,
                id);
    }

    /** @param by an organisation, or "asker" */
    void confirm(String id, double value, String by, long version) {
        sql.update(
                "UPDATE policy_node SET confirmed = ?, confirmer = ?, disputed = 0, version = ? WHERE id = ?",
                Double.toString(value),
                by,
                version,
                id);
    }

    /** The asker says that it is not so: no confirmation stands against that. */
    void dispute(String id, long version) {
        sql.update(
                "UPDATE policy_node SET confirmed = '', confirmer = '', disputed = 1, version = ? WHERE id = ?",
                version,
                id);
    }

    void excuse(String id, String why, long version) {
        sql.update("UPDATE policy_node SET excused = ?, version = ? WHERE id = ?", why, version, id);
    }

    /** By department; a target is reached where the confirmed value went the whole way from the baseline. */
    List<Tracking.Standing> standings(LocalDate today) {
        return sql.list(
                "SELECT owner, COUNT(*), SUM(CASE WHEN confirmed <> '' AND (CAST(NULLIF(confirmed, '') AS DOUBLE"
                        + " PRECISION) - CAST(baseline AS DOUBLE PRECISION)) / (CAST(target AS DOUBLE PRECISION) -"
                        + " CAST(baseline AS DOUBLE PRECISION)) >= 1 THEN 1 ELSE 0 END) FROM policy_node WHERE due < ?"
                        + " AND excused = '' GROUP BY owner",
                row -> new Tracking.Standing(row.getString(1), row.getLong(2), row.getLong(3)),
                today);
    }

    void move(String from, String into) {
        sql.update("UPDATE policy_node SET owner = ?, version = version + 1 WHERE owner = ?", into, from);
    }
}
