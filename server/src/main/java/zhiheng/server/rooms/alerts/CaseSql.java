package zhiheng.server.rooms.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.alerts.AlertCase.Handled;
import zhiheng.server.rooms.watch.AlertRows;

/** The statements on alerts and how far people are with them. */
record CaseSql(TxSql sql) {
    private static final String FROM = " FROM alert a JOIN ai_system s ON s.id = a.system"
            + " LEFT JOIN alert_case k ON k.alert = a.id WHERE 1 = 1";
    private static final String COLUMNS = "SELECT a.id, a.system, a.monitor, a.family, a.grade, a.time, a.repeats,"
            + " a.body, s.name AS system_name, k.version, k.state, k.owner, k.note, k.reason, k.time AS said, k.actor";

    static CaseSql in(Transaction tx) {
        return new CaseSql(TxSql.in(tx));
    }

    /** @param org what its systems belong to; null for all */
    List<AlertCase> list(@Nullable String org, CaseFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values) + filter.walk().after(filter.before(), values);
        values.add(filter.limit());
        return sql.list(COLUMNS + FROM + where + filter.walk().order() + " LIMIT ?", CaseSql::read, values.toArray());
    }

    long count(@Nullable String org, CaseFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values);
        return sql.list("SELECT COUNT(*)" + FROM + where, row -> row.getLong(1), values.toArray())
                .getFirst();
    }

    /** Of each organisation that has any. */
    Map<String, Long> countByOrg(@Nullable String org, CaseFilter filter) {
        var values = new ArrayList<@Nullable Object>();
        var where = where(org, filter, values);
        var result = new HashMap<String, Long>();
        sql.list(
                "SELECT s.org_id, COUNT(*) AS n" + FROM + where + " GROUP BY s.org_id",
                row -> result.put(row.getString("org_id"), row.getLong("n")) == null,
                values.toArray());
        return result;
    }

    private static String where(@Nullable String org, CaseFilter filter, List<@Nullable Object> values) {
        var where = new StringBuilder();
        if (org != null) {
            where.append(" AND s.org_id = ?");
            values.add(org);
        }
        if (filter.system() != null) {
            where.append(" AND a.system = ?");
            values.add(filter.system());
        }
        var states = filter.states().stream().map(s -> "?").toList();
        where.append(" AND COALESCE(k.state, 'OPEN') IN (")
                .append(String.join(", ", states))
                .append(')');
        values.addAll(filter.states());
        return where.toString();
    }

    Optional<AlertCase> one(@Nullable String org, String alert) {
        return sql
                .list(
                        COLUMNS + FROM + " AND a.id = ?" + (org == null ? "" : " AND s.org_id = ?"),
                        CaseSql::read,
                        org == null ? new Object[] {alert} : new Object[] {alert, org})
                .stream()
                .findFirst();
    }

    /** All that was said, the newest first. */
    List<Handled> history(String alert) {
        return sql.list(
                "SELECT k.version, k.state, k.owner, k.note, k.reason, k.time AS said, k.actor, t.ledger_index"
                        + " FROM alert_change k LEFT JOIN act t ON t.id = k.act WHERE k.alert = ?"
                        + " ORDER BY k.version DESC",
                row -> handled(row, Sql.ledgerIndex(row)),
                alert);
    }

    void put(String alert, Handled h, String act) {
        sql.update("DELETE FROM alert_case WHERE alert = ?", alert);
        sql.update(
                "INSERT INTO alert_case (alert, version, state, owner, note, reason, time, actor)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                alert,
                h.version(),
                h.state(),
                h.owner(),
                h.note(),
                h.reason(),
                h.time(),
                h.actor());
        sql.update(
                "INSERT INTO alert_change (alert, version, state, owner, note, reason, time, actor, act)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                alert,
                h.version(),
                h.state(),
                h.owner(),
                h.note(),
                h.reason(),
                h.time(),
                h.actor(),
                act);
    }

    private static AlertCase read(ResultSet row) throws SQLException {
        var alert = AlertRows.read(row);
        return new AlertCase(
                alert,
                row.getString("system_name"),
                row.getString("state") == null ? Handled.NOBODY : handled(row, -1));
    }

    private static Handled handled(ResultSet row, long index) throws SQLException {
        return new Handled(
                row.getLong("version"),
                Progress.valueOf(row.getString("state")),
                row.getString("owner"),
                row.getString("note"),
                row.getString("reason"),
                Times.instant(row, "said"),
                row.getString("actor"),
                index);
    }
}
