package zhiheng.server.rooms.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.office.acts.Transaction;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.rooms.incidents.Measure.State;

/** The statements on steps of the ladder. */
record MeasureSql(TxSql sql) {
    static MeasureSql in(Transaction tx) {
        return new MeasureSql(TxSql.in(tx));
    }

    void put(Measure m) {
        sql.update("DELETE FROM incident_measure WHERE id = ?", m.id());
        sql.update(
                "INSERT INTO incident_measure (id, incident, system, level, target, state, hours, reason, base, version,"
                        + " proposed_by, proposed, confirmed_by, held, expires, ended, ended_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                m.id(),
                m.incident(),
                m.system(),
                m.level(),
                m.target(),
                m.state(),
                m.hours(),
                m.reason(),
                m.base(),
                m.version(),
                m.proposedBy(),
                m.proposed(),
                m.confirmedBy(),
                text(m.held()),
                text(m.expires()),
                text(m.ended()),
                m.endedBy());
    }

    /** What held under one version of the permit goes on under the next. */
    void carry(String system, long from, long to) {
        sql.update(
                "UPDATE incident_measure SET version = ? WHERE system = ? AND state = 'HOLDS' AND version = ?",
                to,
                system,
                from);
    }

    void end(String id, State state, Instant at, String by) {
        sql.update("UPDATE incident_measure SET state = ?, ended = ?, ended_by = ? WHERE id = ?", state, at, by, id);
    }

    List<Measure> ofIncident(String incident) {
        return list("incident = ? ORDER BY id", incident);
    }

    /** Those in a state about a system, oldest first. */
    List<Measure> ofSystem(String system, State state) {
        return list("system = ? AND state = ? ORDER BY id", system, state);
    }

    List<Measure> all(State state) {
        return list("state = ? ORDER BY id", state);
    }

    private List<Measure> list(String where, Object... values) {
        return sql.list("SELECT * FROM incident_measure WHERE " + where, MeasureSql::read, values);
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : Times.text(at);
    }

    private static Measure read(ResultSet row) throws SQLException {
        return new Measure(
                row.getString("id"),
                row.getString("incident"),
                row.getString("system"),
                Level.valueOf(row.getString("level")),
                row.getString("target"),
                State.valueOf(row.getString("state")),
                row.getLong("hours"),
                row.getString("reason"),
                row.getString("base"),
                row.getLong("version"),
                row.getString("proposed_by"),
                Times.instant(row, "proposed"),
                row.getString("confirmed_by"),
                Times.moment(row, "held"),
                Times.moment(row, "expires"),
                Times.moment(row, "ended"),
                row.getString("ended_by"));
    }
}
