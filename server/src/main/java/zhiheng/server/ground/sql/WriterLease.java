package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import zhiheng.base.Refusal;

/**
 * One server writes to a PostgreSQL database. An advisory lock says that it is alive; it lies on a connection of its own, since a lock
 * of a session stays on a connection that is given back to a pool. A row says who took it last, and every transaction that writes
 * locks that row: a server whose connection was cut while another one started can change nothing any more.
 *
 * <p>A lock ends with its session, so a database that was killed and started again has none, though a server is there that waits for
 * it. That one listens on its connection, sees the end at once, and asks for the lock every tenth of a second; the row, which only a
 * server that was stopped takes away, makes a newcomer give it that time.
 */
final class WriterLease implements Fence {
    private static final System.Logger LOG = System.getLogger(WriterLease.class.getName());
    /** The same for every installation; advisory locks are the database's own. */
    static final long LOCK = 0x5a48_454e_4757_5254L;

    static final String TABLE =
            "CREATE TABLE IF NOT EXISTS writer_lease (one INTEGER PRIMARY KEY, token TEXT NOT NULL)";

    private static final int TRIES = 30;
    private static final int PAUSE_MILLIS = 100;
    /** How long a newcomer stands back for a server that may still live. */
    private static final int COURTESY_MILLIS = 15 * PAUSE_MILLIS;
    /** How often a link that says nothing is tried. */
    private static final int BEAT_SECONDS = 5;

    private final String url;
    private final Properties properties;
    private final String token = UUID.randomUUID().toString();
    private final Thread heart =
            Thread.ofPlatform().name("writer-lease").daemon().unstarted(this::watch);
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    private WriterLease(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    /** Takes it; one that ended a moment ago is waited for. Refused while another server runs on the database. */
    static WriterLease take(String url, Properties properties) throws SQLException {
        var lease = new WriterLease(url, properties);
        try {
            if (lease.waitFor()) {
                lease.heart.start();
                return lease;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            lease.close();
            throw e;
        }
        lease.close();
        throw Refusal.conflict(
                "数据库 " + url + " 正被另一个智衡使用；一个数据库只能有一个服务写入。请先停止那一个，或换一个数据库。未作任何改动。",
                "The database " + url
                        + " is in use by another Zhiheng; a database has one server that writes. Stop that one, or"
                        + " choose another database. Nothing was changed.");
    }

    private boolean waitFor() throws SQLException, InterruptedException {
        boolean courteous = false;
        for (int i = 0; i < TRIES; i++) {
            var own = lock();
            if (own != null) {
                if (courteous || !isSigned(own)) {
                    return true;
                }
                courteous = true;
                Sql.one(own, "SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), LOCK);
                Thread.sleep(COURTESY_MILLIS);
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        return false;
    }

    /** Whether a server holds the database that was never stopped. */
    private static boolean isSigned(Connection c) throws SQLException {
        return Sql.one(c, "SELECT to_regclass('writer_lease') IS NOT NULL", row -> row.getBoolean(1))
                        .orElse(false)
                && Sql.one(c, "SELECT 1 FROM writer_lease", row -> row.getInt(1))
                        .isPresent();
    }

    /** @return the connection that has the lock; null while another one has it */
    private @Nullable Connection lock() throws SQLException {
        var own = connection;
        if (own == null || !own.isValid(BEAT_SECONDS)) {
            if (own != null) {
                own.close();
            }
            own = DriverManager.getConnection(url, properties);
            connection = own;
        }
        boolean taken = Sql.one(own, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK)
                .orElse(false);
        return taken ? own : null;
    }

    /** Listens until the link ends, and takes the lock again. */
    private void watch() {
        boolean held = true;
        long told = System.nanoTime() - Duration.ofSeconds(BEAT_SECONDS).toNanos();
        while (!closed) {
            try {
                if (held) {
                    listen();
                } else {
                    Thread.sleep(PAUSE_MILLIS);
                }
                held = held || lock() != null;
                if (!held) {
                    told = tell(told, "another server has the database " + url);
                }
            } catch (SQLException e) {
                held = false;
                told = tell(told, "the database cannot be reached: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Says it in the log, but not more often than the link is tried. @return when something was said last */
    private long tell(long told, String what) {
        long now = System.nanoTime();
        if (closed || now - told < Duration.ofSeconds(BEAT_SECONDS).toNanos()) {
            return told;
        }
        LOG.log(System.Logger.Level.WARNING, what);
        return now;
    }

    /** Waits for the end of the connection: on it nothing else ever comes. @throws SQLException when it is there */
    private void listen() throws SQLException {
        var own = connection;
        if (own == null) {
            throw new SQLException("no connection");
        }
        own.unwrap(PGConnection.class).getNotifications(BEAT_SECONDS * 1000);
        if (!own.isValid(BEAT_SECONDS)) {
            throw new SQLException("the link is cut");
        }
    }

    /** Writes down who holds it. */
    @Override
    public void sign(Connection c) throws SQLException {
        Sql.update(c, TABLE);
        Sql.update(
                c,
                "INSERT INTO writer_lease VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET token = excluded.token",
                token);
    }

    @Override
    public boolean holds() {
        return !closed;
    }

    @Override
    public void mustHold(Connection c) throws SQLException {
        var holder = Sql.one(c, "SELECT token FROM writer_lease FOR SHARE", row -> row.getString(1));
        if (!token.equals(holder.orElse(""))) {
            throw Refusal.unavailable(
                    "另一个智衡已接管此数据库；本服务不再写入。请停止本服务。",
                    "Another Zhiheng has taken this database over; this one writes no more. Stop it.",
                    null);
        }
    }

    /** Takes the row away, so that the next one need not wait, and with the connection the lock. */
    @Override
    public void close() {
        closed = true;
        var own = connection;
        if (own == null) {
            return;
        }
        try {
            own.abort(Runnable::run); // ends what listens on it
            heart.join();
            var late = connection;
            if (late != null && late != own) {
                late.close();
            }
            try (var last = DriverManager.getConnection(url, properties)) {
                if (isSigned(last)) {
                    Sql.update(last, "DELETE FROM writer_lease WHERE token = ?", token);
                }
            }
        } catch (SQLException e) {
            // the end of the session frees the lock as well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
