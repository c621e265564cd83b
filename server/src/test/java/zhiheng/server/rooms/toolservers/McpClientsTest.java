package zhiheng.server.rooms.toolservers;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.Role;
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
import java.util.concurrent.CopyOnWriteArrayList;
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
        return McpClient.sync(transport(name))
                .requestTimeout(Duration.ofSeconds(20))
                .build();
    }

    /** One whose model and user answer what they are asked. */
    private McpSyncClient askedClient(String name, List<String> asked) {
        return McpClient.sync(transport(name))
                .requestTimeout(Duration.ofSeconds(20))
                .capabilities(
                        ClientCapabilities.builder().sampling().elicitation().build())
                .sampling(question -> {
                    var words = ((TextContent) question.messages().getFirst().content()).text();
                    asked.add(words);
                    return CreateMessageResult.builder(Role.ASSISTANT, "you said " + words, "m")
                            .build();
                })
                .elicitation(form -> {
                    asked.add(form.message());
                    return ElicitResult.builder(ElicitResult.Action.ACCEPT)
                            .content(Map.of("city", "Bern"))
                            .build();
                })
                .build();
    }

    private HttpClientStreamableHttpTransport transport(String name) {
        var at = address(name);
        return HttpClientStreamableHttpTransport.builder("http://" + at.getAuthority())
                .endpoint(at.getPath())
                .httpRequestCustomizer(
                        (request, method, uri, body, context) -> request.header("Authorization", "Bearer " + key))
                .build();
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

    /** @param asks words, as JSON */
    private void permit(String asks) throws Exception {
        var now = json(api("GET", system + "/permit", admin, ""));
        var changed = api(
                "PUT",
                system + "/permit",
                admin,
                "{\"version\":" + now.path("version").asLong()
                        + ",\"reason\":\"asks\",\"scope\":{\"tools\":[\"echo\",\"ask\",\"form\",\"grow\"],\"asks\":["
                        + asks
                        + "]},\"terms\":{\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"mask\"}}}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    private JsonNode asks(String name) throws Exception {
        return NpmClient.run(NODE, "mcp-asks.mjs", printed, address(name).toString(), key);
    }

    @Test
    void clients_answer_what_servers_ask_where_the_permit_says_so_and_numbers_are_masked_both_ways() throws Exception {
        permit("\"sampling\",\"elicitation\",\"npm:notifications\"");
        programs();
        for (var name : List.of("npm", "java", "npm-stdio")) {
            var asked = new CopyOnWriteArrayList<String>();
            try (var client = askedClient(name, asked)) {
                client.initialize();
                var answer = client.callTool(new CallToolRequest("ask", Map.of("text", "card 4111 1111 1111 1111")));
                assertThat(words(answer)).as(name).isEqualTo("you said card [BANK CARD]");
                if (!name.equals("java")) { // its package 2.1.0 cannot write the question with this Jackson
                    assertThat(words(client.callTool(new CallToolRequest("form", Map.of()))))
                            .as(name)
                            .isEqualTo("accept Bern");
                }
            }
            assertThat(asked).contains("card [BANK CARD]").hasSize(name.equals("java") ? 1 : 2);
            var seen = asks(name);
            for (int i = 0; i < 4 && name.equals("npm") && seen.path("changed").asInt(0) == 0; i++) {
                seen = asks(
                        name); // what a server says before the gateway's own stream to it is open, it says to nobody
            }
            assertThat(seen.at("/ask/text").asString("")).as("%s", seen).isEqualTo("you said card [BANK CARD]");
            assertThat(seen.at("/asked/0").has("includeContext")).isFalse();
            assertThat(seen.at("/form/text").asString(""))
                    .as("%s", seen)
                    .isEqualTo(name.equals("java") ? "no such form" : "accept Bern");
            assertThat(seen.at("/after/text").asString("")).isEqualTo("still here");
            if (name.equals("npm")) {
                assertThat(seen.path("changed").asInt(0)).as("%s", seen).isEqualTo(1);
            }
        }
        var calls = json(api("GET", system + "/interactions?surface=mcp/java", admin, ""));
        for (int i = 0; i < 100 && !calls.toString().contains("java:sampling/createMessage"); i++) {
            Thread.sleep(50);
            calls = json(api("GET", system + "/interactions?surface=mcp/java", admin, ""));
        }
        assertThat(calls.toString()).contains("java:sampling/createMessage");
    }

    @Test
    void without_the_permits_word_a_server_that_asks_has_no_answer_and_no_client_hangs() throws Exception {
        permit("");
        programs();
        for (var name : List.of("npm", "java", "npm-stdio")) {
            var asked = new CopyOnWriteArrayList<String>();
            try (var client = askedClient(name, asked)) {
                client.initialize();
                for (var tool : List.of("ask", "form")) {
                    var refused = client.callTool(new CallToolRequest(tool, Map.of("text", "x")));
                    assertThat(refused.isError()).as(name + " " + tool).isTrue();
                }
                assertThat(words(client.callTool(new CallToolRequest("echo", Map.of("text", "again")))))
                        .isEqualTo("again");
            }
            assertThat(asked).isEmpty();
            var seen = asks(name);
            assertThat(seen.path("asked").isEmpty()).as("%s", seen).isTrue();
            assertThat(seen.path("changed").asInt(-1)).isZero();
            assertThat(seen.at("/ask/isError").asBoolean(false)).as("%s", seen).isTrue();
            assertThat(seen.at("/after/text").asString("")).isEqualTo("still here");
        }
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
