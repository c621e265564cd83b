package zhiheng.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.Role;
import zhiheng.server.Config;
import zhiheng.server.ZhihengServer;

/**
 * From a leak to a throttled permit and back, over a real server: nothing is called but the gateway and the REST interface. The lines
 * of the pack are drawn at 50 calls instead of a million, as an authority would redraw them: in the pack alone.
 */
class ContainmentTest {
    private static final String CALL =
            "{\"model\":\"m\",\"user\":\"ann\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    /** A resident identity number whose check digit is right; made up. */
    private static final String LEAK = "The number is 11010519491231002X.";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer upstream;
    private ZhihengServer server;
    private String admin;
    private String auditor;
    private String system;
    private String key;
    private volatile String says = "Good morning.";

    @BeforeEach
    void start() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var answer =
                    ("{\"id\":\"cmpl-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                                    + says + "\"}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        upstream.start();
        copy(Path.of("src/test/resources/library"), folder.resolve("packs/library"));
        copy(Path.of("../packs/incidents"), folder.resolve("packs/incidents"));
        var lines = folder.resolve("packs/incidents/cn-alarm-grades/facts.yaml");
        Files.writeString(
                lines,
                Files.readString(lines)
                        .replace("affected_calls >= 10000000", "affected_calls >= 50")
                        .replace("alarm_strength >= 6.9", "alarm_strength >= 99"));
        open();
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                .actor();
        admin = server.identity().createToken(boss, "test", Role.ADMINISTRATOR).secret();
        auditor = server.identity().createToken(boss, "audit", Role.AUDITOR).secret();
        system = "/api/v1/systems/"
                + json(api("POST", "/api/v1/systems", admin, "{\"name\":\"Bot\"}"))
                        .get("id")
                        .asString();
        api(
                "PUT",
                system + "/route",
                admin,
                "{\"upstreams\":[{\"id\":\"u\",\"base\":\"http://127.0.0.1:"
                        + upstream.getAddress().getPort() + "/v1\"}]}");
        key = json(api("POST", system + "/keys", admin, "{\"label\":\"app\"}"))
                .get("key")
                .asString();
    }

    private void open() {
        server = ZhihengServer.start(Config.of(folder.resolve("data"), folder.resolve("packs/library"), "127.0.0.1", 0)
                .withGateway(0, Set.of("127.0.0.1"), false));
    }

    @AfterEach
    void stop() {
        server.close();
        upstream.stop(0);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void permit(String terms) throws Exception {
        var answer = api(
                "PUT",
                system + "/permit",
                admin,
                "{\"caps\":{\"callsPerDay\":100000},\"terms\":{\"inspectors\":[\"pii\"]" + terms
                        + "},\"reason\":\"begin\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> api(String method, String path, String token, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"),
                token);
    }

    private HttpResponse<String> call() throws Exception {
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/chat/completions";
        return send(HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.ofString(CALL)), key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        return client.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    private String state() throws Exception {
        return json(api("GET", system + "/permit", admin, "")).get("state").asString();
    }

    private JsonNode containments() throws Exception {
        return json(api("GET", system + "/containments", admin, "")).get("items");
    }

    private String restore(JsonNode containment) {
        return system + "/containments/" + containment.get("id").asString() + "/restore";
    }

    /** Two monitors may have seen the same leak; the system opens when nothing holds it any more. */
    private void restoreAll() throws Exception {
        for (var containment : containments()) {
            if (containment.get("inForce").asBoolean()) {
                var answer = api("POST", restore(containment), admin, "{\"reason\":\"looked at it\"}");
                assertThat(answer.statusCode()).as(answer.body()).isIn(200, 409);
            }
        }
        assertThat(containments()).noneMatch(c -> c.get("inForce").asBoolean());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 500 && !condition.call(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.call()).isTrue();
    }

    /** Good answers, then leaks until something was asked for. */
    private void leak() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(call().statusCode()).isEqualTo(200);
        }
        says = LEAK;
        for (int i = 0; i < 300 && containments().isEmpty(); i++) {
            call();
        }
        await(() -> !containments().isEmpty());
        await(() -> !containments().get(0).get("outcome").asString().matches("asked|begun"));
    }

    @Test
    void aLeak_isContainedByARule_andOneClickUndoesIt_bothInTheLedgerWithTheStatistics() throws Exception {
        permit("");
        leak();
        var containment = containments().get(0);
        assertThat(containment.get("outcome").asString()).isEqualTo("done");
        assertThat(containment.get("rule").asString()).isEqualTo("cn-alarm-grades/ag-throttle");
        assertThat(containment.get("inForce").asBoolean()).isTrue();
        assertThat(state()).isEqualTo("throttled");
        var refused = false;
        for (int i = 0; i < 5 && !refused; i++) {
            refused = call().statusCode() == 429; // a call a second where no rate is set
        }
        assertThat(refused).isTrue();

        var restore = restore(containment);
        assertThat(api("POST", restore, auditor, "").statusCode()).isEqualTo(403);
        restoreAll();
        assertThat(state()).isEqualTo("open");
        says = "Good morning.";
        for (int i = 0; i < 5; i++) {
            assertThat(call().statusCode()).isEqualTo(200);
        }
        assertThat(api("POST", restore, admin, "").statusCode()).isEqualTo(409);

        var contained = entry("rule:cn-alarm-grades/ag-throttle");
        assertThat(contained.at("/after/state").asString()).isEqualTo("throttled");
        assertThat(contained.get("reason").asString()).contains("自动遏制").contains("Contained by a rule");
        var undone = entry("");
        for (var body : new JsonNode[] {contained, undone}) {
            assertThat(body.at("/evidence/containment").asString()).isNotEmpty();
            assertThat(body.at("/evidence/alert").asString()).isNotEmpty();
            var statistics = body.at("/evidence/statistics");
            assertThat(statistics.get("statistic").asDouble())
                    .isGreaterThanOrEqualTo(statistics.get("threshold").asDouble());
            assertThat(statistics.get("monitor").asString()).startsWith("leakage.");
            assertThat(statistics.has("onset")).isTrue();
            assertThat(statistics.at("/guarantee/kind").asString()).isEqualTo("run-length");
        }
        assertThat(undone.at("/after/state").asString()).isEqualTo("open");
    }

    /** The newest change of a permit that this actor made, or that the last person made. */
    private JsonNode entry(String actor) {
        for (long i = server.ledger().size() - 1; i >= 0; i--) {
            var entry = server.ledger().entry(i);
            boolean rule = entry.actor().startsWith("rule:");
            if (entry.act().equals("permit.changed")
                    && (actor.startsWith("rule:") ? entry.actor().equals(actor) : !rule)) {
                return new JsonMapper().readTree(entry.bodyJson());
            }
        }
        throw new AssertionError("no entry by " + actor);
    }

    @Test
    void aPermitThatAPersonChangedSince_isNotOverwritten() throws Exception {
        permit("");
        leak();
        var restore =
                system + "/containments/" + containments().get(0).get("id").asString() + "/restore";
        api("POST", system + "/permit/state", admin, "{\"state\":\"stopped\",\"reason\":\"I look at it\"}");
        var answer = api("POST", restore, admin, "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("stopped").contains("changed by a person");
        assertThat(state()).isEqualTo("stopped");
        assertThat(containments().get(0).get("inForce").asBoolean()).isFalse();
    }

    @Test
    void aPermitThatAlertsOnlyTell_staysAsItIs_andTheAlertSaysWhatTheRuleAsks() throws Exception {
        permit(",\"onAlert\":\"tell\"");
        leak();
        assertThat(containments().get(0).get("outcome").asString()).isEqualTo("told");
        assertThat(state()).isEqualTo("open");
    }

    @Test
    void aContainment_andTheWayBack_surviveARestart() throws Exception {
        permit("");
        leak();
        server.close();
        open();
        assertThat(state()).isEqualTo("throttled");
        restoreAll();
        assertThat(state()).isEqualTo("open");
    }

    /** Whoever sees the alarm come again at once, while it lasts, sees evidence that a false alarm would not give. */
    @Test
    void anAlarmThatComesAgainAtOnce_isGraver_andStopsTheSystem() throws Exception {
        var lines = folder.resolve("packs/incidents/cn-alarm-grades/facts.yaml");
        Files.writeString(lines, Files.readString(lines).replace("alarm_strength >= 99", "alarm_strength >= 6.9"));
        server.close();
        open();
        permit("");
        leak();
        await(() -> {
            call();
            return state().equals("stopped");
        });
        assertThat(call().body()).contains("permit.state");
        restoreAll();
        assertThat(state()).isEqualTo("open");
    }
}
