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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** A real server with a gateway, one system, and a model server that says what a test tells it to. */
public abstract class GatewayServer {
    public static final String CALL = "{\"model\":\"m\",\"user\":\"ann\",\"messages\":[]}";
    public static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello\"}}],"
            + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

    @TempDir
    public Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    public volatile String answer = ANSWER;
    /** The same as events. */
    public volatile String streamed = "data: [DONE]\n\n";
    /** What the last call brought to the model server. */
    public volatile String traceparent = "";

    public HttpServer upstream;
    public ZhihengServer server;
    public Actor boss;
    public String admin;
    /** Of another provider. */
    public String stranger;

    /** The system's address. */
    public String system;

    @BeforeEach
    public void start() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        upstream.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean stream = asked.contains("\"stream\":true");
            traceparent = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
            var bytes = (stream ? streamed : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        upstream.start();
        open();
        boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                .actor();
        admin = server.identity().createToken(boss, "test", Role.ADMINISTRATOR).secret();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "other");
        var person = server.identity()
                .createPerson(boss, org.id(), "other", "other", Role.PROVIDER, "a long enough one".toCharArray());
        stranger = server.identity()
                .createToken(person.actor(), "test", Role.PROVIDER)
                .secret();
        system = "/api/v1/systems/"
                + json(api("POST", "/api/v1/systems", admin, "{\"name\":\"Bot\"}"))
                        .get("id")
                        .asString();
    }

    /** Starts the server on what an earlier start left. */
    public void open() throws Exception {
        server = ZhihengServer.start(
                Config.of(folder, library(), "127.0.0.1", 0).withGateway(0, Set.of("127.0.0.1"), false));
    }

    /** The packs; asked for once before each start. */
    public Path library() throws Exception {
        return Path.of("src/test/resources/library");
    }

    @AfterEach
    public void stop() {
        server.close();
        upstream.stop(0);
    }

    public HttpResponse<String> api(String method, String path, String token, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(server.address().resolve(path))
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json"),
                token);
    }

    /** As an application calls, with its key. */
    public HttpResponse<String> call(String key) throws Exception {
        return send(HttpRequest.newBuilder(gateway("chat/completions")).POST(BodyPublishers.ofString(CALL)), key);
    }

    public URI gateway(String path) {
        return URI.create("http://127.0.0.1:" + server.gateway().orElseThrow().port() + "/v1/" + path);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
        return client.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
    }

    public static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    /** Route and permit of a system that works. @return a key */
    public String ready(String permit) throws Exception {
        var route = "{\"upstreams\":[{\"id\":\"u\",\"base\":\"http://127.0.0.1:"
                + upstream.getAddress().getPort() + "/v1\",\"key\":\"sk-very-secret\"}]}";
        assertThat(api("PUT", system + "/route", admin, route).statusCode()).isEqualTo(200);
        var answered = api("PUT", system + "/permit", admin, permit);
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        return json(api("POST", system + "/keys", admin, "{\"label\":\"app\"}"))
                .get("key")
                .asString();
    }

    /** All that the server wrote, as it stands on the disk. */
    public String contentOfAllFiles() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try (var channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
                    if (channel.size() <= 64 << 20) {
                        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                    }
                } catch (NoSuchFileException renamed) {
                    // the ledger writes beside and renames: the same bytes are found under the other name
                }
            }
        }
        return all.toString();
    }
}
