package zhiheng.server.rooms.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.NpmClient;

/** The office as a server of tools, read by the official clients with the rights of a person. */
class OfficeMcpTest extends GatewayServer {
    private static final Path NODE = Path.of("src/test/node");

    @TempDir
    Path printed;

    private String id() {
        return system.substring(system.lastIndexOf('/') + 1);
    }

    private McpSyncClient client(String token) {
        var transport = HttpClientStreamableHttpTransport.builder(
                        "http://" + server.address().getAuthority())
                .endpoint("/mcp")
                .httpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("Authorization", "Bearer " + token))
                .build();
        return McpClient.sync(transport).build();
    }

    private static String words(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    private static JsonNode structured(CallToolResult result) {
        return JsonMapper.builder().build().valueToTree(result.structuredContent());
    }

    @Test
    void the_java_client_reads_what_its_person_may() throws Exception {
        ready("{\"reason\":\"begin\",\"caps\":{\"callsPerDay\":7}}");
        try (var client = client(admin)) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly("list_systems", "read_dossier", "list_duties", "search_rules", "read_permit");
            var systems = client.callTool(new CallToolRequest("list_systems", Map.of("text", "Bot")));
            assertThat(structured(systems).at("/items/0/id").asString()).isEqualTo(id());
            assertThat(JsonMapper.builder().build().readTree(words(systems))).isEqualTo(structured(systems));
            var dossier = client.callTool(new CallToolRequest("read_dossier", Map.of("system", id())));
            assertThat(structured(dossier).at("/system/name").asString()).isEqualTo("Bot");
            var law = client.callTool(new CallToolRequest("read_dossier", Map.of("system", id(), "force", "law")));
            structured(law)
                    .at("/duties")
                    .forEach(duty -> assertThat(duty.at("/force").asString()).isEqualTo("law"));
            assertThat(law.isError()).isNotEqualTo(true);
            var rules = client.callTool(new CallToolRequest("search_rules", Map.of("text", "article", "limit", 1)));
            assertThat(structured(rules).at("/items/0/binding").isBoolean()).isTrue();
            var permit = client.callTool(new CallToolRequest("read_permit", Map.of("system", id())));
            assertThat(structured(permit).at("/permit/caps/callsPerDay").asInt())
                    .isEqualTo(7);
        }
    }

    @Test
    void a_stranger_sees_nothing_of_it() throws Exception {
        ready("{\"reason\":\"begin\"}");
        try (var client = client(stranger)) {
            client.initialize();
            assertThat(structured(client.callTool(new CallToolRequest("list_systems", Map.of())))
                            .path("items")
                            .size())
                    .isZero();
            for (var tool : new String[] {"read_dossier", "read_permit"}) {
                var refused = client.callTool(new CallToolRequest(tool, Map.of("system", id())));
                assertThat(refused.isError()).isTrue();
                assertThat(words(refused)).doesNotContain("Bot");
            }
        }
    }

    @Test
    void the_npm_client_reads_it_in_chinese() throws Exception {
        Needed.that(
                Files.isDirectory(NODE.resolve("node_modules/@modelcontextprotocol")),
                "the official package is not installed");
        ready("{\"reason\":\"begin\"}");
        var rule =
                json(api("GET", "/api/v1/packs", admin, "")).at("/items/0/id").asString();
        var seen = NpmClient.run(
                NODE,
                "mcp-office.mjs",
                printed,
                server.address().resolve("/mcp").toString(),
                admin);
        assertThat(rule).isNotEmpty();
        assertThat(seen.at("/instructions").asString()).contains("只读");
        assertThat(seen.at("/tools/0/annotations/readOnlyHint").asBoolean()).isTrue();
        assertThat(seen.at("/dossier/structuredContent/system/id").asString()).isEqualTo(id());
        assertThat(seen.at("/duties/structuredContent/items").isArray()).isTrue();
        assertThat(seen.at("/rules/structuredContent/items").size()).isPositive();
        assertThat(seen.at("/permit/structuredContent/permit/system").asString())
                .isEqualTo(id());
        assertThat(seen.at("/unknown/isError").asBoolean()).isTrue();
        assertThat(seen.at("/unknown/content/0/text").asString()).contains("没有工具", "list_systems");
        assertThat(seen.at("/wrong/isError").asBoolean()).isTrue();
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept-Language", "en")
                .POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers), admin);
    }

    private static String call(String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":" + arguments.replace('\'', '"') + "}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        read_dossier | {}                       | The argument "system" is missing
        read_dossier | {'system':7}             | must be a text
        read_dossier | {'system':'x','day':'y'} | There is no argument "day"
        list_systems | {'limit':0}              | from 1 to 100
        list_systems | {'limit':'ten'}          | from 1 to 100
        search_rules | {'text':' '}             | The argument "text" is missing
        """)
    void what_is_wrong_with_a_call_is_said_in_its_result(String tool, String arguments, String said) throws Exception {
        var result = json(post(call(tool, arguments))).path("result");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asString()).contains(said);
    }

    @Test
    void only_a_token_opens_it_and_no_page_of_another_host_reaches_it() throws Exception {
        var ping = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}";
        assertThat(post(ping).statusCode()).isEqualTo(200);
        assertThat(post(ping, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(post(ping, "Origin", "http://localhost:6274").statusCode()).isEqualTo(200);
        assertThat(send(
                                HttpRequest.newBuilder(server.address().resolve("/mcp"))
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(ping)),
                                "zh_wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(server.address().resolve("/mcp")), admin)
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void what_needs_no_answer_gets_none_and_what_is_not_known_is_said() throws Exception {
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(json(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}"))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32601);
        assertThat(post("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]").statusCode())
                .isEqualTo(400);
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}").statusCode())
                .isEqualTo(400);
    }
}
