package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Used;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** What was used today is after a start what it was before the stop, whatever became of the calls. */
class UsedAfterRestartTest {
    private static final String CALL =
            "{\"model\":\"zhiheng-sample\",\"user\":\"u\",\"messages\":[{\"role\":\"user\",\"content\":\"rivers\"}]}";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private ZhihengServer start() {
        return ZhihengServer.start(
                Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of(), true));
    }

    private static Used used(ZhihengServer server) {
        return Objects.requireNonNull(server.gateway().orElseThrow().permits().used("bot"));
    }

    private int ask(ZhihengServer server, String key, String method, String path, String body) throws Exception {
        var port = server.gateway().orElseThrow().port();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void calls_tokens_and_users_of_the_day_are_the_same_after_each_restart() throws Exception {
        Used before;
        try (var server = start()) {
            var gateway = server.gateway().orElseThrow();
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                    .actor();
            var scope = new Scope(
                    null, null, ZoneOffset.UTC, Set.of(), 0, Set.of("zhiheng-sample"), Set.of(), Map.of(), Set.of());
            gateway.permits()
                    .change(
                            new Permit("bot", 1, PermitState.OPEN, Caps.NONE, scope, Terms.DEFAULT, null, Map.of()),
                            boss.id(),
                            "test");
            var key = gateway.keys().create(boss, "bot", "test").key();
            for (int i = 0; i < 20; i++) {
                assertThat(ask(server, key, "POST", "/v1/chat/completions", CALL))
                        .isEqualTo(200);
            }
            var stream = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
            assertThat(ask(server, key, "POST", "/v1/chat/completions", stream)).isEqualTo(200);
            assertThat(ask(server, key, "GET", "/v1/models", "")).isEqualTo(200);
            assertThat(ask(server, key, "POST", "/v1/chat/completions", "no JSON"))
                    .isEqualTo(400);
            assertThat(ask(server, key, "POST", "/v1/chat/completions", CALL.replace("zhiheng-sample", "other")))
                    .isEqualTo(403);
            before = used(server);
            assertThat(before.calls()).isEqualTo(22);
            assertThat(before.users()).isEqualTo(1);
            assertThat(before.tokens()).isPositive();
        }
        for (int restart = 0; restart < 2; restart++) {
            try (var server = start()) {
                assertThat(used(server)).isEqualTo(before);
            }
        }
    }
}
