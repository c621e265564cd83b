package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.NpmClient;

/** What an application on the official npm client sees where the permit has rules for answers. */
class OpenAiAnswersTest extends GatewayServer {
    private static final Path NODE = Path.of("src/test/node");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOOLS = """
            {"scope":{"tools":["get_weather"],"toolSchemas":{"get_weather":{"type":"object","required":["city"],
            "properties":{"city":{"type":"string","enum":["Bern","Basel"]}}}}},"reason":"begin"}""";

    @BeforeEach
    void needsTheClient() {
        Needed.that(Files.isDirectory(NODE.resolve("node_modules/openai")), "the official client is not installed");
    }

    private void calls(String arguments) {
        var quoted = JSON.writeValueAsString(arguments);
        int half = arguments.length() / 2;
        answer =
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":" + quoted
                        + "}}]},\"finish_reason\":\"tool_calls\"}]}";
        streamed = event("\"role\":\"assistant\",\"content\":null", "null")
                + piece(
                        ",\"id\":\"c1\",\"type\":\"function\"",
                        "\"name\":\"get_weather\",",
                        arguments.substring(0, half))
                + piece("", "", arguments.substring(half))
                + event("", "\"tool_calls\"")
                + "data: [DONE]\n\n";
    }

    private static String piece(String head, String name, String arguments) {
        return event(
                "\"tool_calls\":[{\"index\":0" + head + ",\"function\":{" + name + "\"arguments\":"
                        + JSON.writeValueAsString(arguments) + "}}]",
                "null");
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"x1\",\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":" + finish
                + "}]}\n\n";
    }

    @Test
    void a_tool_call_that_keeps_to_the_permit_passes_plain_and_streamed() throws Exception {
        calls("{\"city\":\"Bern\"}");
        var seen = run(ready(TOOLS));
        for (var way : new String[] {"plain", "stream"}) {
            assertThat(seen.get(way).has("error")).as("%s", seen).isFalse();
            assertThat(seen.get(way).get("name").asString()).isEqualTo("get_weather");
            assertThat(seen.get(way).get("arguments").asString()).isEqualTo("{\"city\":\"Bern\"}");
        }
    }

    @Test
    void a_tool_call_that_does_not_is_an_error_of_the_client_and_nothing_of_it_arrives_plain_and_streamed()
            throws Exception {
        calls("{\"city\":\"Atlantis\"}");
        var seen = run(ready(TOOLS));
        for (var way : new String[] {"plain", "stream"}) {
            var error = seen.get(way).get("error");
            assertThat(error).as("%s", seen).isNotNull();
            assertThat(error.get("isApiError").asBoolean()).isTrue();
            assertThat(error.get("code").asString()).isEqualTo("permit.tools");
            assertThat(error.get("message").asString()).contains("/city");
            assertThat(seen.get(way).get("name").asString()).isEmpty();
            assertThat(seen.get(way).get("arguments").asString()).isEmpty();
        }
        assertThat(seen.at("/plain/error/kind").asString()).isEqualTo("PermissionDeniedError");
    }

    @Test
    void what_waits_for_a_person_is_an_error_of_the_client_that_says_where_it_is_fetched() throws Exception {
        answer = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ann@example.com\"}}]}";
        streamed = event("\"content\":\"A long and harmless beginning. \"", "null")
                + event("\"content\":\"Write to ann@example.com soon.\"", "null")
                + event("", "\"stop\"")
                + "data: [DONE]\n\n";
        var seen = run(
                ready("{\"terms\":{\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"hold\"}},\"reason\":\"begin\"}"));
        assertThat(seen.at("/stream/words").asString()).startsWith("A long and").doesNotContain("ann@");
        for (var way : new String[] {"plain", "stream"}) {
            var error = seen.get(way).get("error");
            assertThat(error).as("%s", seen).isNotNull();
            assertThat(error.get("isApiError").asBoolean()).isTrue();
            assertThat(error.get("code").asString()).isEqualTo("permit.review");
            assertThat(error.get("url").asString()).startsWith("/v1/held/");
        }
    }

    private JsonNode run(String key) throws Exception {
        return NpmClient.run(NODE, "answers.mjs", folder, gateway("").toString(), key);
    }
}
