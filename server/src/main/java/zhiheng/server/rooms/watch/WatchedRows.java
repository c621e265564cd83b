package zhiheng.server.rooms.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;

/** What reached the monitors, in the database. */
final class WatchedRows {
    private final Db db;

    WatchedRows(Db db) {
        this.db = db;
    }

    /** Adds what came since the last time. */
    void add(Collection<Watched> fresh) {
        db.write(c -> {
            for (var w : fresh) {
                var known = Sql.one(
                        c,
                        "SELECT * FROM watched WHERE system = ? AND metric = ?",
                        WatchedRows::read,
                        w.system(),
                        w.metric());
                var all = known.map(w::and).orElse(w);
                Sql.update(c, "DELETE FROM watched WHERE system = ? AND metric = ?", w.system(), w.metric());
                Sql.update(
                        c,
                        "INSERT INTO watched (system, metric, since, newest, observations) VALUES (?, ?, ?, ?, ?)",
                        all.system(),
                        all.metric(),
                        all.since(),
                        all.newest(),
                        all.observations());
            }
            return fresh.size();
        });
    }

    List<Watched> of(String system) {
        return db.read(c -> Sql.list(c, "SELECT * FROM watched WHERE system = ?", WatchedRows::read, system));
    }

    private static Watched read(ResultSet row) throws SQLException {
        return new Watched(
                row.getString("system"),
                row.getString("metric"),
                Times.instant(row, "since"),
                Times.instant(row, "newest"),
                row.getLong("observations"));
    }
}
