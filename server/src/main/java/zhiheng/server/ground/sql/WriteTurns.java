package zhiheng.server.ground.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.log.RequestId;

/**
 * Writers take turns, and those that come while another one writes share its commit (group commit): where somebody's work is done and
 * others wait, the transaction is left open to them; behind the last one it is committed for all. Each has a savepoint, so that work that
 * fails is undone alone, and told of once the others are committed, whose work it may have seen. Nobody is told before the commit is
 * on the disk, and a writer on its own pays for nothing of this.
 *
 * <p>What spoils the transaction as a whole (a full disk, a broken connection) fails all that share it, none of whom was told of success.
 *
 * <p>One thread of the system does all of this work (flat combining: Hendler et al., 2010), and those who wait for it are virtual: were
 * the turn handed from one virtual thread to the next, it would stand behind everything else that is ready to run, at each answer of the
 * database anew.
 */
final class WriteTurns {
    /** So many share a commit at most, and none waits longer than this for others to be done. */
    private static final int MAX_MEMBERS = 64;

    private static final long MAX_NANOS = 30_000_000;
    private static final long REST_SECONDS = 10;

    /** What each transaction begins with. */
    @FunctionalInterface
    interface Opening {
        void on(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final Opening opening;
    private final boolean afar;
    private final ThreadPoolExecutor thread;
    private volatile @Nullable Thread working;
    /** Left open to those who wait; belongs to the thread. */
    private @Nullable WriteGroup open;

    /** @param afar whether the database is another process, so that each statement is a way there and back, see {@link Ahead} */
    WriteTurns(HikariDataSource pool, Opening opening, boolean afar) {
        this.pool = pool;
        this.opening = opening;
        this.afar = afar;
        thread = new ThreadPoolExecutor(
                1,
                1,
                REST_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("writing").daemon().factory());
        thread.allowCoreThreadTimeOut(true);
    }

    <T> T write(Db.Work<T> work) throws SQLException {
        if (Thread.currentThread() == working) {
            throw new IllegalStateException("a write within a write would wait for itself");
        }
        var member = new WriteMember<>(work);
        thread.execute(RequestId.carry(() -> take(member)));
        return member.await();
    }

    int waiting() {
        return thread.getQueue().size();
    }

    private void take(WriteMember<?> member) {
        working = Thread.currentThread();
        try {
            var group = joined();
            try {
                group.work(member);
            } catch (Throwable e) {
                takeBack(group, member, e);
                return;
            }
            passOn(group);
        } catch (Throwable e) {
            member.refused(e);
        } finally {
            working = null;
        }
    }

    /** The open transaction with a savepoint, or a new one. */
    private WriteGroup joined() throws SQLException {
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
        group = new WriteGroup(pool, connection, afar);
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
    private void takeBack(WriteGroup group, WriteMember<?> member, Throwable cause) {
        if (!group.shared() || Db.spoils(cause)) {
            fail(group, cause);
            member.refused(cause);
            return;
        }
        try {
            group.takeBack(member, cause);
            passOn(group);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            fail(group, cause);
        }
    }

    /** Leaves the transaction to those who wait, or commits it. */
    private void passOn(WriteGroup group) {
        if (thread.getQueue().isEmpty() || group.full(MAX_MEMBERS, MAX_NANOS)) {
            open = null;
            group.commit();
        }
    }

    private void fail(WriteGroup group, Throwable cause) {
        open = null;
        group.fail(cause);
    }
}
