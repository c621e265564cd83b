package zhiheng.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tenants on one connection at most to an upstream that says more, or later, than it should. */
class InterimTest {
    private final Vertx vertx = Vertx.vertx();
    private final Forwarder forwarder = new Forwarder(vertx, new Balancer(), new Destinations(Set.of("127.0.0.1")), 1);
    private final List<NetSocket> sockets = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private interface Says {
        void to(NetSocket socket, String tenant);
    }

    private int upstream(Says says) {
        return await(vertx.createNetServer()
                        .connectHandler(socket -> {
                            sockets.add(socket);
                            socket.handler(
                                    bytes -> says.to(socket, bytes.toString().contains("for-A") ? "A" : "B"));
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private Sending send(int port, String tenant) {
        var upstream = new Upstream(
                "u",
                URI.create("http://127.0.0.1:" + port),
                "",
                1,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3));
        return forwarder.send(
                new Route(tenant, List.of(upstream), 1, ""),
                new Forwarder.Call(
                        "/x",
                        HttpMethod.POST,
                        "m",
                        "text/plain",
                        Map.of(),
                        "",
                        (u, attempt) -> Buffer.buffer("for-" + tenant)));
    }

    private static String body(Sending sending) {
        var response = await(sending.answer()).response();
        var body = response.body();
        response.resume();
        return await(body).toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 110, 199})
    void a_final_answer_that_comes_after_an_interim_one_reaches_nobody_else(int status) {
        int port = upstream((socket, tenant) -> {
            if (tenant.equals("B")) {
                socket.write(answer("of B"));
                return;
            }
            socket.write("HTTP/1.1 " + status + " Wait\r\n\r\n");
            vertx.setTimer(50, later -> socket.write(answer("secret of A")));
        });
        assertThatThrownBy(() -> body(send(port, "A"))).isInstanceOf(CompletionException.class);
        for (int i = 0; i < 5; i++) {
            assertThat(body(send(port, "B"))).isEqualTo("of B");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 103})
    void an_interim_answer_that_is_known_is_followed_by_the_final_one(int status) {
        int port = upstream((socket, tenant) -> {
            socket.write("HTTP/1.1 " + status + " Wait\r\n\r\n");
            vertx.setTimer(50, later -> socket.write(answer("of " + tenant)));
        });
        assertThat(body(send(port, "A"))).isEqualTo("of A");
        assertThat(body(send(port, "B"))).isEqualTo("of B");
    }

    @Test
    void an_answer_too_many_reaches_nobody() {
        int port = upstream((socket, tenant) ->
                socket.write(tenant.equals("A") ? answer("of A") + answer("secret of A") : answer("of B")));
        assertThat(body(send(port, "A"))).isEqualTo("of A");
        for (int i = 0; i < 3; i++) {
            String seen;
            try {
                seen = body(send(port, "B"));
            } catch (CompletionException broken) {
                continue; // an error is allowed, another's answer is not
            }
            assertThat(seen).isEqualTo("of B");
        }
    }

    @Test
    void a_cancelled_call_closes_its_connection_and_the_next_has_one_of_its_own() throws Exception {
        var asked = new LinkedBlockingQueue<NetSocket>();
        int port = upstream((socket, tenant) -> {
            if (tenant.equals("A")) {
                asked.add(socket);
                vertx.setTimer(100, later -> socket.write(answer("secret of A")));
            } else {
                socket.write(answer("of B"));
            }
        });
        var first = send(port, "A");
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isNotNull();
        first.cancel();
        await(first.done());
        assertThat(body(send(port, "B"))).isEqualTo("of B");
        assertThat(sockets).hasSize(2);
    }
}
