package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.NpmClient;

/** The official npm client against the gateway and its sample model. */
class OpenAiClientTest {
    private static final Path NODE = Path.of("src/test/node");
    private static final String PRODUCER = "001191110102MACQD9K64010000";
    private static final String HINT = "【人工智能生成 AI-generated】";

    @TempDir
    Path folder;

    @Test
    void the_official_client_works_unchanged_and_everything_it_gets_is_labelled() throws Exception {
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/openai")), "the official client is not installed");
        try (var server = ZhihengServer.start(
                Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of(), true))) {
            var gateway = server.gateway().orElseThrow();
            var boss = server.identity()
                    .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                    .actor();
            gateway.permits().change(permit(), boss.id(), "test");
            var key = gateway.keys().create(boss, "bot", "test").key();
            var seen = run("http://127.0.0.1:" + gateway.port() + "/v1", key);

            assertThat(seen.get("chat").asString()).startsWith(HINT);
            assertThat(seen.at("/label/ContentProducer").asString()).isEqualTo(PRODUCER);
            assertThat(seen.get("tokens").asInt()).isPositive();
            assertThat(seen.get("stream").asString()).startsWith(HINT + "\n（智衡示例模型");
            assertThat(seen.at("/gathered/role").asString()).isEqualTo("assistant");
            assertThat(seen.at("/gathered/content").asString()).startsWith(HINT + "\n（智衡示例模型");
            assertThat(seen.get("response").asString()).startsWith(HINT);
            assertThat(seen.get("events").asString())
                    .startsWith(HINT)
                    .isEqualTo(seen.get("completed").asString());
            assertThat(seen.get("numbers"))
                    .map(JsonNode::asInt)
                    .isEqualTo(IntStream.range(0, seen.get("numbers").size())
                            .boxed()
                            .toList());
            assertThat(seen.get("completion").asString()).startsWith(HINT);
            assertThat(seen.get("embeddings")).map(JsonNode::asInt).containsExactly(64, 64);
            assertThat(seen.at("/models/0").asString()).isEqualTo("zhiheng-sample");
            assertThat(seen.at("/error/status").asInt()).isEqualTo(401);
            assertThat(seen.at("/error/kind").asString()).isEqualTo("AuthenticationError");
            isLabelled(seen.get("image").asString(), "picture.png");
            isLabelled(seen.get("sound").asString(), "sound.wav");
        }
    }

    private static Permit permit() {
        var terms = new Terms(
                Terms.ExplicitPlace.START,
                true,
                PRODUCER,
                Set.of(),
                Map.of(),
                0,
                Terms.SIX_MONTHS_DAYS,
                Terms.WhenStoreIsDown.SERVE_AND_BUFFER,
                Terms.OnAlert.FOLLOW);
        return new Permit("bot", 1, PermitState.OPEN, Caps.NONE, Scope.anywhere(ZoneOffset.UTC), terms, null, Map.of());
    }

    private void isLabelled(String base64, String name) throws Exception {
        var file = Files.write(folder.resolve(name), Base64.getDecoder().decode(base64));
        assertThat(new Labels().read(file).verdict()).as(name).isInstanceOf(Verdict.Compliant.class);
    }

    private JsonNode run(String address, String key) throws Exception {
        return NpmClient.run(NODE, "client.mjs", folder, address, key);
    }
}
