package zhiheng.server.ground.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transaction and those whose work it holds; see {@link WriteTurns}, on whose thread all of it happens. */
final class WriteGroup {
    private final HikariDataSource pool;
    private final Connection connection;
    private final @Nullable Ahead ahead;
    private final long since = System.nanoTime();
    private final List<WriteMember<?>> members = new ArrayList<>();
    private int done;

    WriteGroup(HikariDataSource pool, Connection connection, boolean afar) {
        this.pool = pool;
        this.connection = connection;
        ahead = afar ? new Ahead(connection) : null;
    }

    /** Whether somebody's work is in it. */
    boolean shared() {
        return done > 0;
    }

    boolean full(int most, long nanos) {
        return done >= most || System.nanoTime() - since > nanos;
    }

    /** Before the work of a member that is not the first. */
    void mark() throws SQLException {
        if (ahead == null) {
            Sql.update(connection, "SAVEPOINT member");
        } else {
            ahead.mark();
        }
    }

    /** Does the work of one. What it throws has left its work half done. */
    void work(WriteMember<?> member) throws Throwable {
        member.work(ahead == null ? connection : ahead.shown());
        if (ahead != null) {
            ahead.end();
        } else if (shared()) {
            Sql.update(connection, "RELEASE SAVEPOINT member");
        }
        done++;
        members.add(member);
    }

    /** Undoes the work of one, who is told of its failure once the others' work is committed. */
    void takeBack(WriteMember<?> member, Throwable cause) throws SQLException {
        member.failed(cause);
        members.add(member);
        if (ahead == null) {
            Sql.update(connection, "ROLLBACK TO SAVEPOINT member");
        } else {
            ahead.takeBack();
        }
    }

    void commit() {
        try (connection) {
            try {
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                Db.undo(pool, connection, e);
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            members.forEach(member -> member.lost(e));
            return;
        }
        members.forEach(WriteMember::committed);
    }

    void fail(Throwable cause) {
        try (connection) {
            Db.undo(pool, connection, cause);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        members.forEach(member -> member.lost(cause));
    }
}
