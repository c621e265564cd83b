package zhiheng.server.rooms.stream;

import java.sql.Connection;
import java.sql.SQLException;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;

/** To where the alerts of the log are filed, in the database beside the alerts themselves. */
final class AlertsRead {
    private final Db db;

    AlertsRead(Db db) {
        this.db = db;
    }

    /** The first record that is not filed. */
    long next(String topic, int part) {
        return db.read(c -> next(c, topic, part));
    }

    private static long next(Connection c, String topic, int part) throws SQLException {
        return Sql.one(
                        c,
                        "SELECT next FROM alerts_read WHERE topic = ? AND part = ?",
                        row -> row.getLong("next"),
                        topic,
                        part)
                .orElse(0L);
    }

    /**
     * Says that a record is filed, within the transaction that files it.
     *
     * @return false where it was before, by this server or another on the same database
     */
    static boolean pass(Connection c, String topic, int part, long offset) throws SQLException {
        Sql.update(
                c,
                "INSERT INTO alerts_read (topic, part, next) VALUES (?, ?, 0) ON CONFLICT (topic, part) DO NOTHING",
                topic,
                part);
        return Sql.update(
                        c,
                        "UPDATE alerts_read SET next = ? WHERE topic = ? AND part = ? AND next <= ?",
                        offset + 1,
                        topic,
                        part,
                        offset)
                == 1;
    }

    /** Passes over a record that is no alert. */
    void skip(String topic, int part, long offset) {
        db.write(c -> pass(c, topic, part, offset));
    }
}
