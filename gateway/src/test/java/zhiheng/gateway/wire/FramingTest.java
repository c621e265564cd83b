package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.Limits;

/** Requests that two servers on the way could read as two different ones (RFC 9112, 3.2, 6.1, 6.3, 7.1), over bare sockets. */
class FramingTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[]}";
    private static final String LINE = "POST /v1/chat/completions HTTP/1.1\r\n";
    private static final String KEY = "Authorization: Bearer k-bot\r\n";
    private final House house = new House(1, Limits.DEFAULT.withBodyBytes(100_000));

    @AfterEach
    void close() {
        house.close();
    }

    /** All that comes until the server closes. */
    private String exchange(String request) throws Exception {
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: a\r\n"
                        + "Content-Length: 30\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + "1e\r\n"
                        + "{\"model\":\"m\",\"messages\":[]}  \r\n"
                        + "0\r\n\r\n",
                "Host: a\r\nContent-Length: 28\r\nContent-Length: 2\r\n\r\n{\"model\":\"m\",\"messages\":[]}",
                "Host: a\r\nContent-Length: 28, 2\r\n\r\n{\"model\":\"m\",\"messages\":[]}",
                "Host: a\r\nContent-Length: +28\r\n\r\n{\"model\":\"m\",\"messages\":[]}",
                "Host: a\r\nContent-Length: -1\r\n\r\n{}",
                "Host: a\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: a\r\nTransfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
                "Host: a\nContent-Length: 2\n\n{}",
                "Host: a\r\nX-A: b\rContent-Length: 2\r\n\r\n{}",
                "Host: a\r\nHost: b\r\nContent-Length: 2\r\n\r\n{}",
                "Content-Length: 2\r\n\r\n{}"
            })
    void what_can_be_read_in_two_ways_is_refused_and_the_connection_closed(String rest) throws Exception {
        var answer = exchange(LINE + KEY + rest);
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.split("HTTP/1.1 ")).hasSize(2);
        assertThat(house.stub().bodies).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer k-bot", "BEARER k-bot", "Bearer  k-bot"})
    void the_scheme_of_a_key_is_known_in_any_case(String authorization) {
        assertThat(send("/v1/chat/completions", "Authorization", authorization)).isEqualTo(200);
    }

    @Test
    void a_slash_at_the_end_and_a_key_in_azures_header_are_fine() {
        assertThat(send("/v1/chat/completions/", "api-key", House.KEY)).isEqualTo(200);
    }

    private int send(String path, String name, String value) {
        return house.send(HttpRequest.newBuilder(house.uri(path))
                        .header(name, value)
                        .POST(HttpRequest.BodyPublishers.ofString(CALL)))
                .statusCode();
    }

    private int coded(String coding, byte[] body) {
        return house.send(HttpRequest.newBuilder(house.uri("/v1/chat/completions"))
                        .header("Authorization", "Bearer " + House.KEY)
                        .header("Content-Encoding", coding)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                .statusCode();
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_compressed_call_is_read_and_sent_on_plain() throws Exception {
        assertThat(coded("gzip", gzip(CALL.getBytes(StandardCharsets.UTF_8)))).isEqualTo(200);
        assertThat(house.stub().bodies).containsExactly(CALL);
    }

    @Test
    void a_compressed_body_is_bounded_when_it_is_plain_and_must_be_what_it_says() throws Exception {
        assertThat(coded("gzip", gzip(new byte[50_000_000]))).isEqualTo(413);
        assertThat(coded("gzip", CALL.getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
        assertThat(coded("br", CALL.getBytes(StandardCharsets.UTF_8))).isEqualTo(415);
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void an_address_that_tries_many_keys_is_told_to_wait_and_right_keys_still_pass() {
        for (int i = 0; i < 2 * WrongKeys.MOST; i++) { // a minute may begin meanwhile
            send("/v1/chat/completions", "Authorization", "Bearer wrong-" + i);
        }
        var refused = house.send(HttpRequest.newBuilder(house.uri("/v1/chat/completions"))
                .header("Authorization", "Bearer wrong")
                .POST(HttpRequest.BodyPublishers.ofString(CALL)));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Connection"))
                .as("it is closed soon, so nobody is to send another call over it")
                .hasValue("close");
        assertThat(send("/v1/chat/completions", "Authorization", "Bearer k-bot"))
                .isEqualTo(200);
    }
}
