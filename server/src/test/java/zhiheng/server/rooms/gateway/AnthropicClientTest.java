package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.NpmClient;

/** What an application on Anthropic's official npm client sees through the gateway. */
class AnthropicClientTest extends GatewayServer {
    private static final Path NODE = Path.of("src/test/node");
    private static final String PRODUCER = "001191110102MACQD9K64010000";
    private static final String HINT = "【人工智能生成 AI-generated】\n";
    private static final String[] WAYS = {"plain", "stream"};

    @BeforeEach
    void needsTheClient() {
        Needed.that(
                Files.isDirectory(NODE.resolve("node_modules/@anthropic-ai/sdk")), "the official client is missing");
    }

    private static String terms(String more) {
        return "{\"terms\":{\"explicitLabel\":\"start\",\"producer\":\"" + PRODUCER
                + "\",\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"mask\"}}," + more + "\"reason\":\"begin\"}";
    }

    private void says(String first, String second, String tool) {
        var use = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"" + tool + "\",\"input\":%s}";
        answer =
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\""
                        + first + second + "\"}," + use.formatted("{\"city\":\"Bern\"}")
                        + "],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}";
        streamed = event(
                        "message_start",
                        "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}")
                + event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + delta(0, "\"type\":\"text_delta\",\"text\":\"" + first + "\"")
                + delta(0, "\"type\":\"text_delta\",\"text\":\"" + second + "\"")
                + event("content_block_stop", "\"index\":0")
                + event("content_block_start", "\"index\":1,\"content_block\":" + use.formatted("{}"))
                + delta(1, "\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"")
                + delta(1, "\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Bern\\\"}\"")
                + event("content_block_stop", "\"index\":1")
                + event("message_delta", "\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":4}")
                + event("message_stop", "");
    }

    private static String delta(int index, String members) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":{" + members + "}");
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : ",") + members
                + "}\n\n";
    }

    private JsonNode run(String key) throws Exception {
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port();
        return NpmClient.run(NODE, "messages.mjs", folder, address, key);
    }

    @Test
    void plain_and_streamed_answers_are_masked_and_labelled_the_same_and_tools_arrive() throws Exception {
        says("my card is 4111 11", "11 1111 1111 indeed", "get_weather");
        var seen = run(ready(terms("\"scope\":{\"tools\":[\"get_weather\"]},")));
        for (var way : WAYS) {
            var message = seen.get(way);
            assertThat(message.has("error")).as("%s", seen).isFalse();
            assertThat(message.get("words").asString()).isEqualTo(HINT + "my card is [BANK CARD] indeed");
            assertThat(message.at("/tools/0/name").asString()).isEqualTo("get_weather");
            assertThat(message.at("/tools/0/input/city").asString()).isEqualTo("Bern");
            assertThat(message.at("/label/ContentProducer").asString()).as(way).isEqualTo(PRODUCER);
            assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(4);
        }
        assertThat(seen.at("/stream/pieces").asString())
                .isEqualTo(seen.at("/stream/words").asString());
        assertThat(seen.at("/wrong/error/status").asInt()).isEqualTo(401);
        assertThat(seen.at("/wrong/error/kind").asString()).isEqualTo("AuthenticationError");
    }

    @Test
    void a_refusal_is_an_error_of_the_client_that_names_the_clause() throws Exception {
        says("hello ", "there", "shell");
        var seen = run(ready(terms("\"scope\":{\"tools\":[\"get_weather\"]},")));
        for (var way : WAYS) {
            var error = seen.get(way).get("error");
            assertThat(error).as("%s", seen).isNotNull();
            assertThat(error.get("isApiError").asBoolean()).isTrue();
            assertThat(error.get("type").asString()).isEqualTo("permission_error");
            assertThat(error.get("code").asString()).isEqualTo("permit.tools");
            assertThat(error.get("message").asString()).contains("shell");
        }
        assertThat(seen.at("/plain/error/status").asInt()).isEqualTo(403);
    }
}
