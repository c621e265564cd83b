package zhiheng.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.house.Config;
import zhiheng.server.house.Peers;
import zhiheng.server.house.ServerNode;
import zhiheng.server.house.ZhihengServer;

/** Several servers on one PostgreSQL database, each with a folder of its own; the first one leads, and an administrator is there. */
public final class Servers implements AutoCloseable {
    public static final String PASSWORD = OfficeServer.PASSWORD;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "a secret of these servers";

    private final Path folder;
    private final Path library;
    private final HttpClient client = HttpClient.newHttpClient();
    private final IntFunction<String> url;
    private final Duration cutOffAfter;
    private final List<ServerNode> nodes = new ArrayList<>();
    public final Person boss;
    private final String token;

    /** @param url of the database as each of them reaches it */
    public Servers(Path folder, IntFunction<String> url, int count, Duration cutOffAfter) throws Exception {
        this.folder = folder;
        this.url = url;
        this.cutOffAfter = cutOffAfter;
        library = SmallPacks.in(folder).resolve("library");
        for (int i = 0; i < count; i++) {
            nodes.add(start(i));
        }
        var first = leading(0);
        boss = first.identity().setUp(first.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        token = first.identity()
                .createToken(boss.actor(), "t", Role.ADMINISTRATOR)
                .secret();
    }

    private ServerNode start(int number) {
        var config = Config.of(
                        folder.resolve("server" + number),
                        library,
                        "127.0.0.1",
                        0,
                        Map.of(
                                "ZHIHENG_DB_URL",
                                url.apply(number),
                                "ZHIHENG_DB_USER",
                                "zhiheng",
                                "ZHIHENG_DB_PASSWORD",
                                ""))
                .withGateway(0, java.util.Set.of(), true)
                .withPeers(
                        new Peers(SECRET, "127.0.0.1", 0, folder.resolve("shared"), cutOffAfter, PermitState.STOPPED));
        return ServerNode.start(config, Clock.systemDefaultZone(), led -> {});
    }

    /** Starts one again that was closed. */
    public void again(int number) {
        nodes.set(number, start(number));
    }

    public ServerNode node(int number) {
        return nodes.get(number);
    }

    public ZhihengServer leading(int number) {
        return nodes.get(number).server().orElseThrow();
    }

    public int leader() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).leads()) {
                return i;
            }
        }
        return -1;
    }

    /** A request of REST to one of them, with a token of the administrator. */
    public HttpResponse<String> rest(int number, String method, String path, String body) throws Exception {
        return rest(nodes.get(number).address().resolve(path), method, body, "Authorization", "Bearer " + token);
    }

    public HttpResponse<String> rest(URI address, String method, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(address)
                .header("Accept-Language", "en")
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public String bearer() {
        return "Bearer " + token;
    }

    /** Registers a system with an open permit and a key. @return its address and the key */
    public String[] system(String name) throws Exception {
        var made = JSON.readTree(rest(0, "POST", "/api/v1/systems", "{\"name\":\"" + name + "\"}")
                .body());
        var at = "/api/v1/systems/" + made.get("id").asString();
        var permit = rest(0, "PUT", at + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        if (permit.statusCode() != 200) {
            throw new AssertionError(permit.body());
        }
        var key = JSON.readTree(
                rest(0, "POST", at + "/keys", "{\"label\":\"app\"}").body());
        return new String[] {at, key.get("key").asString()};
    }

    /** A model call at the gateway's port of one of them. */
    public HttpResponse<String> call(int number, String key) throws Exception {
        return rest(
                URI.create("http://127.0.0.1:" + nodes.get(number).gatewayPort() + "/v1/chat/completions"),
                "POST",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "Authorization",
                "Bearer " + key);
    }

    /** Waits until it holds. */
    public static void until(Duration most, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + most);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        nodes.reversed().forEach(ServerNode::close);
    }
}
