package zhiheng.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/**
 * One server with a gateway and a model server, for a whole class of tests: a server takes a second to start, a system of its own
 * for each test takes nothing.
 */
public final class SharedGateway implements AutoCloseable {
    public static final String PASSWORD = "a long enough one";

    public final MovableClock clock = new MovableClock();
    public final ZhihengServer server;
    public final Actor boss;
    /** What the model answers. */
    public volatile String answer = GatewayServer.ANSWER;
    /** How it answers. */
    public volatile int status = 200;

    private final HttpServer upstream;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String admin;
    private final String stranger;

    public SharedGateway(Path folder) throws IOException {
        upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        upstream.start();
        server = ZhihengServer.start(
                Config.of(folder, Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of("127.0.0.1"), false),
                clock);
        var identity = server.identity();
        boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        admin = identity.createToken(boss, "t", Role.ADMINISTRATOR).secret();
        var other = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Other");
        var person = identity.createPerson(boss, other.id(), "other", "Other", Role.PROVIDER, PASSWORD.toCharArray());
        stranger = identity.createToken(person.actor(), "t", Role.PROVIDER).secret();
        identity.createPerson(boss, boss.orgId(), "auditor", "Auditor", Role.AUDITOR, PASSWORD.toCharArray());
    }

    /** The id of a new system. */
    public String system(String name) throws Exception {
        return json(api("POST", "/api/v1/systems", "{\"name\":\"" + name + "\"}"))
                .get("id")
                .asString();
    }

    /** Gives a system a route to the model and a permit. @return a key for applications */
    public String ready(String system, String permit) throws Exception {
        var at = "/api/v1/systems/" + system;
        var base = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1";
        ok(api("PUT", at + "/route", "{\"upstreams\":[{\"id\":\"u\",\"base\":\"" + base + "\"}]}"));
        ok(api("PUT", at + "/permit", permit));
        return json(ok(api("POST", at + "/keys", "{\"label\":\"app\"}")))
                .get("key")
                .asString();
    }

    /** A call as an application makes it, a second after the one before it. */
    public HttpResponse<String> call(String key, String surface, String body) throws Exception {
        clock.pass(Duration.ofSeconds(1));
        var address = "http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/" + surface;
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Waits until so many calls of a system are in the database. @return them, the newest first */
    public JsonNode recorded(String system, int calls) {
        var path = "/api/v1/systems/" + system + "/interactions";
        Await.until(calls + " calls are recorded", () -> items(path).size() >= calls);
        return items(path);
    }

    private JsonNode items(String path) {
        try {
            return json(api("GET", path, "")).get("items");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the administrator's program. */
    public HttpResponse<String> api(String method, String path, String body) throws Exception {
        return api(admin, method, path, body);
    }

    /** As a program of another provider. */
    public HttpResponse<String> byStranger(String method, String path, String body) throws Exception {
        return api(stranger, method, path, body);
    }

    private HttpResponse<String> api(String token, String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .header("Accept-Language", "en")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
    }

    public Visitor visitor(String login) throws Exception {
        return new Visitor(server.port(), "en").signIn(login, PASSWORD);
    }

    public static HttpResponse<String> ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    @Override
    public void close() {
        server.close();
        upstream.stop(0);
    }
}
