package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import zhiheng.server.ground.sql.LeaderLease.Leader;

/** The rows of a {@link LeaderLease}: {@code writer_lease} is the fence, {@code server_lease} says who leads and until when. */
final class LeaseRows {
    /** Told of each change. */
    static final String CHANNEL = "zhiheng_leader";

    /** Sessions of a server that leads are named so, and may be ended by the one that follows it. */
    private static final String SESSIONS = "zhiheng-leads-";

    private LeaseRows() {}

    /** Beside any migration, since who may run those is what the lease decides. */
    static void prepare(Connection c) throws SQLException {
        Sql.number(c, "SELECT COUNT(*) FROM (SELECT pg_advisory_lock(?)) AS done", WriterLease.LOCK + 1);
        try {
            Sql.update(c, WriterLease.TABLE);
            Sql.update(
                    c,
                    "CREATE TABLE IF NOT EXISTS server_lease (one INTEGER PRIMARY KEY, epoch BIGINT NOT NULL,"
                            + " server TEXT NOT NULL, address TEXT NOT NULL, gateway TEXT NOT NULL,"
                            + " until TIMESTAMPTZ NOT NULL)");
        } finally {
            Sql.number(c, "SELECT COUNT(*) FROM (SELECT pg_advisory_unlock(?)) AS done", WriterLease.LOCK + 1);
        }
    }

    static Optional<Leader> leader(Connection c) throws SQLException {
        return Sql.one(
                c,
                "SELECT epoch, server, address, gateway, until > clock_timestamp() AS live FROM server_lease",
                row -> new Leader(
                        row.getLong("epoch"),
                        row.getString("server"),
                        row.getString("address"),
                        row.getString("gateway"),
                        row.getBoolean("live")));
    }

    /** Whether the lease of the one that led last is over, or was given back. */
    static boolean isOver(Connection c) throws SQLException {
        return Sql.number(c, "SELECT COUNT(*) FROM writer_lease") == 0
                || leader(c).filter(l -> !l.live()).isPresent();
    }

    static boolean holds(Connection c, String token) throws SQLException {
        return Sql.one(c, "SELECT token FROM writer_lease", row -> row.getString(1))
                .filter(token::equals)
                .isPresent();
    }

    /** As {@link #holds}, and keeps it so until this transaction ends. */
    static boolean holdsOn(Connection c, String token) throws SQLException {
        return Sql.one(c, "SELECT token FROM writer_lease FOR SHARE", row -> row.getString(1))
                .filter(token::equals)
                .isPresent();
    }

    /** Waits at most a second for transactions of the one before. Returns the number of the new lease. */
    static long take(Connection c, String token, String server) throws SQLException {
        Sql.update(c, "SET LOCAL lock_timeout = '1s'");
        Sql.update(
                c,
                "INSERT INTO writer_lease (one, token) VALUES (1, ?)"
                        + " ON CONFLICT (one) DO UPDATE SET token = excluded.token",
                token);
        long epoch = Sql.number(
                c,
                "INSERT INTO server_lease (one, epoch, server, address, gateway, until)"
                        + " VALUES (1, 1, ?, '', '', clock_timestamp() + CAST(? AS INTERVAL))"
                        + " ON CONFLICT (one) DO UPDATE SET epoch = server_lease.epoch + 1,"
                        + " server = excluded.server, address = '', gateway = '',"
                        + " until = excluded.until RETURNING epoch",
                server,
                interval());
        tell(c);
        return epoch;
    }

    static void announce(Connection c, long epoch, String address, String gateway) throws SQLException {
        Sql.update(c, "UPDATE server_lease SET address = ?, gateway = ? WHERE epoch = ?", address, gateway, epoch);
        tell(c);
    }

    /** Returns whether there was such a lease. */
    static boolean extend(Connection c, long epoch) throws SQLException {
        return Sql.update(
                        c,
                        "UPDATE server_lease SET until = clock_timestamp() + CAST(? AS INTERVAL) WHERE epoch = ?",
                        interval(),
                        epoch)
                == 1;
    }

    static void giveBack(Connection c, String token, long epoch) throws SQLException {
        Sql.update(c, "DELETE FROM writer_lease WHERE token = ?", token);
        Sql.update(c, "UPDATE server_lease SET until = clock_timestamp(), address = '' WHERE epoch = ?", epoch);
    }

    private static String interval() {
        return LeaderLease.LASTS.toMillis() + " milliseconds";
    }

    static void tell(Connection c) throws SQLException {
        Sql.update(c, "NOTIFY " + CHANNEL);
    }

    /** The name of sessions of the one that leads under this number. */
    static String session(long epoch) {
        return SESSIONS + epoch;
    }

    static void name(Connection c, long epoch) throws SQLException {
        Sql.one(c, "SELECT set_config('application_name', ?, false)", row -> row.getString(1), session(epoch));
    }

    /** Ends the sessions of servers that led, and with them what they had under way. */
    static void endOthers(Connection c) throws SQLException {
        Sql.number(
                c,
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND application_name LIKE '" + SESSIONS + "%'");
    }
}
