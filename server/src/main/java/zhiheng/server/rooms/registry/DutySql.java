package zhiheng.server.rooms.registry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import zhiheng.office.duties.DutyMark;
import zhiheng.office.duties.DutyMet;
import zhiheng.office.duties.DutyTx;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** SQL of duty marks and evidence. */
final class DutySql {
    private static final String EVIDENCE = """
        SELECT e.id, e.system_id, e.duty, e.title, e.link, e.file_name, e.size, e.sha256, e.expires, e.added_by,
               e.added_at, e.withdrawn, e.erased, a.ledger_index
        FROM evidence e LEFT JOIN act a ON a.id = e.act_id
        """;

    private DutySql() {}

    static List<DutyMark> marks(Connection c, String systemId) throws SQLException {
        return Sql.list(
                c,
                "SELECT duty, state, owner, assignee, until, reason, version FROM duty_mark WHERE system_id = ? ORDER"
                        + " BY duty",
                row -> new DutyMark(
                        row.getString("duty"),
                        DutyState.valueOf(row.getString("state")),
                        row.getString("owner"),
                        row.getString("assignee"),
                        Times.date(row, "until"),
                        row.getString("reason"),
                        row.getLong("version")),
                systemId);
    }

    /** One statement for the first mark and one for the next, so that two writers cannot both be the first. */
    static boolean mark(Connection c, String systemId, DutyMark mark) throws SQLException {
        if (mark.version() == 1) {
            return Sql.update(
                            c,
                            """
                            INSERT INTO duty_mark (system_id, duty, state, owner, assignee, until, reason, version)
                            VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING
                            """,
                            systemId,
                            mark.duty(),
                            mark.state(),
                            mark.owner(),
                            mark.assignee(),
                            mark.until(),
                            mark.reason())
                    == 1;
        }
        return Sql.update(
                        c,
                        """
                        UPDATE duty_mark SET state = ?, owner = ?, assignee = ?, until = ?, reason = ?, version = ?
                        WHERE system_id = ? AND duty = ? AND version = ?
                        """,
                        mark.state(),
                        mark.owner(),
                        mark.assignee(),
                        mark.until(),
                        mark.reason(),
                        mark.version(),
                        systemId,
                        mark.duty(),
                        mark.version() - 1)
                == 1;
    }

    static int addEvent(Connection c, SystemEvent e) throws SQLException {
        return Sql.update(
                c,
                "INSERT INTO system_event (id, system_id, event, happened_at, note, recorded_by) VALUES (?, ?, ?, ?,"
                        + " ?, ?)",
                e.id(),
                e.systemId(),
                e.event(),
                e.happenedAt(),
                e.note(),
                e.recordedBy());
    }

    static List<SystemEvent> events(Connection c, String systemId) throws SQLException {
        return Sql.list(
                c,
                "SELECT id, system_id, event, happened_at, note, recorded_by FROM system_event WHERE system_id = ?"
                        + " ORDER BY happened_at DESC, id DESC",
                row -> new SystemEvent(
                        row.getString("id"),
                        row.getString("system_id"),
                        row.getString("event"),
                        Times.instant(row, "happened_at"),
                        row.getString("note"),
                        row.getString("recorded_by")),
                systemId);
    }

    static int settle(Connection c, String eventId, String duty, LocalDate day) throws SQLException {
        return Sql.update(
                c,
                "INSERT INTO event_settled (event_id, duty, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                eventId,
                duty,
                day);
    }

    static Map<DutyTx.Settled, LocalDate> settled(Connection c, String systemId) throws SQLException {
        var result = new HashMap<DutyTx.Settled, LocalDate>();
        Sql.list(
                c,
                "SELECT s.event_id, s.duty, s.day FROM event_settled s JOIN system_event e ON e.id = s.event_id"
                        + " WHERE e.system_id = ?",
                row -> result.put(
                        new DutyTx.Settled(row.getString("event_id"), row.getString("duty")),
                        Objects.requireNonNull(Times.date(row, "day"))),
                systemId);
        return result;
    }

    static List<DutyMet> met(Connection c, String systemId) throws SQLException {
        return Sql.list(
                c,
                "SELECT duty, due, day FROM duty_met WHERE system_id = ? ORDER BY duty, due",
                row -> new DutyMet(
                        row.getString("duty"),
                        Objects.requireNonNull(Times.date(row, "due")),
                        Objects.requireNonNull(Times.date(row, "day"))),
                systemId);
    }

    static boolean meet(Connection c, String systemId, DutyMet met) throws SQLException {
        return Sql.update(
                        c,
                        "INSERT INTO duty_met (system_id, duty, due, day) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        systemId,
                        met.duty(),
                        met.due(),
                        met.day())
                == 1;
    }

    static boolean needsFile(Connection c, String sha256) throws SQLException {
        return Sql.number(c, "SELECT COUNT(*) FROM evidence WHERE sha256 = ? AND erased = 0 AND link IS NULL", sha256)
                > 0;
    }

    static List<Evidence> evidenceOf(Connection c, String systemId) throws SQLException {
        return Sql.list(c, EVIDENCE + " WHERE e.system_id = ? ORDER BY e.id", DutySql::read, systemId);
    }

    static Optional<Evidence> evidence(Connection c, String id) throws SQLException {
        return Sql.one(c, EVIDENCE + " WHERE e.id = ?", DutySql::read, id);
    }

    private static Evidence read(ResultSet row) throws SQLException {
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
                Sql.ledgerIndex(row),
                Times.date(row, "withdrawn"),
                row.getInt("erased") == 1);
    }
}
