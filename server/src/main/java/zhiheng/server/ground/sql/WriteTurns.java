package zhiheng.server.ground.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writers take turns, and those that come while another one writes share its commit (group commit): whoever has done its work and sees
 * others waiting leaves the transaction open to them and waits; the last one commits for all. Each has a savepoint, so that work that
 * fails is undone alone, and told of once the others are committed, whose work it may have seen. Nobody returns before the commit is
 * on the disk, and a writer on its own pays for nothing of this.
 *
 * <p>What spoils the transaction as a whole (a full disk, a broken connection) fails all that share it, none of whom was told of success.
 */
final class WriteTurns {
    /** So many share a commit at most, and none waits longer than this for others to be done. */
    private static final int MAX_MEMBERS = 64;

    private static final long MAX_NANOS = 20_000_000;

    /** What each transaction begins with. */
    @FunctionalInterface
    interface Opening {
        void on(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final Opening opening;
    private final boolean afar;
    private final ReentrantLock turn = new ReentrantLock();
    /** Left open to those who wait; belongs to whoever has the turn. */
    private @Nullable Group open;

    /** @param afar whether the database is another process, so that each statement is a way there and back, see {@link Ahead} */
    WriteTurns(HikariDataSource pool, Opening opening, boolean afar) {
        this.pool = pool;
        this.opening = opening;
        this.afar = afar;
    }

    private static final class Group {
        private final Connection connection;
        private final @Nullable Ahead ahead;
        private final long since = System.nanoTime();
        private final CompletableFuture<Void> settled = new CompletableFuture<>();
        private int members;

        Group(Connection connection, boolean afar) {
            this.connection = connection;
            ahead = afar ? new Ahead(connection) : null;
        }

        /** What a member works on. */
        Connection shown() {
            return ahead == null ? connection : ahead.shown();
        }

        /** Before the work of a member that is not the first. */
        void mark() throws SQLException {
            if (ahead == null) {
                Sql.update(connection, "SAVEPOINT member");
            } else {
                ahead.mark();
            }
        }

        /** Behind it. */
        void end() throws SQLException {
            if (ahead != null) {
                ahead.end();
            } else if (members > 0) {
                Sql.update(connection, "RELEASE SAVEPOINT member");
            }
        }

        void takeBack() throws SQLException {
            if (ahead == null) {
                Sql.update(connection, "ROLLBACK TO SAVEPOINT member");
            } else {
                ahead.takeBack();
            }
        }

        boolean full() {
            return members >= MAX_MEMBERS || System.nanoTime() - since > MAX_NANOS;
        }
    }

    <T> T write(Db.Work<T> work) throws SQLException {
        var shared = new Group[1];
        try {
            return write(work, shared);
        } catch (Throwable e) {
            if (shared[0] != null) {
                awaitOthers(shared[0], e);
            }
            throw e;
        }
    }

    /** Work that failed may have done so for what others had written and not committed: nobody is told before that is so. */
    private static void awaitOthers(Group group, Throwable failure) throws SQLException {
        try {
            await(group);
        } catch (SQLException e) {
            if (e.getCause() != failure) {
                e.addSuppressed(failure);
                throw e;
            }
        }
    }

    private <T> T write(Db.Work<T> work, @Nullable Group[] shared) throws SQLException {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a write within a write would wait for itself");
        }
        Group group;
        T result;
        turn.lock();
        try {
            group = joined();
            try {
                result = work.on(group.shown());
                group.end();
            } catch (Throwable e) {
                if (group.members > 0) {
                    shared[0] = group;
                }
                takeBack(group, e);
                throw e;
            }
            group.members++;
            passOn(group);
        } finally {
            turn.unlock();
        }
        await(group);
        return result;
    }

    int waiting() {
        return turn.getQueueLength();
    }

    /** The open transaction with a savepoint, or a new one. */
    private Group joined() throws SQLException {
        var group = open;
        if (group != null) {
            try {
                group.mark();
                return group;
            } catch (SQLException e) {
                fail(group, e);
            }
        }
        var connection = pool.getConnection();
        group = new Group(connection, afar);
        try {
            opening.on(connection);
        } catch (Throwable e) {
            Db.undo(pool, connection, e);
            connection.close();
            throw e;
        }
        open = group;
        return group;
    }

    /** Undoes the work of one. */
    private void takeBack(Group group, Throwable cause) {
        if (group.members == 0 || Db.spoils(cause)) {
            fail(group, cause);
            return;
        }
        try {
            group.takeBack();
            passOn(group);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            fail(group, cause);
        }
    }

    /** Leaves the transaction to those who wait, or commits it. Whoever waits for the turn will have it: nobody gives up waiting. */
    private void passOn(Group group) {
        if (turn.hasQueuedThreads() && !group.full()) {
            return;
        }
        open = null;
        try (var connection = group.connection) {
            try {
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                Db.undo(pool, connection, e);
                throw e;
            }
            group.settled.complete(null);
        } catch (SQLException | RuntimeException e) {
            group.settled.completeExceptionally(e);
        }
    }

    private void fail(Group group, Throwable cause) {
        open = null;
        try (var connection = group.connection) {
            Db.undo(pool, connection, cause);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        group.settled.completeExceptionally(cause);
    }

    private static void await(Group group) throws SQLException {
        try {
            group.settled.join();
        } catch (CompletionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            int code = cause instanceof SQLException sql ? sql.getErrorCode() : 0;
            throw new SQLException(cause.getMessage(), null, code, cause);
        }
    }
}
