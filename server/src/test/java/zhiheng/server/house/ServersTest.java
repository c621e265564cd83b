package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.Postgres;
import zhiheng.server.testing.Servers;

/** Two servers on one database. */
class ServersTest {
    @TempDir
    Path folder;

    private static String id(String json) {
        var at = json.indexOf("\"id\":\"") + 6;
        return json.substring(at, json.indexOf('"', at));
    }

    @Test
    void what_is_done_at_one_server_is_there_at_the_other_and_after_the_first_one_has_gone() throws Exception {
        var url = Postgres.database();
        long t = System.nanoTime();
        try (var servers = new Servers(folder, 2, url)) {
            System.out.println("two started " + (System.nanoTime() - t) / 1_000_000);
            assertThat(servers.leader()).isZero();
            var org = servers.rest(1, "POST", "/api/v1/orgs", "{\"kind\":\"PROVIDER\",\"name\":\"Acme\"}");
            System.out.println(org.statusCode() + " " + org.body());
            var made = servers.rest(1, "GET", "/api/v1/ledger", "");
            System.out.println(made.statusCode() + " " + made.body());
            System.out.println(servers.rest(1, "GET", "/health/servers", "").body());
            t = System.nanoTime();
            servers.node(0).close();
            System.out.println("closed " + (System.nanoTime() - t) / 1_000_000);
            Servers.until(Duration.ofSeconds(10), () -> servers.node(1).leads());
            System.out.println("leads " + (System.nanoTime() - t) / 1_000_000);
            made = servers.rest(1, "GET", "/api/v1/ledger", "");
            System.out.println(made.statusCode() + " " + made.body());
            System.out.println(servers.rest(1, "GET", "/api/v1/orgs", "").body());
        }
    }
}
