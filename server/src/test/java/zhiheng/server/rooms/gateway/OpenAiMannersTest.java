package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.NpmClient;

/** The official npm client, with its own defaults, where the day is used up. */
class OpenAiMannersTest {
    private static final Path NODE = Path.of("src/test/node");

    @TempDir
    Path folder;

    @Test
    void a_used_up_day_is_told_once_and_nobody_sleeps_and_streams_are_counted_unasked() throws Exception {
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/openai")), "the official client is not installed");
        try (var server = ZhihengServer.start(
                Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of(), true))) {
            var gateway = server.gateway().orElseThrow();
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                    .actor();
            var scope = new Scope(
                    null, null, ZoneOffset.UTC, Set.of(), 0, Set.of("zhiheng-sample"), Set.of(), Map.of(), Set.of());
            var caps = new Caps(0, 2, 0, 0, 0, 0);
            gateway.permits()
                    .change(
                            new Permit("bot", 1, PermitState.OPEN, caps, scope, Terms.DEFAULT, null, Map.of()),
                            boss.id(),
                            "test");
            var key = gateway.keys().create(boss, "bot", "test").key();
            var seen = NpmClient.run(NODE, "manners.mjs", folder, "http://127.0.0.1:" + gateway.port() + "/v1", key);

            assertThat(seen.at("/listed/0").asString()).isEqualTo("zhiheng-sample");
            assertThat(seen.get("usage")).isNotEmpty().allMatch(usage -> usage.isNull());
            assertThat(gateway.permits().used("bot").tokens()).isPositive();
            assertThat(seen.get("refused")).hasSize(2).allSatisfy(refused -> {
                assertThat(refused.get("status").asInt()).isEqualTo(429);
                assertThat(refused.get("code").asString()).isEqualTo("permit.calls-per-day");
                assertThat(refused.get("tries").asInt()).isOne();
                assertThat(refused.get("after").isNull()).isTrue();
            });
        }
    }
}
