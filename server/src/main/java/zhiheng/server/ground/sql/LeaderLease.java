package zhiheng.server.ground.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import zhiheng.base.Refusal;

/**
 * Which of several servers on one PostgreSQL database leads, and so writes. A lease (Gray and Cheriton, Leases, 1989) that its holder
 * renews by the database's clock, with a fence for what a clock cannot promise: every writing transaction locks the row that names the
 * holder, so that one whose lease was given to another can commit nothing any more, however long it slept, and the next one begins
 * only after what was under way has ended.
 *
 * <p>The lease is taken over when it has run out, or when the session that held it has ended and did not come back for a second; at
 * once where nobody listens any more at the address that its holder told the others. Leaving in order takes the row away, so that
 * nobody need wait. The holder counts the time from before it asked, and stops half a second before the lease ends.
 */
public final class LeaderLease implements Fence {
    /** How long a lease lasts that is not renewed. */
    public static final Duration LASTS = Duration.ofSeconds(3);

    /** So long before that its holder stops. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    /** How long a session that ended may take to come back: one that lives sees the end at its next renewal. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

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
    private final LeaseLink link;
    private long freeSince;
    private volatile String token = "";
    private volatile long epoch;
    private volatile long heldUntilNanos;
    private volatile boolean held;
    private volatile boolean followsAnother;

    /** @param server the name of this server's data folder */
    public LeaderLease(String url, String user, String password, String server) {
        this.url = url;
        this.server = server;
        login.setProperty("user", user);
        login.setProperty("password", password);
        link = new LeaseLink(url, login);
    }

    /** The one who leads, or led last. @throws SQLException while the database cannot be reached */
    public Optional<Leader> leader() throws SQLException {
        return link.on(LeaseRows::leader);
    }

    /** Waits for a change of the one who leads, at most so long. */
    public void await(Duration most) throws SQLException {
        link.await(most);
    }

    /**
     * Takes the lease where it may be taken; requests come once it is {@link #announce}d.
     *
     * @return whether this server leads now
     */
    public boolean take() throws SQLException {
        return link.on(c -> {
            if (!link.tryLock(c)) {
                freeSince = 0;
                // a session whose machine is gone or cut off may live on in the database for hours
                if (LeaseRows.leader(c).filter(l -> !l.live()).isPresent()) {
                    LeaseRows.endOthers(c);
                }
                return false;
            }
            if (!isFree(c)) {
                link.unlock(c);
                return false;
            }
            begin(c);
            LeaseRows.name(c, epoch);
            return true;
        });
    }

    /**
     * Whether the lock, which this session has now, may be kept: at once after a lease that is over or a server that is seen to have
     * ended, else after a while.
     */
    private boolean isFree(Connection c) throws SQLException {
        if (LeaseRows.isOver(c)
                || LeaseRows.leader(c)
                        .filter(l -> LifeSigns.refused(l.address()))
                        .isPresent()) {
            return true;
        }
        long now = System.nanoTime();
        if (freeSince == 0) {
            freeSince = now;
        }
        return now - freeSince > COURTESY.toNanos();
    }

    private void begin(Connection c) throws SQLException {
        var last = LeaseRows.leader(c);
        var mine = "lease " + UUID.randomUUID();
        long asked = System.nanoTime();
        c.setAutoCommit(false);
        try {
            long next = LeaseRows.take(c, mine, server);
            c.commit();
            token = mine;
            epoch = next;
            followsAnother = last.filter(l -> !l.server().equals(server)).isPresent();
            extend(asked);
            held = true;
        } catch (SQLException e) {
            c.rollback();
            LeaseRows.endOthers(c);
            throw e;
        } finally {
            c.setAutoCommit(true);
        }
    }

    /**
     * Tells the others where requests are taken now.
     *
     * @param address where other servers reach this one
     * @param gateway where model calls reach it, host and port; empty for none
     */
    public void announce(String address, String gateway) throws SQLException {
        link.on(c -> {
            LeaseRows.announce(c, epoch, address, gateway);
            return epoch;
        });
    }

    private void extend(long askedNanos) {
        heldUntilNanos = askedNanos + LASTS.minus(MARGIN).toNanos();
    }

    /**
     * Renews it. Asked again soon where it fails for want of the database.
     *
     * @return false once another server has it, for good
     */
    public boolean renew() throws SQLException {
        return link.on(c -> {
            long asked = System.nanoTime();
            if (!link.tryLock(c)) {
                held = LeaseRows.holds(c, token);
                return held;
            }
            if (!LeaseRows.holds(c, token)) {
                link.unlock(c);
                held = false;
                return false;
            }
            LeaseRows.name(c, epoch);
            held = LeaseRows.extend(c, epoch);
            if (held) {
                extend(asked);
            }
            return held;
        });
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
        named.setProperty("ApplicationName", LeaseRows.session(epoch));
        // what a server that was cut off left open holds its locks no longer than its lease
        named.setProperty("options", "-c idle_in_transaction_session_timeout=" + LASTS.toMillis());
        return named;
    }

    @Override
    public void sign(Connection c) throws SQLException {
        mustHold(c);
    }

    @Override
    public void mustHold(Connection c) throws SQLException {
        if (!holds() || !LeaseRows.holdsOn(c, token)) {
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
            link.on(c -> {
                LeaseRows.giveBack(c, token, epoch);
                link.unlock(c);
                LeaseRows.tell(c);
                return epoch;
            });
        } catch (SQLException e) {
            // it runs out by itself
        }
        link.drop(); // the next session is not named as one that leads
    }

    /** Since when it has been said no longer that this server leads; zero while it is. */
    public Duration silence() {
        return holds() ? Duration.ZERO : Duration.ofNanos(Math.max(0, System.nanoTime() - heldUntilNanos));
    }

    /** Closes the pool's side: the lease itself is {@link #release}d, or runs out. */
    @Override
    public void close() {}

    /** Ends the connection, and with it the lock. */
    public void end() {
        link.close();
    }
}
