package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.ledger.LedgerReader;
import zhiheng.server.testing.Load;
import zhiheng.server.testing.Postgres;
import zhiheng.server.testing.Servers;
import zhiheng.server.testing.TcpProxy;

/** Two servers on one database, of which one is stopped or cut off while clients read and change what they have to offer. */
class ServersFailTest {
    private static final int CLIENTS = 6;

    @TempDir
    Path folder;

    private static List<String> systems(Servers servers) throws Exception {
        var systems = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            systems.add(servers.system("Bot " + i)[0]);
        }
        return systems;
    }

    private static Load load(Servers servers) throws Exception {
        var systems = systems(servers);
        return new Load(CLIENTS, 2, number -> servers.node(number).address(), servers.bearer(), systems);
    }

    private static int databasePort(String url) {
        return URI.create(url.substring("jdbc:".length())).getPort();
    }

    /** Both ledgers are beginnings of one log: the same entries wherever both have them, and no fork. */
    private void ledgersAreOne() {
        var a = LedgerReader.open(folder.resolve("server0/ledger"));
        var b = LedgerReader.open(folder.resolve("server1/ledger"));
        long both = Math.min(a.size(), b.size());
        assertThat(both).isPositive();
        assertThat(a.root(both)).isEqualTo(b.root(both));
        assertThat(a.verifierKey()).isEqualTo(b.verifierKey());
    }

    @Test
    void a_rolling_restart_under_load_loses_nothing() throws Exception {
        var url = Postgres.database();
        try (var servers = new Servers(folder, number -> url, 2, Duration.ofSeconds(60))) {
            var load = load(servers);
            Thread.sleep(1_000);
            for (int number : new int[] {0, 1}) {
                servers.node(number).close();
                Servers.until(
                        Duration.ofSeconds(10), () -> servers.node(1 - number).leads());
                servers.again(number);
            }
            Thread.sleep(1_000);
            assertThat(load.wrong()).isEmpty();
            assertThat(load.history.sets()).isGreaterThan(20);
        }
        ledgersAreOne();
    }

    @Test
    void one_that_is_cut_off_stops_before_its_lease_ends_and_follows_once_the_link_is_healed() throws Exception {
        var url = Postgres.database();
        var proxy = new TcpProxy(databasePort(url));
        var through = url.replace(":" + databasePort(url) + "/", ":" + proxy.port() + "/");
        try (proxy;
                var servers = new Servers(folder, number -> number == 0 ? through : url, 2, Duration.ofMillis(2_000))) {
            var system = servers.system("Cut");
            assertThat(servers.call(0, system[1]).statusCode()).isEqualTo(200);
            var load = load(servers);
            Thread.sleep(1_000);
            long cut = System.nanoTime();
            proxy.silence(); // half open: nobody is told
            Servers.until(Duration.ofSeconds(4), () -> !servers.node(0).leads());
            assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(3));
            assertThat(servers.node(1).leads()).as("before the lease has ended").isFalse();
            assertThat(servers.call(0, system[1]).statusCode())
                    .as("its gateway goes on by the permit it knows")
                    .isEqualTo(200);
            Servers.until(Duration.ofSeconds(6), () -> servers.node(1).leads());
            Servers.until(Duration.ofSeconds(5), () -> stopped(servers, system[1]));
            proxy.heal();
            Servers.until(Duration.ofSeconds(20), () -> passes(servers, system[1]));
            Thread.sleep(500);
            assertThat(load.wrong()).isEmpty();
        }
        ledgersAreOne();
    }

    private static boolean passes(Servers servers, String key) throws Exception {
        try {
            return servers.call(0, key).statusCode() == 200;
        } catch (IOException e) {
            return false; // its gateway has gone, and passes on from the next moment
        }
    }

    private static boolean stopped(Servers servers, String key) throws Exception {
        return servers.call(0, key).body().contains("permit.cut-off");
    }
}
