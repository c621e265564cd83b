package zhiheng.server.rooms.watch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** Alerts in the database. */
public final class AlertRows {
    private static final int MOST = 200;
    private static final String COLUMNS = "id, system, monitor, family, grade, time, repeats, body";

    private final Db db;

    public AlertRows(Db db) {
        this.db = db;
    }

    /** What reached the monitors, in the same database. */
    WatchedRows watched() {
        return new WatchedRows(db);
    }

    /**
     * Writes an alert with what follows from it.
     *
     * @param grade null where there is none, and nothing follows
     * @param seen now
     */
    public void add(GradedAlert a, @Nullable Grade grade, Aftermath aftermath, Instant seen) {
        boolean follows = db.write(c -> {
            add(c, a, seen);
            return grade != null && aftermath.write(c, a, grade);
        });
        if (follows) {
            aftermath.wake();
        }
    }

    private static void add(Connection c, GradedAlert a, Instant seen) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO alert (" + COLUMNS + ", seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                a.id(),
                a.system(),
                a.monitor(),
                a.family(),
                a.gradeId(),
                a.time(),
                a.repeats(),
                AlertCodec.body(a),
                seen);
    }

    /** The alert was raised again. */
    public void repeated(String id, Instant seen) {
        db.write(c -> Sql.update(c, "UPDATE alert SET repeats = repeats + 1, seen = ? WHERE id = ?", seen, id));
    }

    /** One page, newest first, of one system. */
    public List<GradedAlert> of(String system, @Nullable String before, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM alert WHERE system = ? AND id < ?" + " ORDER BY id DESC LIMIT ?",
                AlertRows::read,
                system,
                before == null ? "~" : before,
                Math.clamp(limit, 1, MOST)));
    }

    /** The newest of all systems. */
    public List<GradedAlert> newest(int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT " + COLUMNS + " FROM alert ORDER BY id DESC LIMIT ?",
                AlertRows::read,
                Math.clamp(limit, 1, MOST)));
    }

    /** An alert from a row that holds its columns, here or in a join. */
    public static GradedAlert read(ResultSet row) throws SQLException {
        return AlertCodec.read(
                new AlertCodec.Columns(
                        row.getString("id"),
                        row.getString("system"),
                        row.getString("monitor"),
                        row.getString("family"),
                        row.getString("grade"),
                        Times.instant(row, "time"),
                        row.getInt("repeats")),
                row.getString("body"));
    }
}
