package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.office.duties.DutyNote;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of what is said about duties. */
final class NoteSql {
    private static final String SELECT =
            "SELECT n.id, n.system_id, n.duty, n.kind, n.author, n.text, n.at, n.closed_at FROM duty_note n";

    private NoteSql() {}

    static int add(Connection c, DutyNote n) throws SQLException {
        return Sql.update(
                c,
                "INSERT INTO duty_note (id, system_id, duty, kind, author, text, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                n.id(),
                n.systemId(),
                n.duty(),
                n.kind(),
                n.author(),
                n.text(),
                n.at());
    }

    static Optional<DutyNote> note(Connection c, String id) throws SQLException {
        return Sql.one(c, SELECT + " WHERE n.id = ?", NoteSql::read, id);
    }

    static boolean close(Connection c, String id, Instant at) throws SQLException {
        return Sql.update(c, "UPDATE duty_note SET closed_at = ? WHERE id = ? AND closed_at IS NULL", at, id) == 1;
    }

    static List<DutyNote> of(Connection c, String systemId, String duty) throws SQLException {
        return Sql.list(
                c, SELECT + " WHERE n.system_id = ? AND n.duty = ? ORDER BY n.id", NoteSql::read, systemId, duty);
    }

    static List<DutyNote> open(Connection c, DutyNote.Kind kind, @Nullable String onlyOrg, int limit)
            throws SQLException {
        return onlyOrg == null
                ? Sql.list(
                        c,
                        SELECT + " WHERE n.kind = ? AND n.closed_at IS NULL ORDER BY n.id LIMIT ?",
                        NoteSql::read,
                        kind,
                        limit)
                : Sql.list(
                        c,
                        SELECT + " JOIN ai_system s ON s.id = n.system_id WHERE n.kind = ? AND n.closed_at IS NULL"
                                + " AND s.org_id = ? ORDER BY n.id LIMIT ?",
                        NoteSql::read,
                        kind,
                        onlyOrg,
                        limit);
    }

    private static DutyNote read(ResultSet row) throws SQLException {
        return new DutyNote(
                row.getString("id"),
                row.getString("system_id"),
                row.getString("duty"),
                DutyNote.Kind.valueOf(row.getString("kind")),
                row.getString("author"),
                row.getString("text"),
                Times.instant(row, "at"),
                row.getString("closed_at") == null ? null : Times.instant(row, "closed_at"));
    }
}
