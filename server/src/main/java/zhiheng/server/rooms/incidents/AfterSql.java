package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
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
                moment(row.getString("done")),
                row.getString("done_by"),
                row.getString("words"),
                row.getString("file_name"),
                row.getString("sha256"));
    }

    private static @Nullable Instant moment(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }
}
