package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;

/** What a capability that nobody edited anything for brings along: its table, address, page, start and close. */
class OneMoreCapabilityTest {
    @TempDir
    Path folder;

    /** Counts greetings in a table of its own. */
    private static final class Greetings implements Capability {
        private House house;
        private URI startedAt;
        private boolean closed;

        @Override
        public List<Migration> schema() {
            return List.of(Migration.of(OneMoreCapabilityTest.class, "V1__greeting.sql"));
        }

        @Override
        public void open(House house) {
            this.house = house;
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of(Endpoint.open(
                    io.vertx.core.http.HttpMethod.GET,
                    "/api/v1/greetings",
                    Endpoint.Body.NONE,
                    call -> zhiheng.server.ground.http.Reply.json(Map.of("count", greet()))));
        }

        private long greet() {
            return house.db().write(c -> {
                Sql.update(c, "INSERT INTO greeting (words) VALUES (?)", "hello");
                return Sql.number(c, "SELECT COUNT(*) FROM greeting");
            });
        }

        @Override
        public void pages(Pages pages) {
            pages.desk().open(pages.router(), "/greetings", visit -> new Reply.Go("/systems"));
        }

        @Override
        public List<Nav> nav() {
            return List.of(Nav.to("greetings"));
        }

        @Override
        public void start(URI address) {
            startedAt = address;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void a_capability_brings_its_table_address_page_start_and_close_along() throws Exception {
        var greetings = new Greetings();
        var config = Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0, Map.of());
        try (var server = ZhihengServer.start(config, Clock.systemUTC(), List.of(greetings));
                var client = HttpClient.newHttpClient()) {
            assertThat(greetings.startedAt).isEqualTo(server.address());
            assertThat(get(client, server, "/api/v1/greetings")).isEqualTo("200 {\"count\":1}");
            assertThat(get(client, server, "/api/v1/greetings")).isEqualTo("200 {\"count\":2}");
            assertThat(get(client, server, "/greetings")).startsWith("303");
        }
        assertThat(greetings.closed).isTrue();
    }

    @Test
    void its_table_is_kept_over_a_restart_and_a_program_that_does_not_know_it_refuses_the_database() throws Exception {
        var config = Config.of(folder, Path.of("../packs/library"), "127.0.0.1", 0, Map.of());
        for (int count = 1; count <= 2; count++) {
            try (var server = ZhihengServer.start(config, Clock.systemUTC(), List.of(new Greetings()));
                    var client = HttpClient.newHttpClient()) {
                assertThat(get(client, server, "/api/v1/greetings")).isEqualTo("200 {\"count\":" + count + "}");
            }
        }
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ZhihengServer.start(config))
                .hasMessageContaining("newer Zhiheng")
                .hasMessageContaining("house/V1__greeting.sql");
    }

    private static String get(HttpClient client, ZhihengServer server, String path) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
