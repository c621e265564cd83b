package zhiheng.server.rooms.notify;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.Times;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.GradedAlert;

/** What is to be told of alerts, and what receivers have not taken yet. */
public final class NotificationRows {
    /** Alerts read at once. */
    public static final int MOST_SEEN = 1_000;

    /** That wait for one receiver; older ones give way. */
    public static final int MOST_WAITING = 1_000;

    private final Db db;

    /**
     * An alert as it stands.
     *
     * @param system its system's name
     * @param seen when it was last raised
     * @param told whether a notification about it was written
     */
    public record Seen(GradedAlert alert, String system, Instant seen, boolean told) {}

    /** @param body JSON, as it is sent */
    public record Pending(String id, String receiver, Instant made, String body) {}

    /** @param since when the oldest was made */
    public record Waiting(int count, @Nullable Instant since) {}

    public NotificationRows(Db db) {
        this.db = db;
    }

    /** Alerts last raised at that time or later, in that order; at most {@value #MOST_SEEN}. */
    public List<Seen> seen(Instant from) {
        return db.read(c -> Sql.list(
                c,
                "SELECT a.id, a.system, a.monitor, a.family, a.grade, a.time, a.repeats, a.body, a.seen, a.told,"
                        + " COALESCE(s.name, '') AS name FROM alert a LEFT JOIN ai_system s ON s.id = a.system"
                        + " WHERE a.seen >= ? ORDER BY a.seen, a.id LIMIT ?",
                row -> new Seen(
                        AlertRows.read(row),
                        row.getString("name"),
                        Times.instant(row, "seen"),
                        row.getInt("told") == 1),
                from,
                MOST_SEEN));
    }

    /** What the dispatcher remembered when it last made a notification. */
    public Optional<String> dispatcher() {
        return db.read(c -> Sql.one(c, "SELECT state FROM dispatcher WHERE id = 1", row -> row.getString(1)));
    }

    /**
     * Writes notifications, the alerts they tell of, and what the dispatcher remembers: all or nothing.
     *
     * @return how many older ones gave way
     */
    public int add(List<Pending> made, Collection<String> alerts, String dispatcher) {
        return db.write(c -> {
            Sql.update(c, "DELETE FROM dispatcher");
            Sql.update(c, "INSERT INTO dispatcher (id, state) VALUES (1, ?)", dispatcher);
            for (var id : alerts) {
                Sql.update(c, "UPDATE alert SET told = 1 WHERE id = ?", id);
            }
            for (var one : made) {
                Sql.update(
                        c,
                        "INSERT INTO notification (id, receiver, made, body) VALUES (?, ?, ?, ?)",
                        one.id(),
                        one.receiver(),
                        one.made(),
                        one.body());
            }
            int dropped = 0;
            for (var receiver : made.stream().map(Pending::receiver).distinct().toList()) {
                dropped += Sql.update(
                        c,
                        "DELETE FROM notification WHERE receiver = ? AND id NOT IN"
                                + " (SELECT id FROM notification WHERE receiver = ? ORDER BY id DESC LIMIT ?)",
                        receiver,
                        receiver,
                        MOST_WAITING);
            }
            return dropped;
        });
    }

    /** The oldest that waits for a receiver. */
    public Optional<Pending> first(String receiver) {
        return db.read(c -> Sql.one(
                c,
                "SELECT id, receiver, made, body FROM notification WHERE receiver = ? ORDER BY id LIMIT 1",
                row -> new Pending(
                        row.getString("id"),
                        row.getString("receiver"),
                        Times.instant(row, "made"),
                        row.getString("body")),
                receiver));
    }

    /** It waits no longer. */
    public void remove(String id) {
        db.write(c -> Sql.update(c, "DELETE FROM notification WHERE id = ?", id));
    }

    public Waiting waiting(String receiver) {
        return db.read(c -> Sql.one(
                        c,
                        "SELECT COUNT(*) AS n, MIN(made) AS since FROM notification WHERE receiver = ?",
                        row -> new Waiting(row.getInt("n"), row.getInt("n") == 0 ? null : Times.instant(row, "since")),
                        receiver)
                .orElseThrow());
    }

    /** Drops what waits for others than these. @return how many */
    public int keepOnly(Collection<String> receivers) {
        var marks = String.join(", ", receivers.stream().map(r -> "?").toList());
        return db.write(c ->
                Sql.update(c, "DELETE FROM notification WHERE receiver NOT IN (" + marks + ")", receivers.toArray()));
    }
}
