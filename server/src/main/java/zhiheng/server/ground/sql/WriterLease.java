package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * One server writes to a PostgreSQL database. An advisory lock says that it is alive; it lies on a connection of its own, since a lock
 * of a session stays on a connection that is given back to a pool. A row says who took it last, and every transaction that writes
 * locks that row: a server whose connection was cut while another one started can change nothing any more.
 */
final class WriterLease implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WriterLease.class.getName());
    /** The same for every installation; advisory locks are the database's own. */
    private static final long LOCK = 0x5a48_454e_4757_5254L;

    private static final int TRIES = 30;
    private static final int PAUSE_MILLIS = 100;
    private static final int BEAT_SECONDS = 5;

    private final String url;
    private final Properties properties;
    private final String token = UUID.randomUUID().toString();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("writer-lease").daemon().factory());
    private @Nullable Connection connection;

    private WriterLease(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    /** Takes it; one that ended a moment ago is waited for. Refused while another server runs on the database. */
    static WriterLease take(String url, Properties properties) throws SQLException {
        var lease = new WriterLease(url, properties);
        for (int i = 0; i < TRIES; i++) {
            if (lease.lock()) {
                lease.heart.scheduleWithFixedDelay(lease::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
                return lease;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        lease.close();
        throw Refusal.conflict(
                "数据库 " + url + " 正被另一个智衡使用；一个数据库只能有一个服务写入。请先停止那一个，或换一个数据库。未作任何改动。",
                "The database " + url
                        + " is in use by another Zhiheng; a database has one server that writes. Stop that one, or"
                        + " choose another database. Nothing was changed.");
    }

    private synchronized boolean lock() throws SQLException {
        var own = connection;
        if (own == null || !own.isValid(BEAT_SECONDS)) {
            if (own != null) {
                own.close();
            }
            own = DriverManager.getConnection(url, properties);
            connection = own;
        }
        return Sql.one(own, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), LOCK)
                .orElse(false);
    }

    /** A round trip; where the link was cut, a new lock. A lock that the session already holds is only counted up. */
    private synchronized void beat() {
        try {
            var own = connection;
            if (own != null && own.isValid(BEAT_SECONDS)) {
                return;
            }
            if (!lock()) {
                LOG.log(System.Logger.Level.ERROR, "another server has the database {0}", url);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "the database cannot be reached: {0}", e.getMessage());
        }
    }

    /** Writes down who holds it. */
    void sign(Connection c) throws SQLException {
        Sql.update(c, "CREATE TABLE IF NOT EXISTS writer_lease (one INTEGER PRIMARY KEY, token TEXT NOT NULL)");
        Sql.update(
                c,
                "INSERT INTO writer_lease VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET token = excluded.token",
                token);
    }

    /** Refuses a transaction of a server that another one has replaced, and keeps a new one waiting until this one is done. */
    void mustHold(Connection c) throws SQLException {
        var holder = Sql.one(c, "SELECT token FROM writer_lease FOR SHARE", row -> row.getString(1));
        if (!token.equals(holder.orElse(""))) {
            throw Refusal.unavailable(
                    "另一个智衡已接管此数据库；本服务不再写入。请停止本服务。",
                    "Another Zhiheng has taken this database over; this one writes no more. Stop it.",
                    null);
        }
    }

    @Override
    public synchronized void close() {
        heart.shutdownNow();
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // the end of the session frees the lock as well
        }
    }
}
