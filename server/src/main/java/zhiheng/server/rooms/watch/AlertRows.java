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
import zhiheng.server.rooms.contain.ContainmentRows;

/** Alerts in the database. */
public final class AlertRows {
    private static final int MOST = 200;

    /**
     * @param grade red, orange, yellow, blue or none
     * @param repeats how often it was raised again while it lasted
     * @param body the alert with its statistics and its grade's clause, JSON
     */
    public record AlertRow(
            String id,
            String system,
            String monitor,
            String family,
            String grade,
            Instant time,
            int repeats,
            String body) {}

    private final Db db;

    public AlertRows(Db db) {
        this.db = db;
    }

    /**
     * Writes an alert together with the containment that it leads to, if any: neither is there without the other.
     *
     * @param seen now
     */
    public void add(AlertRow a, ContainmentRows.@Nullable Row containment, Instant seen) {
        db.write(c -> {
            add(c, a, seen);
            if (containment != null) {
                ContainmentRows.add(c, containment);
            }
            return a;
        });
    }

    private static void add(Connection c, AlertRow a, Instant seen) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO alert (id, system, monitor, family, grade, time, repeats, body, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                a.id(),
                a.system(),
                a.monitor(),
                a.family(),
                a.grade(),
                a.time(),
                a.repeats(),
                a.body(),
                seen);
    }

    /** The alert was raised again. */
    public void repeated(String id, Instant seen) {
        db.write(c -> Sql.update(c, "UPDATE alert SET repeats = repeats + 1, seen = ? WHERE id = ?", seen, id));
    }

    /** One page, newest first, of one system. */
    public List<AlertRow> of(String system, @Nullable String before, int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT id, system, monitor, family, grade, time, repeats, body FROM alert WHERE system = ? AND id < ?"
                        + " ORDER BY id DESC LIMIT ?",
                AlertRows::read,
                system,
                before == null ? "~" : before,
                Math.clamp(limit, 1, MOST)));
    }

    /** The newest of all systems. */
    public List<AlertRow> newest(int limit) {
        return db.read(c -> Sql.list(
                c,
                "SELECT id, system, monitor, family, grade, time, repeats, body FROM alert ORDER BY id DESC LIMIT ?",
                AlertRows::read,
                Math.clamp(limit, 1, MOST)));
    }

    public static AlertRow read(ResultSet row) throws SQLException {
        return new AlertRow(
                row.getString("id"),
                row.getString("system"),
                row.getString("monitor"),
                row.getString("family"),
                row.getString("grade"),
                Times.instant(row, "time"),
                row.getInt("repeats"),
                row.getString("body"));
    }
}
