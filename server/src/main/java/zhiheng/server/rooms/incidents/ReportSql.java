package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on reports of incidents. */
record ReportSql(TxSql sql) {
    private static final String FILED =
            "SELECT id, incident, form, kind, receipt, sha256, body, filed, filed_by FROM incident_report";

    static ReportSql in(Transaction tx) {
        return new ReportSql(TxSql.in(tx));
    }

    Map<String, String> typed(String incident, String form) {
        var all = new TreeMap<String, String>();
        sql.list(
                        "SELECT field, value FROM incident_report_typed WHERE incident = ? AND form = ?",
                        row -> List.of(row.getString(1), row.getString(2)),
                        incident,
                        form)
                .forEach(pair -> all.put(pair.getFirst(), pair.getLast()));
        return all;
    }

    /** Writes a value, or takes it out where it is empty. */
    void type(String incident, String form, String field, String value, String person, Instant at) {
        sql.update(
                "DELETE FROM incident_report_typed WHERE incident = ? AND form = ? AND field = ?",
                incident,
                form,
                field);
        if (!value.isEmpty()) {
            sql.update(
                    "INSERT INTO incident_report_typed (incident, form, field, value, person, time)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    incident,
                    form,
                    field,
                    value,
                    person,
                    at);
        }
    }

    void add(FiledReport r) {
        sql.update(
                "INSERT INTO incident_report (id, incident, form, kind, receipt, sha256, body, filed, filed_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                r.id(),
                r.incident(),
                r.form(),
                r.kind(),
                r.receipt(),
                r.sha256(),
                r.body(),
                r.filed(),
                r.filedBy());
    }

    /** Oldest first. */
    List<FiledReport> filed(String incident) {
        return sql.list(FILED + " WHERE incident = ? ORDER BY id", ReportSql::filed, incident);
    }

    private static FiledReport filed(ResultSet row) throws SQLException {
        return new FiledReport(
                row.getString("id"),
                row.getString("incident"),
                row.getString("form"),
                row.getString("kind"),
                row.getString("receipt"),
                row.getString("sha256"),
                row.getString("body"),
                Times.instant(row, "filed"),
                row.getString("filed_by"));
    }
}
