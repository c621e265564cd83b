package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The connection of a {@link LeaderLease}: one thread at a time works on it, it hears of changes, and the advisory lock that says that
 * its server is alive goes with it when it breaks.
 */
final class LeaseLink implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 2;

    private final Link link;
    private boolean prepared;
    private boolean locked;
    private @Nullable Connection listened;

    LeaseLink(String url, Properties login) {
        link = new Link(url, login, PATIENCE_SECONDS);
    }

    synchronized <T> T on(Db.Work<T> work) throws SQLException {
        if (!link.isOpen()) {
            locked = false; // it went with its session
        }
        try {
            var c = link.connection();
            if (!prepared) {
                LeaseRows.prepare(c);
                prepared = true;
            }
            if (listened != c) {
                Sql.update(c, "LISTEN " + LeaseRows.CHANNEL);
                listened = c;
            }
            return work.on(c);
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    /** Waits for a change of the one who leads, at most so long. */
    void await(Duration most) throws SQLException {
        on(c -> c.unwrap(PGConnection.class).getNotifications((int) Math.max(1, most.toMillis())));
    }

    /** Within {@link #on}. Returns whether this session has the lock. */
    boolean tryLock(Connection c) throws SQLException {
        locked = locked
                || Sql.one(c, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), WriterLease.LOCK)
                        .orElse(false);
        return locked;
    }

    void unlock(Connection c) throws SQLException {
        Sql.one(c, "SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), WriterLease.LOCK);
        locked = false;
    }

    /** The next work is done on another session. */
    synchronized void drop() {
        link.drop();
        locked = false;
    }

    @Override
    public void close() {
        link.close();
    }
}
