package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Needed;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.server.ground.signing.OperatorKey;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.toolservers.JavaToolServer;
import zhiheng.server.testing.GatewayServer;
import zhiheng.server.testing.NpmClient;
import zhiheng.server.testing.TcpProxy;

/**
 * Servers of tools, and calls that wait for a person, at gateways that run by themselves: the official clients and servers of the
 * protocol, an office, and between them a line that can be cut.
 */
@Timeout(120)
class FleetToolsTest extends GatewayServer {
    private static final Path NODE = Path.of("src/test/node");
    private static final String TOOLS =
            "\"scope\":{\"tools\":[\"echo\",\"steps\",\"slow\",\"broken\",\"never-listed\"]}";
    private static final String PERMIT = "{\"reason\":\"begin\"," + TOOLS + "}";
    /** What names an address waits for a person. */
    private static final String HOLDS =
            "{\"reason\":\"begin\"," + TOOLS + ",\"terms\":{\"inspectors\":[\"pii\"],\"actions\":{\"pii\":\"hold\"}}}";

    @TempDir
    Path edges;

    private final List<LoneGateway> gateways = new ArrayList<>();
    private TcpProxy between;
    private @Nullable Process npm;
    private String key = "";

    @Override
    public void open() throws Exception {
        server = ZhihengServer.start(
                Config.of(folder, library(), "127.0.0.1", 0).withGateway(Config.FLEET, Set.of("127.0.0.1"), false));
    }

    @BeforeEach
    void line() throws Exception {
        Needed.that(
                Files.isDirectory(NODE.resolve("node_modules/@modelcontextprotocol")),
                "the official package is not installed");
        between = new TcpProxy(server.port());
    }

    @AfterEach
    void end() throws Exception {
        gateways.forEach(LoneGateway::close);
        between.close();
        if (npm != null) {
            npm.destroy();
        }
    }

    private void serverOfTools() throws Exception {
        npm = new ProcessBuilder("node", "mcp-server.mjs")
                .directory(NODE.toFile())
                .redirectError(edges.resolve("server").toFile())
                .start();
        var address =
                new BufferedReader(new InputStreamReader(npm.getInputStream(), StandardCharsets.UTF_8)).readLine();
        var set =
                api("PUT", system + "/tool-servers/npm", admin, "{\"base\":\"" + address + "\",\"key\":\"sk-tools\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    }

    private LoneGateway gateway(String name, boolean programs) throws Exception {
        var token = api("POST", "/api/v1/fleet/tokens", admin, "{\"label\":\"test\",\"systems\":[\"*\"]}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        var gateway = LoneGateway.start(
                new LoneSettings(
                        URI.create("http://127.0.0.1:" + between.port()),
                        null,
                        token,
                        name,
                        edges.resolve(name),
                        "127.0.0.1",
                        0,
                        "127.0.0.1",
                        0,
                        Set.of("127.0.0.1"),
                        programs,
                        8,
                        Set.of(),
                        1,
                        new LoneSettings.Leaving(Duration.ZERO, Duration.ofSeconds(5)),
                        Duration.ofMillis(200),
                        OperatorKey.NONE),
                Clock.systemUTC());
        gateways.add(gateway);
        Fleet.until(() -> gateway.notReady().isEmpty());
        return gateway;
    }

    private String id() {
        return system.substring(system.lastIndexOf('/') + 1);
    }

    private static URI address(LoneGateway gateway, String tools) {
        return URI.create("http://127.0.0.1:" + gateway.port() + "/mcp/" + tools);
    }

    private McpSyncClient javaClient(LoneGateway gateway, String tools, String... headers) {
        var at = address(gateway, tools);
        var client = McpClient.sync(HttpClientStreamableHttpTransport.builder("http://" + at.getAuthority())
                        .endpoint(at.getPath())
                        .httpRequestCustomizer((request, method, uri, body, context) -> {
                            request.header("Authorization", "Bearer " + key);
                            if (headers.length > 0) {
                                request.headers(headers);
                            }
                        })
                        .build())
                .requestTimeout(Duration.ofSeconds(40))
                .build();
        client.initialize();
        return client;
    }

    private static CallToolResult echo(McpSyncClient client, String text) {
        return client.callTool(new CallToolRequest("echo", Map.of("text", text)));
    }

    private static String words(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    private void seenByJava(LoneGateway gateway, String tools) {
        try (var client = javaClient(gateway, tools)) {
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .contains("echo")
                    .doesNotContain("wipe");
            assertThat(words(echo(client, "hallo"))).isEqualTo("hallo");
            var refused = client.callTool(new CallToolRequest("wipe", Map.of()));
            assertThat(words(refused)).contains("permit.tools");
        }
    }

    private void seenByNpm(LoneGateway gateway, String tools) throws Exception {
        var seen = NpmClient.run(
                NODE, "mcp-client.mjs", edges, address(gateway, tools).toString(), key);
        assertThat(seen.get("tools"))
                .map(JsonNode::asString)
                .contains("echo", "steps")
                .doesNotContain("wipe");
        assertThat(seen.at("/echo/content/0/text").asString()).isEqualTo("hello");
        assertThat(seen.at("/wipe/content/0/text").asString()).contains("permit.tools");
        assertThat(seen.at("/slow/failed").asString()).contains("enough");
        assertThat(seen.at("/after/content/0/text").asString()).isEqualTo("still here");
        assertThat(seen.at("/wrong").asString()).isEqualTo("401");
    }

    private JsonNode calls(String surface) throws Exception {
        return json(api("GET", system + "/interactions?surface=" + surface, admin, ""))
                .path("items");
    }

    @Test
    void the_official_clients_reach_what_the_office_names_also_while_it_is_away_and_each_record_comes_once()
            throws Exception {
        key = ready(PERMIT);
        var gateway = gateway("a", false);
        assertThat(status(gateway)).as("named by nobody").isEqualTo(404);
        serverOfTools();
        Fleet.until(() -> status(gateway) == 200);
        seenByNpm(gateway, "npm");
        Fleet.until(() -> calls("mcp/npm").size() == 7);
        between.cut();
        seenByJava(gateway, "npm");
        assertThat(calls("mcp/npm").size()).isEqualTo(7);
        between.heal();
        Fleet.until(() -> calls("mcp/npm").size() >= 9);
        seenByJava(gateway, "npm");
        Fleet.until(() -> calls("mcp/npm").size() >= 11);
        assertThat(calls("mcp/npm").size()).isEqualTo(11);
        try (var files = Files.walk(edges.resolve("a"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("sk-tools");
            }
        }
        assertThat(api("DELETE", system + "/tool-servers/npm", admin, "").statusCode())
                .isEqualTo(204);
        Fleet.until(() -> status(gateway) == 404);
    }

    /** Of a session begun by hand. */
    private int status(LoneGateway gateway) throws Exception {
        var begin = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
        return send(
                        HttpRequest.newBuilder(address(gateway, "npm"))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/event-stream")
                                .POST(BodyPublishers.ofString(begin)),
                        key)
                .statusCode();
    }

    @Test
    void programs_are_run_where_the_gateway_s_own_operator_says_so_and_nowhere_else() throws Exception {
        key = ready(PERMIT);
        for (var name : List.of("allowed", "not")) {
            Files.createDirectories(edges.resolve(name).resolve("mcp"));
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    JavaToolServer.class.getName());
            Files.write(
                    edges.resolve(name).resolve("mcp/programs.json"),
                    JsonMapper.builder()
                            .build()
                            .writeValueAsBytes(Map.of(
                                    "programs",
                                    List.of(Map.of("name", "npm", "systems", List.of(id()), "command", command)))));
        }
        var allowed = gateway("allowed", true);
        seenByJava(allowed, "npm");
        assertThat(status(gateway("not", false))).isEqualTo(404);
    }

    @Test
    void a_revoked_gateway_reaches_no_tool_and_keeps_none() throws Exception {
        key = ready(PERMIT);
        serverOfTools();
        var gateway = gateway("r", false);
        Fleet.until(() -> status(gateway) == 200);
        try (var client = javaClient(gateway, "npm")) {
            assertThat(words(echo(client, "hallo"))).isEqualTo("hallo");
            var id = api("GET", "/api/v1/fleet", admin, "")
                    .body()
                    .replaceAll(".*\"id\":\"([^\"]+)\",\"name\":\"r\".*", "$1");
            assertThat(api("DELETE", "/api/v1/fleet/gateways/" + id, admin, "").statusCode())
                    .isEqualTo(204);
            Fleet.until(() -> gateway.notReady().equals("revoked"));
            assertThat(status(gateway)).isEqualTo(401);
            assertThatThrownBy(() -> echo(client, "again")).isInstanceOf(RuntimeException.class);
            assertThat(gateway.followed().of(id(), "npm")).isNull();
        }
    }

    /** The one call that waits at the office. */
    private String waiting() throws Exception {
        Fleet.until(() ->
                json(api("GET", system + "/held", admin, "")).path("items").size() == 1);
        return json(api("GET", system + "/held", admin, "")).at("/items/0/id").asString();
    }

    private String decidedBy(String held) throws Exception {
        return json(api("GET", system + "/held/" + held, admin, ""))
                .get("decidedBy")
                .asString();
    }

    private void decide(String held, String decision) throws Exception {
        var said = api(
                "POST",
                system + "/held/" + held + "/decision",
                admin,
                "{\"decision\":\"" + decision + "\",\"reason\":\"looked at\"}");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    }

    @Test
    void a_tool_s_call_waits_for_a_person_at_the_office_and_goes_on_once_it_is_released() throws Exception {
        key = ready(HOLDS);
        serverOfTools();
        var gateway = gateway("h", false);
        Fleet.until(() -> status(gateway) == 200);
        try (var client = javaClient(gateway, "npm")) {
            var held = echo(client, "ann@example.com");
            assertThat(held.isError()).isTrue();
            assertThat(held.meta()).containsKeys("zhiheng/review", "zhiheng/review-until");
            var id = waiting();
            assertThat(held.meta()).containsEntry("zhiheng/review", id);
            assertThat(json(api("GET", system + "/held/" + id, admin, ""))
                            .at("/content/call")
                            .asString())
                    .contains("ann@example.com");
            assertThat(echo(client, "ann@example.com").isError()).as("still").isTrue();
            decide(id, "release");
            var first = echo(client, "ann@example.com"); // goes to the server; what it says names the address again
            assertThat(words(first)).doesNotContain("ann@");
            decide(waiting(), "release");
            var released = echo(client, "ann@example.com");
            assertThat(words(released)).isEqualTo("ann@example.com");
            assertThat(released.meta()).containsKey("zhiheng/decided-by");
            assertThat(echo(client, "ann@example.com").isError())
                    .as("released once")
                    .isTrue();
            var last = waiting();
            decide(last, "reject");
            var rejected = echo(client, "ann@example.com");
            assertThat(words(rejected)).contains("permit.review-rejected", "looked at");
            assertThat(rejected.meta()).containsEntry("zhiheng/decided-by", decidedBy(last));
            Fleet.until(() -> calls("mcp/npm").size() == 6);
        }
        var acts = new ArrayList<String>();
        for (long i = 0; i < server.ledger().size(); i++) {
            acts.add(server.ledger().entry(i).act());
        }
        assertThat(acts).contains("review.released", "review.rejected");
    }

    @Test
    void while_the_office_is_away_what_must_wait_is_refused_and_told_why_and_an_approval_made_meanwhile_comes_after()
            throws Exception {
        key = ready(HOLDS);
        serverOfTools();
        var gateway = gateway("c", false);
        Fleet.until(() -> status(gateway) == 200);
        try (var client = javaClient(gateway, "npm")) {
            assertThat(echo(client, "ann@example.com").isError()).isTrue();
            var id = waiting();
            between.cut();
            for (var address : List.of("ann@example.com", "bob@example.com")) {
                var refused = echo(client, address);
                assertThat(words(refused))
                        .as(address)
                        .contains("permit.review-impossible", "the office, where a person decides, cannot be reached");
            }
            assertThat(words(echo(client, "no address")))
                    .as("nothing to decide")
                    .isEqualTo("no address");
            decide(id, "reject");
            assertThat(words(echo(client, "ann@example.com"))).contains("permit.review-impossible");
            between.heal();
            Fleet.until(() -> words(echo(client, "ann@example.com")).contains("permit.review-rejected"));
            assertThat(json(api("GET", system + "/held", admin, ""))
                            .path("items")
                            .size())
                    .as("what was refused without the office never comes before a person")
                    .isZero();
        }
    }

    @Test
    void a_client_that_waits_hears_the_decision_over_a_line_that_was_cut_in_between() throws Exception {
        key = ready(HOLDS);
        serverOfTools();
        var gateway = gateway("w", false);
        Fleet.until(() -> status(gateway) == 200);
        try (var client = javaClient(gateway, "npm", "Prefer", "wait=30")) {
            var answer = new CompletableFuture<CallToolResult>();
            Thread.startVirtualThread(() -> answer.complete(echo(client, "ann@example.com")));
            var id = waiting();
            between.cut();
            decide(id, "reject");
            assertThat(answer).isNotDone();
            between.heal();
            assertThat(words(answer.join())).contains("permit.review-rejected");
        }
    }

    private HttpResponse<String> model(LoneGateway gateway, String path, @Nullable String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/" + path));
        return send(body == null ? request.GET() : request.POST(BodyPublishers.ofString(body)), key);
    }

    @Test
    void an_answer_of_a_model_waits_at_the_office_too_and_any_gateway_hands_it_out() throws Exception {
        key = ready("{\"state\":\"review\",\"reason\":\"begin\"}");
        var one = gateway("m1", false);
        var other = gateway("m2", false);
        var told = model(one, "chat/completions", CALL);
        assertThat(told.statusCode()).as(told.body()).isEqualTo(403);
        var id = json(told).at("/error/review/id").asString();
        assertThat(waiting()).isEqualTo(id);
        assertThat(model(other, "held/" + id, null).statusCode()).isEqualTo(202);
        decide(id, "release");
        assertThat(model(other, "held/" + id, null).body()).isEqualTo(ANSWER);
        between.cut();
        var refused = model(one, "chat/completions", CALL);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("permit.review-impossible", "cannot be reached");
        assertThat(model(one, "held/" + id, null).statusCode()).isEqualTo(503);
    }

    @Test
    void a_gateway_brings_and_asks_for_no_call_of_a_system_that_it_may_not_know() throws Exception {
        key = ready("{\"state\":\"review\",\"reason\":\"begin\"}");
        var one = gateway("k1", false);
        var id = json(model(one, "chat/completions", CALL))
                .at("/error/review/id")
                .asString();
        var token = api("POST", "/api/v1/fleet/tokens", admin, "{\"label\":\"test\",\"systems\":[\"other\"]}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        var enrolled = OfficeLine.enrol(server.address(), null, token, "k2");
        try (var line = new OfficeLine(server.address(), null, enrolled)) {
            assertThatThrownBy(() -> line.ruling(id(), id)).hasMessageContaining("403");
            assertThatThrownBy(() -> line.decided(id(), id, 0)).hasMessageContaining("403");
            var held = HeldParcel.of(
                    new Held(
                            "x",
                            id(),
                            Instant.now(),
                            Held.Stage.IN,
                            "r",
                            "s",
                            1,
                            false,
                            Content.of(new byte[0], "", new byte[0])),
                    Map.of());
            assertThatThrownBy(() -> line.hold(held.bytes())).hasMessageContaining("403");
            assertThatThrownBy(() -> line.hold(new byte[] {0, 0, 0, 9, 1})).hasMessageContaining("400");
            assertThat(line.ruling("other", id).text("ruling")).isEqualTo(HeldLine.UNKNOWN);
        }
    }
}
