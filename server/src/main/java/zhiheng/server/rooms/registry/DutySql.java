package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import zhiheng.office.duties.DutyMark;
import zhiheng.office.registry.DutyState;
import zhiheng.office.duties.Evidence;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of duty marks and evidence. */
final class DutySql {
    private static final String EVIDENCE = """
            SELECT e.id, e.system_id, e.duty, e.title, e.link, e.file_name, e.size, e.sha256, e.expires, e.added_by,
                   e.added_at, a.ledger_index
            FROM evidence e LEFT JOIN act a ON a.id = e.act_id
            """;

    private DutySql() {}

    static List<DutyMark> marks(Connection c, String systemId) throws SQLException {
        return Sql.list(
                c,
                "SELECT duty, state, owner, until, reason FROM duty_mark WHERE system_id = ? ORDER BY duty",
                row -> new DutyMark(
                        row.getString("duty"),
                        DutyState.valueOf(row.getString("state")),
                        row.getString("owner"),
                        Times.date(row, "until"),
                        row.getString("reason")),
                systemId);
    }

    static int mark(Connection c, String systemId, DutyMark mark) throws SQLException {
        return Sql.update(c, """
                INSERT INTO duty_mark (system_id, duty, state, owner, until, reason) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (system_id, duty) DO UPDATE SET
                  state = excluded.state, owner = excluded.owner, until = excluded.until, reason = excluded.reason
                """, systemId, mark.duty(), mark.state(), mark.owner(), mark.until(), mark.reason());
    }

    static int addEvidence(Connection c, Evidence e, String actId) throws SQLException {
        return Sql.update(
                c,
                """
                INSERT INTO evidence (id, system_id, duty, title, link, file_name, size, sha256, expires, added_by,
                                      added_at, act_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                e.id(),
                e.systemId(),
                e.duty(),
                e.title(),
                e.link(),
                e.fileName(),
                e.size(),
                e.sha256(),
                e.expires(),
                e.addedBy(),
                e.addedAt(),
                actId);
    }

    static List<Evidence> evidenceOf(Connection c, String systemId) throws SQLException {
        return Sql.list(c, EVIDENCE + " WHERE e.system_id = ? ORDER BY e.id", DutySql::read, systemId);
    }

    static Optional<Evidence> evidence(Connection c, String id) throws SQLException {
        return Sql.one(c, EVIDENCE + " WHERE e.id = ?", DutySql::read, id);
    }

    private static Evidence read(ResultSet row) throws SQLException {
        var index = row.getLong("ledger_index");
        var ledgerIndex = row.wasNull() ? -1 : index;
        return new Evidence(
                row.getString("id"),
                row.getString("system_id"),
                row.getString("duty"),
                row.getString("title"),
                row.getString("link"),
                row.getString("file_name"),
                row.getLong("size"),
                row.getString("sha256"),
                Times.date(row, "expires"),
                row.getString("added_by"),
                Times.instant(row, "added_at"),
                ledgerIndex);
    }
}
