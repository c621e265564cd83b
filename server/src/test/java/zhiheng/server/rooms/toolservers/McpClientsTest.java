package zhiheng.server.rooms.toolservers;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.NpmClient;

/** The official clients and servers of the protocol, in Java and npm, on both sides of the gateway. */
class McpClientsTest extends GatewayServer {
    private static final Path NODE = Path.of("src/test/node");
    private static final String PERMIT = "{\"reason\":\"begin\",\"scope\":{\"tools\":"
            + "[\"echo\",\"steps\",\"slow\",\"broken\",\"never-listed\"]}}";

    @TempDir
    Path printed;

    private Process npm;
    private String key;

    @BeforeEach
    void serversOfTools() throws Exception {
        Needed.that(
                Files.isDirectory(NODE.resolve("node_modules/@modelcontextprotocol")),
                "the official package is not installed");
        key = ready(PERMIT);
        npm = new ProcessBuilder("node", "mcp-server.mjs")
                .directory(NODE.toFile())
                .redirectError(printed.resolve("server").toFile())
                .start();
        var address =
                new BufferedReader(new InputStreamReader(npm.getInputStream(), StandardCharsets.UTF_8)).readLine();
        var set =
                api("PUT", system + "/tool-servers/npm", admin, "{\"base\":\"" + address + "\",\"key\":\"sk-tools\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(set.body()).doesNotContain("sk-tools").contains("\"hasKey\":true");
    }

    @AfterEach
    void end() {
        npm.destroy();
    }

    private String id() {
        return system.substring(system.lastIndexOf('/') + 1);
    }

    /** Programs are named by the operator's file, read at start. */
    private void programs() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var program = Map.of(
                "name",
                "java",
                "systems",
                List.of(id()),
                "command",
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JavaToolServer.class.getName()));
        var npmProgram = Map.of(
                "name",
                "npm-stdio",
                "systems",
                List.of(id()),
                "command",
                List.of("node", NODE.resolve("mcp-server.mjs").toAbsolutePath().toString(), "stdio"));
        Files.createDirectories(folder.resolve("mcp"));
        Files.write(
                folder.resolve("mcp/programs.json"),
                JsonMapper.builder().build().writeValueAsBytes(Map.of("programs", List.of(program, npmProgram))));
        server.close();
        open();
    }

    private URI address(String name) {
        return URI.create("http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/mcp/" + name);
    }

    private JsonNode npmClient(String name) throws Exception {
        return NpmClient.run(NODE, "mcp-client.mjs", printed, address(name).toString(), key);
    }

    private McpSyncClient javaClient(String name) {
        var at = address(name);
        var transport = HttpClientStreamableHttpTransport.builder("http://" + at.getAuthority())
                .endpoint(at.getPath())
                .httpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("Authorization", "Bearer " + key))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
    }

    private static String words(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    private static void seenByNpm(JsonNode seen) {
        assertThat(seen.get("tools"))
                .map(JsonNode::asString)
                .contains("echo", "steps")
                .doesNotContain("wipe");
        assertThat(seen.at("/echo/content/0/text").asString()).isEqualTo("hello");
        assertThat(seen.at("/wipe/isError").asBoolean()).isTrue();
        assertThat(seen.at("/wipe/content/0/text").asString()).contains("permit.tools");
        assertThat(seen.at("/broken/isError").asBoolean()).isTrue();
        assertThat(seen.at("/hidden/isError").asBoolean()).isTrue();
        assertThat(seen.at("/steps/content/0/text").asString()).isEqualTo("done");
        assertThat(seen.at("/slow/failed").asString()).contains("enough");
        assertThat(seen.at("/after/content/0/text").asString()).isEqualTo("still here");
        assertThat(seen.at("/gets").asInt()).as("streams asked for").isLessThanOrEqualTo(1);
        assertThat(seen.at("/wrong").asString()).isEqualTo("401");
    }

    private void seenByJava(String name) {
        try (var client = javaClient(name)) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .contains("echo")
                    .doesNotContain("wipe");
            assertThat(words(client.callTool(new CallToolRequest("echo", Map.of("text", "hallo")))))
                    .isEqualTo("hallo");
            var refused = client.callTool(new CallToolRequest("wipe", Map.of()));
            assertThat(refused.isError()).isTrue();
            assertThat(words(refused)).contains("permit.tools");
            assertThat(client.callTool(new CallToolRequest("broken", Map.of())).isError())
                    .isTrue();
            assertThat(words(client.callTool(new CallToolRequest("echo", Map.of("text", "again")))))
                    .isEqualTo("again");
        }
    }

    @Test
    void the_npm_client_with_the_npm_server_over_http() throws Exception {
        var seen = npmClient("npm");
        seenByNpm(seen);
        assertThat(seen.at("/server/name").asString()).isEqualTo("npm");
        assertThat(seen.at("/progress/0/total").asInt()).isEqualTo(2);
        assertThat(Files.readString(printed.resolve("server"))).contains("cancelled");
        var calls = json(api("GET", system + "/interactions?surface=mcp/npm", admin, ""));
        for (int i = 0; i < 100 && calls.path("items").size() < 7; i++) {
            Thread.sleep(50);
            calls = json(api("GET", system + "/interactions?surface=mcp/npm", admin, ""));
        }
        assertThat(calls.path("items").size()).isEqualTo(7);
        assertThat(contentOfAllFiles()).doesNotContain("sk-tools");
    }

    @Test
    void the_java_client_with_the_npm_server_over_http() {
        seenByJava("npm");
    }

    @Test
    void both_clients_with_servers_that_are_programs_of_the_operator() throws Exception {
        programs();
        seenByNpm(npmClient("java"));
        seenByJava("java");
        seenByNpm(npmClient("npm-stdio"));
        seenByJava("npm-stdio");
        var listed = json(api("GET", system + "/tool-servers", admin, ""));
        assertThat(listed.path("items")).map(i -> i.get("name").asString()).containsExactly("java", "npm", "npm-stdio");
        assertThat(listed.toString()).doesNotContain("java.class.path", "mcp-server.mjs");
    }

    @Test
    void a_session_goes_on_over_a_restart_of_the_gateway() throws Exception {
        try (var client = javaClient("npm")) {
            client.initialize();
            int port = server.gateway().orElseThrow().port();
            server.close();
            server = zhiheng.server.house.ZhihengServer.start(
                    zhiheng.server.house.Config.of(folder, library(), "127.0.0.1", 0)
                            .withGateway(port, java.util.Set.of("127.0.0.1"), false));
            assertThat(words(client.callTool(new CallToolRequest("echo", Map.of("text", "again")))))
                    .isEqualTo("again");
        }
    }

    @Test
    void a_server_of_tools_inside_the_network_is_listed_first_and_its_key_goes_to_no_new_address() throws Exception {
        assertThat(api("PUT", system + "/tool-servers/x", admin, "{\"base\":\"http://169.254.169.254/mcp\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(api("PUT", system + "/tool-servers/a%20b", admin, "{\"base\":\"http://127.0.0.1:9/\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(api("PUT", system + "/tool-servers/npm", stranger, "{\"base\":\"http://127.0.0.1:9/\"}")
                        .statusCode())
                .isEqualTo(404);
        var moved = api("PUT", system + "/tool-servers/npm", admin, "{\"base\":\"http://127.0.0.1:9/\"}");
        assertThat(moved.body()).contains("\"hasKey\":false");
        assertThat(api("DELETE", system + "/tool-servers/npm", admin, "").statusCode())
                .isEqualTo(204);
        assertThat(api("DELETE", system + "/tool-servers/npm", admin, "").statusCode())
                .isEqualTo(404);
    }
}
