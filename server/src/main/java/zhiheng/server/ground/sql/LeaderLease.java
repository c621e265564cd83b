package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import zhiheng.base.Refusal;

/**
 * Which of several servers on one PostgreSQL database leads, and so writes. A lease (Gray and Cheriton, Leases, 1989) that its holder
 * renews by the database's clock, with a fence for what a clock cannot promise: every writing transaction locks the row that names the
 * holder, so that one whose lease was given to another can commit nothing any more, however long it slept, and the next one begins
 * only after what was under way has ended.
 *
 * <p>The lease is taken over when it has run out, or when the session that held it has ended and did not come back for a second.
 * Leaving in order takes the row away, so that nobody need wait. The holder counts the time from before it asked, and stops half a
 * second before the lease ends.
 */
public final class LeaderLease implements Fence {
    /** How long a lease lasts that is not renewed. */
    public static final Duration LASTS = Duration.ofSeconds(3);

    /** So long before that its holder stops. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    /** How long a session that ended may take to come back: one that lives sees the end at its next renewal. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    /** Sessions of a server that leads are named so, and may be ended by the one that follows it. */
    private static final String SESSIONS = "zhiheng-leads-";

    private static final String CHANNEL = "zhiheng_leader";
    private static final int PATIENCE_SECONDS = 2;

    /**
     * Who leads.
     *
     * @param epoch rises by one each time the lease is taken
     * @param server the name of its data folder
     * @param address where other servers reach it
     * @param gateway where model calls reach it, host and port; empty for none
     * @param live whether its lease runs
     */
    public record Leader(long epoch, String server, String address, String gateway, boolean live) {}

    private final String url;
    private final Properties login = new Properties();
    private final String server;
    private final Link link;
    private boolean prepared;
    private boolean locked;
    private long freeSince;
    private volatile String token = "";
    private volatile long epoch;
    private volatile long heldUntilNanos;
    private volatile boolean held;
    private volatile boolean followsAnother;
    private @Nullable Connection listened;

    /** @param server the name of this server's data folder */
    public LeaderLease(String url, String user, String password, String server) {
        this.url = url;
        this.server = server;
        login.setProperty("user", user);
        login.setProperty("password", password);
        link = new Link(url, login, PATIENCE_SECONDS);
    }

    /** The one who leads, or led last. @throws SQLException while the database cannot be reached */
    public Optional<Leader> leader() throws SQLException {
        return on(LeaderLease::leader);
    }

    private static Optional<Leader> leader(Connection c) throws SQLException {
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

    /** Waits for a change of the one who leads, at most so long. */
    public void await(Duration most) throws SQLException {
        on(c -> c.unwrap(PGConnection.class).getNotifications((int) Math.max(1, most.toMillis())));
    }

    /**
     * Takes the lease where it may be taken; requests come once it is {@link #announce}d.
     *
     * @return whether this server leads now
     */
    public boolean take() throws SQLException {
        return on(c -> {
            if (!tryLock(c)) {
                freeSince = 0;
                endExpired(c);
                return false;
            }
            if (!isFree(c)) {
                unlock(c);
                return false;
            }
            var last = leader(c);
            var mine = "lease " + UUID.randomUUID();
            long asked = System.nanoTime();
            c.setAutoCommit(false);
            try {
                Sql.update(c, "SET LOCAL lock_timeout = '1s'");
                Sql.update(
                        c,
                        "INSERT INTO writer_lease (one, token) VALUES (1, ?)"
                                + " ON CONFLICT (one) DO UPDATE SET token = excluded.token",
                        mine);
                long next = Sql.number(
                        c,
                        "INSERT INTO server_lease (one, epoch, server, address, gateway, until)"
                                + " VALUES (1, 1, ?, '', '', clock_timestamp() + CAST(? AS INTERVAL))"
                                + " ON CONFLICT (one) DO UPDATE SET epoch = server_lease.epoch + 1,"
                                + " server = excluded.server, address = '', gateway = '',"
                                + " until = excluded.until RETURNING epoch",
                        server,
                        interval());
                Sql.update(c, "NOTIFY " + CHANNEL);
                c.commit();
                token = mine;
                epoch = next;
                followsAnother = last.filter(l -> !l.server().equals(server)).isPresent();
                extend(asked);
                held = true;
            } catch (SQLException e) {
                c.rollback();
                endOthers(c);
                throw e;
            } finally {
                c.setAutoCommit(true);
            }
            Sql.one(c, "SELECT set_config('application_name', ?, false)", row -> row.getString(1), sessions());
            return true;
        });
    }

    /**
     * Tells the others where requests are taken now.
     *
     * @param address where other servers reach this one
     * @param gateway where model calls reach it, host and port; empty for none
     */
    public void announce(String address, String gateway) throws SQLException {
        on(c -> {
            Sql.update(c, "UPDATE server_lease SET address = ?, gateway = ? WHERE epoch = ?", address, gateway, epoch);
            return Sql.update(c, "NOTIFY " + CHANNEL);
        });
    }

    private static String interval() {
        return LASTS.toMillis() + " milliseconds";
    }

    private void extend(long askedNanos) {
        heldUntilNanos = askedNanos + LASTS.minus(MARGIN).toNanos();
    }

    /** Whether the lock, which this session has now, may be kept: at once after a lease that is over, else after a while. */
    private boolean isFree(Connection c) throws SQLException {
        if (Sql.number(c, "SELECT COUNT(*) FROM writer_lease") == 0
                || leader(c).filter(l -> !l.live()).isPresent()) {
            return true;
        }
        long now = System.nanoTime();
        if (freeSince == 0) {
            freeSince = now;
        }
        return now - freeSince > COURTESY.toNanos();
    }

    private boolean tryLock(Connection c) throws SQLException {
        locked = locked
                || Sql.one(c, "SELECT pg_try_advisory_lock(?)", row -> row.getBoolean(1), WriterLease.LOCK)
                        .orElse(false);
        return locked;
    }

    private void unlock(Connection c) throws SQLException {
        Sql.one(c, "SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), WriterLease.LOCK);
        locked = false;
    }

    /** A session whose machine is gone or cut off may live on in the database for hours: it is ended once its lease is over. */
    private static void endExpired(Connection c) throws SQLException {
        if (leader(c).filter(l -> !l.live()).isPresent()) {
            endOthers(c);
        }
    }

    /** Ends the sessions of servers that led, and with them what they had under way. */
    private static void endOthers(Connection c) throws SQLException {
        Sql.number(
                c,
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND application_name LIKE '" + SESSIONS + "%'");
    }

    /**
     * Renews it. Asked again soon where it fails for want of the database.
     *
     * @return false once another server has it, for good
     */
    public boolean renew() throws SQLException {
        return on(c -> {
            long asked = System.nanoTime();
            if (!tryLock(c)) {
                held = isMine(c);
                return held;
            }
            if (!isMine(c)) {
                unlock(c);
                held = false;
                return false;
            }
            Sql.one(c, "SELECT set_config('application_name', ?, false)", row -> row.getString(1), sessions());
            int renewed = Sql.update(
                    c,
                    "UPDATE server_lease SET until = clock_timestamp() + CAST(? AS INTERVAL) WHERE epoch = ?",
                    interval(),
                    epoch);
            held = renewed == 1;
            if (held) {
                extend(asked);
            }
            return held;
        });
    }

    private boolean isMine(Connection c) throws SQLException {
        return Sql.one(c, "SELECT token FROM writer_lease", row -> row.getString(1))
                .filter(token::equals)
                .isPresent();
    }

    /** Whether this server leads and may say so without asking the database. */
    @Override
    public boolean holds() {
        return held && System.nanoTime() - heldUntilNanos < 0;
    }

    /** Whether another server led before this one took the lease. */
    public boolean followsAnother() {
        return followsAnother;
    }

    /** The number under which it led last; rises each time. */
    public long epoch() {
        return epoch;
    }

    String url() {
        return url;
    }

    /** How the sessions of its pool log in. */
    Properties login() {
        var named = new Properties();
        named.putAll(login);
        named.setProperty("ApplicationName", sessions());
        // what a server that was cut off left open holds its locks no longer than its lease
        named.setProperty("options", "-c idle_in_transaction_session_timeout=" + LASTS.toMillis());
        return named;
    }

    private String sessions() {
        return SESSIONS + epoch;
    }

    @Override
    public void sign(Connection c) throws SQLException {
        mustHold(c);
    }

    @Override
    public void mustHold(Connection c) throws SQLException {
        if (!holds()
                || Sql.one(c, "SELECT token FROM writer_lease FOR SHARE", row -> row.getString(1))
                        .filter(token::equals)
                        .isEmpty()) {
            throw Refusal.unavailable(
                    "本服务已不再领导，或与数据库失去联系；未作任何改动，请稍后重试。",
                    "This server leads no longer, or has lost the database; nothing was changed, try again in a"
                            + " moment.",
                    null);
        }
    }

    /** Gives the lease back, so that another server may lead at once. */
    public void release() {
        if (!held) {
            return;
        }
        held = false;
        try {
            on(c -> {
                Sql.update(c, "DELETE FROM writer_lease WHERE token = ?", token);
                Sql.update(c, "UPDATE server_lease SET until = clock_timestamp(), address = '' WHERE epoch = ?", epoch);
                unlock(c);
                return Sql.update(c, "NOTIFY " + CHANNEL);
            });
        } catch (SQLException e) {
            // it runs out by itself
        }
        link.drop(); // the next session is not named as one that leads
        locked = false;
    }

    /** Since when it has been said no longer that this server leads; zero while it is. */
    public Duration silence() {
        return holds() ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - heldUntilNanos));
    }

    private synchronized <T> T on(Db.Work<T> work) throws SQLException {
        if (!link.isOpen()) {
            locked = false; // it went with its session
        }
        try {
            var c = link.connection();
            if (!prepared) {
                prepare(c);
                prepared = true;
            }
            if (listened != c) {
                Sql.update(c, "LISTEN " + CHANNEL);
                listened = c;
            }
            return work.on(c);
        } catch (SQLException e) {
            link.drop();
            locked = false;
            throw e;
        }
    }

    /** Beside any migration, since who may run those is what the lease decides. */
    private static void prepare(Connection c) throws SQLException {
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

    /** Closes the pool's side: the lease itself is {@link #release}d, or runs out. */
    @Override
    public void close() {}

    /** Ends the connection, and with it the lock. */
    public void end() {
        link.close();
    }
}
