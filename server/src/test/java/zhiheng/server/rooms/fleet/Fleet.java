package zhiheng.server.rooms.fleet;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.signing.OperatorKey;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;

/** An office, a model server and gateways, all in this process over real HTTP. */
final class Fleet implements AutoCloseable {
    static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"rivers\"}]}";
    private static final String ANSWER = """
            {"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"water"}}],\
            "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";

    final HttpClient http = HttpClient.newHttpClient();
    final HttpServer model;
    /** A stream of the model server ends when this does. */
    final CountDownLatch streamMayEnd = new CountDownLatch(1);

    private final Path folder;
    private final int officePort;
    private final List<LoneGateway> edges = new ArrayList<>();
    ZhihengServer office;
    final Actor boss;
    final String key;

    Fleet(Path folder) throws IOException {
        this.folder = folder;
        model = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        model.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        model.createContext("/v1/chat/completions", exchange -> {
            var call = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (call.contains("\"stream\":true")) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                try (var out = exchange.getResponseBody()) {
                    out.write(piece("first "));
                    out.flush();
                    streamMayEnd.await();
                    out.write(piece("last"));
                    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        model.start();
        office = startOffice(0);
        officePort = office.port();
        boss = office.identity()
                .setUp(office.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                .actor();
        permit("bot", PermitState.OPEN, Caps.NONE);
        key = office.gateway().orElseThrow().keys().create(boss, "bot", "test").key();
        route("bot");
    }

    private static byte[] piece(String words) {
        return ("data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                        + "\"index\":0,\"delta\":{\"content\":\"" + words + "\"},\"finish_reason\":null}]}\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private ZhihengServer startOffice(int port) {
        return ZhihengServer.start(Config.of(
                        folder.resolve("office"), Path.of("src/test/resources/library"), "127.0.0.1", port)
                .withGateway(
                        Config.FLEET, Set.of("127.0.0.1:" + model.getAddress().getPort()), false));
    }

    void stopOffice() {
        office.close();
    }

    void restartOffice() {
        office = startOffice(officePort);
    }

    void permit(String system, PermitState state, Caps caps) {
        var permits = office.gateway().orElseThrow().permits();
        var before = permits.of(system);
        permits.change(
                new Permit(
                        system,
                        before == null ? 1 : before.version(),
                        state,
                        caps,
                        Scope.anywhere(ZoneOffset.UTC),
                        Terms.DEFAULT,
                        null,
                        Map.of()),
                "boss",
                "test");
    }

    void route(String system) {
        var upstream = new Upstream(
                "u",
                URI.create("http://127.0.0.1:" + model.getAddress().getPort() + "/v1"),
                "model-server-secret",
                1,
                Map.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
        office.gateway().orElseThrow().routes().set(boss, new Route(system, List.of(upstream), 1, ""));
    }

    /** A token by which gateways enrol. @param systems empty for all */
    String token(String... systems) throws Exception {
        var answer = rest(
                "POST",
                "/tokens",
                systems.length == 0
                        ? "{\"label\":\"test\",\"systems\":[\"*\"]}"
                        : "{\"label\":\"test\",\"systems\":[\"" + String.join("\",\"", systems) + "\"]}");
        return answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private @Nullable String session;

    HttpResponse<String> rest(String method, String path, String body) throws Exception {
        if (session == null) {
            session = office.identity().createToken(boss, "test", boss.role()).secret();
        }
        var request = HttpRequest.newBuilder(office.address().resolve("/api/v1/fleet" + path))
                .header("Authorization", "Bearer " + session)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    LoneSettings settings(String name, String token) {
        return new LoneSettings(
                URI.create("http://127.0.0.1:" + officePort),
                null,
                token,
                name,
                folder.resolve(name),
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                Set.of("127.0.0.1:" + model.getAddress().getPort(), "127.0.0.2"),
                false,
                8,
                Set.of(),
                1,
                new LoneSettings.Leaving(Duration.ZERO, Duration.ofSeconds(5)),
                Duration.ofMillis(200),
                OperatorKey.NONE);
    }

    LoneGateway gateway(String name, String token) {
        return gateway(settings(name, token));
    }

    LoneGateway gateway(LoneSettings settings) {
        var edge = LoneGateway.start(settings, Clock.systemUTC());
        edges.add(edge);
        return edge;
    }

    /** It is closed by the test itself. */
    LoneGateway gone(LoneGateway edge) {
        edges.remove(edge);
        return edge;
    }

    HttpResponse<String> call(LoneGateway edge) throws Exception {
        return call(edge, key, CALL);
    }

    HttpResponse<String> call(LoneGateway edge, String key, String body) throws Exception {
        return http.send(request(edge, key, body), HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest request(LoneGateway edge, String key, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    HttpResponse<String> get(int port, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    long recorded(String system) {
        return office.gateway()
                .orElseThrow()
                .interactions()
                .count(system, Instant.EPOCH)
                .calls();
    }

    /** A system of its own with a permit, a route and a key. @return the key */
    String system(String system, Caps caps) {
        permit(system, PermitState.OPEN, caps);
        route(system);
        return office.gateway()
                .orElseThrow()
                .keys()
                .create(boss, system, "test")
                .key();
    }

    /** Waits until something holds. */
    static void until(Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to hold");
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        streamMayEnd.countDown();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            edges.forEach(edge -> threads.submit(edge::close));
        }
        office.close();
        model.stop(0);
        http.shutdownNow();
    }
}
