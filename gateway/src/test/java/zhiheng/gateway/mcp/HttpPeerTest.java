package zhiheng.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;

/** The server's own stream: when it is asked for, and asked for again. */
class HttpPeerTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final List<ObjectNode> news = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HttpPeer peer(int port) {
        var upstream = new Upstream(
                "stub",
                URI.create("http://127.0.0.1:" + port + "/tools"),
                "",
                1,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
        var peer = new HttpPeer(vertx, client, new Destinations(Set.of("127.0.0.1")), upstream);
        peer.listens(Peer::answerTo, news::add);
        return peer;
    }

    private HttpServer server(int port, Consumer<HttpServerRequest> stream) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    assertThat(request.method()).isEqualTo(HttpMethod.GET);
                    stream.accept(request);
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void say(HttpServerRequest request) {
        request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        request.response().write(ToolServer.event(Rpc.notification("notifications/tools/list_changed", null)));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void a_server_that_was_not_there_is_asked_for_its_stream_again() throws IOException {
        int port = freePort();
        var peer = peer(port);
        peer.hear(true);
        McpHouse.pause(Duration.ofMillis(500)); // the connection is refused meanwhile
        server(port, HttpPeerTest::say);
        McpHouse.until(() -> news.size() == 1);
        peer.hear(false);
    }

    /** As the official npm server: one stream a session, and 409 for another while it is open. */
    @Test
    void who_ends_hearing_and_begins_at_once_hears_on_one_stream() {
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        var refused = new AtomicInteger();
        var server = server(0, request -> {
            if (open.get() > 0) {
                refused.incrementAndGet();
                request.response().setStatusCode(409).end();
                return;
            }
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            request.response().exceptionHandler(gone -> {});
            request.connection().closeHandler(gone -> {});
            request.response().closeHandler(gone -> vertx.setTimer(200, late -> open.decrementAndGet()));
            say(request);
        });
        var peer = peer(server.actualPort());
        peer.hear(true);
        McpHouse.until(() -> news.size() == 1);
        for (int i = 0; i < 3; i++) {
            peer.hear(false);
            peer.hear(true);
        }
        McpHouse.until(() -> news.size() >= 2);
        McpHouse.pause(Duration.ofSeconds(4)); // longer than a peer waits before it asks again
        assertThat(open).as("streams that are open").hasValue(1);
        int before = refused.get();
        McpHouse.pause(Duration.ofSeconds(4));
        assertThat(refused).as("nobody asks for a second one").hasValue(before);
        peer.hear(false);
        McpHouse.until(() -> open.get() == 0);
    }

    @Test
    void a_server_without_a_stream_is_not_asked_again_until_somebody_else_hears() {
        var asked = new AtomicInteger();
        var server = server(0, request -> {
            asked.incrementAndGet();
            request.response().setStatusCode(405).end();
        });
        var peer = peer(server.actualPort());
        peer.hear(true);
        McpHouse.until(() -> asked.get() == 1);
        McpHouse.pause(Duration.ofSeconds(4));
        assertThat(asked).hasValue(1);
        peer.hear(true);
        McpHouse.until(() -> asked.get() == 2);
    }
}
