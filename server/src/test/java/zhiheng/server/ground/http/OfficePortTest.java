package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
                    request -> request.response().end("here"))
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
}
