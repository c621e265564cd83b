package zhiheng.server.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** A server with the small packs of the tests, a clock that tests move, and an administrator {@code boss}. */
public final class OfficeServer implements AutoCloseable {
    public static final String PASSWORD = "a long enough one";

    public final MovableClock clock = new MovableClock();
    public final ZhihengServer server;
    public final Person boss;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    private static final Path LIBRARY = Path.of("src/test/resources/library");

    public OfficeServer(Path folder) {
        this(folder, Map.of());
    }

    /** @param environment may name a database */
    public OfficeServer(Path folder, Map<String, String> environment) {
        this(folder, LIBRARY, environment);
    }

    /** @param library packs of the test's own, which it may change */
    public OfficeServer(Path folder, Path library, Map<String, String> environment) {
        server = start(folder, library, clock, environment);
        boss = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
        token = server.identity()
                .createToken(boss.actor(), "t", Role.ADMINISTRATOR)
                .secret();
    }

    /** One that nobody has set up yet. */
    public static ZhihengServer start(Path folder, MovableClock clock) {
        return start(folder, LIBRARY, clock, Map.of());
    }

    private static ZhihengServer start(Path folder, Path library, MovableClock clock, Map<String, String> environment) {
        return ZhihengServer.start(Config.of(folder, library, "127.0.0.1", 0, environment), clock);
    }

    public URI address() {
        return server.address();
    }

    /** A request of REST with a token of the administrator, or without for {@code headers} that bring a session. */
    public HttpResponse<String> rest(String method, String path, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(address().resolve(path))
                .header("Accept-Language", "en")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length == 0) {
            request.header("Authorization", "Bearer " + token);
        } else {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
