package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.page.Owed;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;

/** The statements on what came out after incidents. */
record AfterSql(TxSql sql) {
    private static final String DUTY = "SELECT c.id, c.incident, c.system, c.title, c.owner, c.due, c.done, c.done_by,"
            + " c.words, c.file_name, c.sha256 FROM incident_corrective c";

    static AfterSql in(Transaction tx) {
        return new AfterSql(TxSql.in(tx));
    }

    String cause(String incident) {
        return sql
                .list("SELECT cause FROM incident_after WHERE incident = ?", row -> row.getString(1), incident)
                .stream()
                .findFirst()
                .orElse("");
    }

    void cause(String incident, String cause, String person, Instant at) {
        sql.update("DELETE FROM incident_after WHERE incident = ?", incident);
        sql.update(
                "INSERT INTO incident_after (incident, cause, person, time) VALUES (?, ?, ?, ?)",
                incident,
                cause,
                person,
                at);
    }

    void add(Corrective c) {
        sql.update(
                "INSERT INTO incident_corrective (id, incident, system, title, owner, due, done, done_by, words,"
                        + " file_name, sha256, body) VALUES (?, ?, ?, ?, ?, ?, '', '', '', '', '', '')",
                c.id(),
                c.incident(),
                c.system(),
                c.title(),
                c.owner(),
                c.due().toString());
    }

    void done(String id, Instant at, String by, String words, String name, String sha256, byte[] body) {
        sql.update(
                "UPDATE incident_corrective SET done = ?, done_by = ?, words = ?, file_name = ?, sha256 = ?, body = ?"
                        + " WHERE id = ?",
                at,
                by,
                words,
                name,
                sha256,
                Base64.getEncoder().encodeToString(body),
                id);
    }

    List<Corrective> of(String incident) {
        return sql.list(DUTY + " WHERE c.incident = ? ORDER BY c.due, c.id", AfterSql::corrective, incident);
    }

    /** Those of a system that are open, the next to end first. */
    List<Corrective> openOf(String system) {
        return sql.list(
                DUTY + " WHERE c.system = ? AND c.done = '' ORDER BY c.due, c.id", AfterSql::corrective, system);
    }

    /** Those that are open and due within these days. */
    List<Corrective> dueWithin(LocalDate from, LocalDate before) {
        return sql.list(
                DUTY + " WHERE c.done = '' AND c.due >= ? AND c.due < ? ORDER BY c.due, c.id",
                AfterSql::corrective,
                from.toString(),
                before.toString());
    }

    /** @param org what its system belongs to; null for all */
    List<Owed> owed(@Nullable String org, LocalDate before, int limit) {
        var values = new ArrayList<Object>(List.of(before.toString()));
        if (org != null) {
            values.add(org);
        }
        values.add(limit);
        return sql.list(
                "SELECT c.id, c.title, c.owner, c.due, c.incident, i.title AS incident_title, s.id AS system_id,"
                        + " s.name AS system_name, s.org_id, o.name AS org_name FROM incident_corrective c"
                        + " JOIN incident i ON i.id = c.incident JOIN ai_system s ON s.id = c.system"
                        + " JOIN org o ON o.id = s.org_id WHERE c.done = '' AND c.due < ?"
                        + (org == null ? "" : " AND s.org_id = ?") + " ORDER BY c.due, c.id LIMIT ?",
                AfterSql::owed,
                values.toArray());
    }

    private static Owed owed(ResultSet row) throws SQLException {
        return new Owed(
                row.getString("id"),
                row.getString("title"),
                Corrective.KIND,
                row.getString("incident_title"),
                "/incidents/" + row.getString("incident") + "/after",
                row.getString("system_id"),
                row.getString("system_name"),
                row.getString("org_id"),
                row.getString("org_name"),
                LocalDate.parse(row.getString("due")),
                row.getString("owner"));
    }

    Optional<byte[]> file(String id) {
        return sql.list("SELECT body FROM incident_corrective WHERE id = ?", row -> row.getString(1), id).stream()
                .filter(body -> !body.isEmpty())
                .map(Base64.getDecoder()::decode)
                .findFirst();
    }

    private static Corrective corrective(ResultSet row) throws SQLException {
        return new Corrective(
                row.getString("id"),
                row.getString("incident"),
                row.getString("system"),
                row.getString("title"),
                row.getString("owner"),
                LocalDate.parse(row.getString("due")),
                Times.moment(row, "done"),
                row.getString("done_by"),
                row.getString("words"),
                row.getString("file_name"),
                row.getString("sha256"));
    }
}
