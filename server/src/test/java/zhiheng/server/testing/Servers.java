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
import java.util.function.BooleanSupplier;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.house.Config;
import zhiheng.server.house.Peers;
import zhiheng.server.house.ServerNode;
import zhiheng.server.house.ZhihengServer;

/** Several servers on one PostgreSQL database, each with a folder of its own; the first one leads, and an administrator is there. */
public final class Servers implements AutoCloseable {
    private static final String SECRET = "a secret of these servers";

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ServerNode> nodes = new ArrayList<>();
    public final Person boss;
    private final String token;

    public Servers(Path folder, int count, String url) {
        this.folder = folder;
        for (int i = 0; i < count; i++) {
            nodes.add(start(i, url, Duration.ofSeconds(60)));
        }
        var first = leading(0);
        boss = first.identity().setUp(first.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        token = first.identity().createToken(boss.actor(), "t", Role.ADMINISTRATOR).secret();
    }

    public static final String PASSWORD = OfficeServer.PASSWORD;

    /** Starts one more, or one of the same folder again. */
    public ServerNode start(int number, String url, Duration cutOffAfter) {
        var config = Config.of(
                        folder.resolve("server" + number),
                        Path.of("src/test/resources/library"),
                        "127.0.0.1",
                        0,
                        Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", "zhiheng", "ZHIHENG_DB_PASSWORD", ""))
                .withGateway(0, java.util.Set.of(), true)
                .withPeers(new Peers(
                        SECRET, "127.0.0.1", 0, folder.resolve("shared"), cutOffAfter, PermitState.STOPPED));
        return ServerNode.start(config, Clock.systemDefaultZone(), led -> {});
    }

    public void again(int number, String url) {
        nodes.set(number, start(number, url, Duration.ofSeconds(60)));
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
                .headers(headers)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public String bearer() {
        return "Bearer " + token;
    }

    /** Waits until it holds. */
    public static void until(Duration most, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!holds.getAsBoolean()) {
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
