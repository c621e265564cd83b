package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OfficePortTest {
    private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final int port = OfficePort.listen(
                    vertx,
                    "127.0.0.1",
                    0,
                    Duration.ofMillis(500),
                    new Edge(Set.of("192.0.2.9"), null, null, 20, Duration.ofMillis(500)),
                    request -> request.body()
                            .onSuccess(body -> request.response()
                                    .end(Peer.address(request) + " " + Peer.https(request) + " here")))
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Without a bound on the whole head this never ends: each byte puts the idle time-out off. */
    @Test
    void a_head_that_trickles_in_is_cut_off() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(20);
            while (isOpen(socket)) {
                socket.getOutputStream().write('x');
            }
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException nothingYet) {
            return true;
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void a_connection_that_rests_between_two_requests_is_not_held_to_the_time_of_the_first() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
                var answer = new StringBuilder();
                while (!answer.toString().endsWith("here")) {
                    answer.append((char) socket.getInputStream().read());
                }
                assertThat(answer.toString()).startsWith("HTTP/1.1 200");
                Thread.sleep(800);
            }
        }
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        for (int c;
                !answer.toString().endsWith("here")
                        && (c = socket.getInputStream().read()) >= 0; ) {
            answer.append((char) c);
        }
        return answer.toString();
    }

    /** The idle time-out is put off by each byte. */
    @Test
    void a_body_that_trickles_in_is_cut_off_with_408() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(20);
            var answer = new StringBuilder();
            boolean open = true;
            while (open) {
                try {
                    int c = socket.getInputStream().read();
                    open = c >= 0;
                    answer.append((char) c);
                } catch (java.net.SocketTimeoutException nothingYet) {
                    socket.getOutputStream().write('x');
                } catch (SocketException reset) {
                    open = false;
                }
            }
            assertThat(answer.toString()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void one_address_holds_so_many_connections_and_no_more() throws Exception {
        var held = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 20; i++) {
                var socket = new Socket("127.0.0.1", port);
                held.add(socket);
                assertThat(answer(socket, HEAD)).startsWith("HTTP/1.1 200");
            }
            for (int i = 0; i < 5; i++) {
                try (var more = new Socket("127.0.0.1", port)) {
                    more.setSoTimeout(10_000);
                    assertThat(answer(more, HEAD))
                            .as("nor is a request answered that came at once")
                            .isEmpty();
                } catch (SocketException reset) {
                    // closed before all was sent
                }
            }
            try (var elsewhere = new Socket()) {
                elsewhere.bind(new java.net.InetSocketAddress("127.0.0.2", 0));
                elsewhere.connect(new java.net.InetSocketAddress("127.0.0.1", port));
                assertThat(answer(elsewhere, HEAD)).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
        zhiheng.base.testing.Await.until("their places are free again", () -> {
            try (var again = new Socket("127.0.0.1", port)) {
                again.setSoTimeout(10_000);
                return answer(again, HEAD).startsWith("HTTP/1.1 200");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void what_a_stranger_says_about_himself_is_not_believed() throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            var claim = "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n";
            assertThat(answer(socket, claim)).endsWith("127.0.0.1 false here");
        }
    }

    @Test
    void of_what_a_trusted_proxy_says_the_last_address_that_is_not_a_proxy_counts() throws Exception {
        var trusting = new Edge(Set.of("127.0.0.1", "192.0.2.9"), null, null, 20, Duration.ofMillis(500));
        int behindProxy = OfficePort.listen(
                        vertx,
                        "127.0.0.1",
                        0,
                        Duration.ofMillis(500),
                        trusting,
                        request -> request.response().end(Peer.address(request) + " " + Peer.https(request) + " here"))
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        try (var socket = new Socket("127.0.0.1", behindProxy)) {
            var told = "GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7, 192.0.2.9\r\n"
                    + "X-Forwarded-Proto: https\r\n\r\n";
            assertThat(answer(socket, told)).endsWith("203.0.113.7 true here");
        }
    }
}
