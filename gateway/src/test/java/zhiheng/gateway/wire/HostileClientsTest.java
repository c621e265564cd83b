package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Limits;

/** Clients that do not keep to HTTP, over a bare socket. */
class HostileClientsTest {
    private static final String BODY = "{\"model\":\"m\",\"messages\":[]}";
    private final House house = new House(1, new Limits(10_000, 10_000, Duration.ofSeconds(1), 8));

    @AfterEach
    void close() {
        house.close();
    }

    private static String head(String... more) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + House.KEY + "\r\n"
                + String.join(
                        "", List.of(more).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    /** Sends the text and reads until the server closes or says nothing for two seconds. */
    private String talk(String text) throws IOException {
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readAll(socket);
        }
    }

    private static String readAll(Socket socket) throws IOException {
        var heard = new StringBuilder();
        try {
            int c;
            while ((c = socket.getInputStream().read()) >= 0) {
                heard.append((char) c);
            }
        } catch (java.net.SocketTimeoutException | SocketException silence) {
            // what was heard is the answer
        }
        return heard.toString();
    }

    private static int answers(String heard) {
        return heard.split("HTTP/1\\.1 ", -1).length - 1;
    }

    @Test
    void two_lengths_or_a_length_beside_chunks_smuggle_no_second_call() throws Exception {
        var second = head("Content-Length: " + BODY.length()) + BODY;
        for (var smuggling : List.of(
                head("Content-Length: 0", "Content-Length: " + second.length()) + second,
                head("Content-Length: " + (second.length() + 5), "Transfer-Encoding: chunked") + "0\r\n\r\n" + second,
                head("Transfer-Encoding: chunked", "Transfer-Encoding: identity") + "0\r\n\r\n" + second,
                head("Transfer-Encoding: xchunked") + "0\r\n\r\n" + second,
                head("Content-Length: +" + BODY.length()) + BODY)) {
            house.stub().bodies.clear();
            var heard = talk(smuggling);
            assertThat(heard).doesNotContain("200 OK\r\n\r\n200");
            assertThat(house.stub().bodies.size()).as(smuggling).isLessThanOrEqualTo(1);
            assertThat(answers(heard)).as(heard).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_header_broken_over_lines_puts_nothing_into_the_answer() throws Exception {
        var heard = talk(head("X-Zhiheng-Region: CN\r\nX-Evil: 1", "Content-Length: " + BODY.length()) + BODY);
        assertThat(heard.toLowerCase(java.util.Locale.ROOT)).doesNotContain("x-evil");
        var path = talk("GET /v1/models%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(path).startsWith("HTTP/1.1 404").doesNotContain("\r\nX-Evil");
    }

    @Test
    void heads_that_are_too_long_are_refused_without_a_call() throws Exception {
        assertThat(talk("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains(" 414 ");
        assertThat(talk(head("X: " + "a".repeat(40_000)))).contains(" 431 ");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void a_body_that_comes_byte_by_byte_is_given_up() throws Exception {
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(head("Content-Length: 1000").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write("{".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(readAll(socket)).startsWith("HTTP/1.1 408");
        }
        assertThat(house.record().status()).isEqualTo(408);
        assertThat(house.stub().bodies).isEmpty();
    }

    /** Sends {@code X-More: yyy…} without end, a byte at a time. @return whether it was cut off before {@code most} bytes */
    private static boolean drip(Socket socket, int most) throws Exception {
        try {
            for (int i = 0; i < most; i++) {
                socket.getOutputStream().write(i < 8 ? "X-More: ".charAt(i) : 'y');
                Thread.sleep(5);
            }
            return false;
        } catch (SocketException cut) {
            return true;
        }
    }

    @Test
    void a_head_that_comes_byte_by_byte_is_cut_off_while_others_are_served() throws Exception {
        try (var slow = new Socket("127.0.0.1", house.port());
                var resting = new Socket("127.0.0.1", house.port())) {
            slow.getOutputStream()
                    .write("POST /v1/chat/completions HTTP/1.1\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(house.post("/v1/chat/completions", BODY).statusCode()).isEqualTo(200);
            assertThat(drip(slow, 3_000)).isTrue();
            assertThat(readAll(resting)).as("a connection that never begins").isEmpty();
            assertThat(house.post("/v1/chat/completions", BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_connection_that_rests_after_its_first_call_is_kept_for_the_next() throws Exception {
        var call = head("Content-Length: " + BODY.length()) + BODY;
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(1_700);
            socket.getOutputStream().write(call.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answers(readAll(socket))).isOne();
            socket.getOutputStream().write(call.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answers(readAll(socket))).isOne();
        }
    }

    @Test
    void a_client_that_goes_away_in_the_middle_is_recorded_and_gives_its_place_back() throws Exception {
        var waiting = new java.util.concurrent.CountDownLatch(1);
        house.stub().answer = (request, body) -> {
            waiting.countDown();
            house.vertx.setTimer(600, late -> Stub.json(request, 200, Stub.CHAT));
        };
        var socket = new Socket("127.0.0.1", house.port());
        socket.getOutputStream()
                .write((head("Content-Length: " + BODY.length()) + BODY).getBytes(StandardCharsets.ISO_8859_1));
        waiting.await();
        socket.close();
        assertThat(house.record().status()).isEqualTo(499);
        assertThat(house.permits.used("bot").concurrent()).isZero();
    }

    @Test
    void chunks_that_never_end_are_cut_at_the_limit() throws Exception {
        var chunk = "3e8\r\n" + "x".repeat(1000) + "\r\n";
        var heard = talk(head("Transfer-Encoding: chunked") + chunk.repeat(12));
        assertThat(heard).startsWith("HTTP/1.1 413");
        assertThat(house.stub().bodies).isEmpty();
    }
}
