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

    /** What is written with an alert, within its transaction. */
    @FunctionalInterface
    public interface Along {
        Along NOTHING = c -> true;

        /** @return false where the alert is not to be written, since it was before */
        boolean write(Connection c) throws SQLException;
    }

    /**
     * Writes an alert with what follows from it.
     *
     * @param grade null where there is none, and nothing follows
     * @param seen now
     */
    public void add(GradedAlert a, @Nullable Grade grade, Aftermath aftermath, Instant seen) {
        add(a, grade, aftermath, seen, Along.NOTHING);
    }

    /** As {@link #add(GradedAlert, Grade, Aftermath, Instant)}, with something else or not at all. @return whether it was written */
    boolean add(GradedAlert a, @Nullable Grade grade, Aftermath aftermath, Instant seen, Along along) {
        var written = new boolean[1];
        boolean follows = db.write(c -> {
            written[0] = along.write(c);
            if (!written[0]) {
                return false;
            }
            add(c, a, seen);
            return grade != null && aftermath.write(c, a, grade);
        });
        if (follows) {
            aftermath.wake();
        }
        return written[0];
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
        repeated(id, seen, Along.NOTHING);
    }

    /** As {@link #repeated(String, Instant)}, with something else or not at all. */
    void repeated(String id, Instant seen, Along along) {
        db.write(c -> along.write(c)
                ? Sql.update(c, "UPDATE alert SET repeats = repeats + 1, seen = ? WHERE id = ?", seen, id)
                : 0);
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
