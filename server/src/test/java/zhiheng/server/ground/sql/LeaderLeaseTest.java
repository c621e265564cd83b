package zhiheng.server.ground.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.server.testing.Postgres;
import zhiheng.server.testing.Servers;

class LeaderLeaseTest {
    private String url;
    private LeaderLease a;
    private LeaderLease b;

    @BeforeEach
    void open() {
        url = Postgres.database();
        a = new LeaderLease(url, "zhiheng", "", "a");
        b = new LeaderLease(url, "zhiheng", "", "b");
    }

    @AfterEach
    void close() {
        a.end();
        b.end();
    }

    /** Ends the session that holds the lease, as the end of its process would. */
    private void endSession(LeaderLease of) throws SQLException {
        try (var c = DriverManager.getConnection(url, "zhiheng", "")) {
            Sql.number(
                    c,
                    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ?"
                            + " AND datname = current_database()",
                    "zhiheng-leads-" + of.epoch());
        }
    }

    private static int touch(Db db) {
        return db.write(c -> Sql.update(c, "UPDATE server_lease SET server = server"));
    }

    @Test
    void one_has_it_and_the_other_sees_who() throws Exception {
        assertThat(a.take()).isTrue();
        assertThat(b.take()).isFalse();
        a.announce("http://a", "http://a:1");
        assertThat(b.leader()).contains(new LeaderLease.Leader(1, "a", "http://a", "http://a:1", true));
        assertThat(a.followsAnother()).isFalse();
    }

    @Test
    void one_that_leaves_is_followed_at_once_under_a_higher_number() throws Exception {
        a.take();
        a.release();
        assertThat(a.holds()).isFalse();
        assertThat(b.take()).isTrue();
        assertThat(b.epoch()).isEqualTo(2);
        assertThat(b.followsAnother()).isTrue();
    }

    @Test
    void one_whose_process_is_seen_to_have_ended_is_followed_without_courtesy() throws Exception {
        a.take();
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            a.announce("http://127.0.0.1:" + listening.getLocalPort(), "");
            endSession(a);
            assertThat(b.take()).as("it still listens").isFalse();
        }
        long from = System.nanoTime();
        Servers.until(Duration.ofMillis(800), b::take);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(800));
        assertThat(b.epoch()).isEqualTo(2);
    }

    @Test
    void a_session_that_comes_back_within_a_second_keeps_it() throws Exception {
        a.take();
        endSession(a);
        assertThat(b.take()).as("courtesy").isFalse();
        assertThatThrownBy(a::renew).isInstanceOf(SQLException.class);
        assertThat(a.renew()).isTrue();
        Thread.sleep(1_200);
        assertThat(b.take()).isFalse();
    }

    @Test
    void one_whose_session_ended_is_followed_after_a_second_and_writes_nothing_any_more() throws Exception {
        a.take();
        try (var old = Db.leading(a, List.of(), false)) {
            assertThat(touch(old)).isEqualTo(1);
            long ended = System.nanoTime();
            a.renew();
            endSession(a);
            Servers.until(Duration.ofSeconds(5), b::take);
            assertThat(Duration.ofNanos(System.nanoTime() - ended)).isGreaterThan(Duration.ofMillis(900));
            assertThatThrownBy(() -> touch(old)).isInstanceOf(RuntimeException.class);
            try (var now = Db.leading(b, List.of(), false)) {
                assertThat(touch(now)).isEqualTo(1);
            }
            assertThatThrownBy(a::renew).isInstanceOf(SQLException.class);
            assertThat(a.renew()).isFalse();
            assertThatThrownBy(() -> touch(old))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.text().en()).contains("leads no longer"));
        }
    }

    @Test
    void one_that_does_not_renew_stops_before_its_lease_has_ended() throws Exception {
        long taken = System.nanoTime();
        a.take();
        try (var db = Db.leading(a, List.of(), false)) {
            Servers.until(LeaderLease.LASTS, () -> !a.holds());
            assertThat(Duration.ofNanos(System.nanoTime() - taken)).isLessThan(LeaderLease.LASTS);
            assertThat(b.leader().orElseThrow().live())
                    .as("the lease runs still")
                    .isTrue();
            assertThatThrownBy(() -> touch(db)).isInstanceOf(Refusal.class);
            Servers.until(Duration.ofSeconds(3), b::take);
        }
    }

    @Test
    void what_a_predecessor_has_under_way_is_ended_before_the_next_one_writes() throws Exception {
        a.take();
        try (var old = Db.leading(a, List.of(), false)) {
            var begun = new CountDownLatch(1);
            var go = new CountDownLatch(1);
            var slow = CompletableFuture.supplyAsync(() -> old.write(c -> {
                Sql.update(c, "UPDATE server_lease SET address = 'of a predecessor'");
                begun.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return true;
            }));
            begun.await();
            Servers.until(Duration.ofSeconds(10), () -> {
                try {
                    return b.take();
                } catch (SQLException e) {
                    return false; // the row was locked, and whoever locked it has been ended
                }
            });
            go.countDown();
            assertThat(slow).failsWithin(Duration.ofSeconds(5));
            assertThat(b.leader().orElseThrow().address()).isEmpty();
        }
    }
}
