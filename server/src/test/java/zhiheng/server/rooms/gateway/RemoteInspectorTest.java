package zhiheng.server.rooms.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.testing.Await;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.SlowInspector.Mark;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;

/** Against a server of bare sockets, which may answer with anything, or not at all. */
class RemoteInspectorTest {
    private static final String MARKS = "{\"marks\":[{\"kind\":\"rude\",\"start\":2,\"end\":5}]}";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    /** What goes over the line after a request came; null leaves the caller waiting. */
    private volatile byte[] answer = ok(MARKS);

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = server.accept();
                    open.add(socket);
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket) {
        try {
            var in = socket.getInputStream();
            var text = new ByteArrayOutputStream();
            while (!whole(text.toString(StandardCharsets.UTF_8))) {
                int b = in.read();
                if (b < 0) {
                    return;
                }
                text.write(b);
            }
            seen.add(text.toString(StandardCharsets.UTF_8));
            if (answer != null) {
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
                socket.close();
            }
        } catch (IOException gone) {
            // the caller went away, which some tests are about
        }
    }

    private static boolean whole(String text) {
        int head = text.indexOf("\r\n\r\n");
        return head > 0 && text.endsWith("}") && text.length() > head + 4;
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        for (var socket : open) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static byte[] ok(String body) {
        return head("200 OK", body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    private static byte[] head(String status, int length, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private RemoteInspector inspector(String path, String key) {
        return inspector("http://127.0.0.1:" + server.getLocalPort() + path, key, 100);
    }

    private RemoteInspector inspector(String url, String key, int most) {
        var there = new Upstream(
                "remote:tone", URI.create(url), key, 1, Map.of(), Duration.ofSeconds(2), Duration.ofSeconds(2));
        return new RemoteInspector(
                vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(4)),
                new Destinations(Set.of("127.0.0.1")),
                there,
                most);
    }

    private void fails(String because) {
        var inspector = inspector("/look", "");
        assertThatThrownBy(() -> inspector.inspect("text", Direction.IN)).hasMessageContaining(because);
    }

    @Test
    void it_asks_by_post_at_its_path_and_takes_the_marks() throws Exception {
        assertThat(inspector("/look", "").inspect("a \"bad\" 词", Direction.OUT))
                .containsExactly(new Mark("rude", 2, 5));
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("POST /look HTTP/1.1")
                .containsIgnoringCase("content-type: application/json")
                .doesNotContainIgnoringCase("authorization")
                .endsWith("{\"text\":\"a \\\"bad\\\" 词\",\"direction\":\"out\"}");
    }

    @Test
    void a_key_goes_with_it_and_an_address_without_a_path_is_asked_at_its_root() throws Exception {
        answer = ok("{\"marks\":[]}");
        assertThat(inspector("", "sk-1").inspect("", Direction.IN)).isEmpty();
        assertThat(seen)
                .singleElement()
                .asString()
                .startsWith("POST / HTTP/1.1")
                .containsIgnoringCase("authorization: Bearer sk-1");
    }

    @Test
    void a_longer_text_than_agreed_is_not_even_sent() {
        var url = "http://127.0.0.1:" + server.getLocalPort() + "/look";
        assertThatThrownBy(() -> inspector(url, "", 3).inspect("four", Direction.IN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("longer than 3");
        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"marks\":",
                "{\"marks\":{}}",
                "{\"marks\":[7]}",
                "{\"marks\":[{\"kind\":\"\",\"start\":0,\"end\":1}]}",
                "{\"marks\":[{\"kind\":\"a.b.c.d.e\",\"start\":0,\"end\":1}]}",
                "{\"marks\":[{\"kind\":\"<b>\",\"start\":0,\"end\":1}]}",
                "{\"marks\":[{\"kind\":\"a\",\"start\":0}]}",
                "{\"marks\":[{\"kind\":\"a\",\"start\":0.5,\"end\":1}]}",
                "{\"marks\":[{\"kind\":\"a\",\"start\":0,\"end\":4294967297}]}",
                "{\"marks\":[{\"kind\":\"a\",\"start\":0,\"end\":111111111111111111111111}]}",
                "{\"marks\":[[[[[[[[[[1]]]]]]]]]]}"
            })
    void an_answer_that_is_not_as_agreed_is_a_failure_and_never_no_marks(String wrong) {
        answer = ok(wrong);
        var inspector = inspector("/look", "");
        assertThatThrownBy(() -> inspector.inspect("text", Direction.IN)).isInstanceOf(Exception.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void more_marks_than_can_be_meant_are_a_failure() {
        answer = ok("{\"marks\":[" + "{},".repeat(10_000) + "{}]}");
        fails("at most 10000");
    }

    @Test
    void an_answer_of_a_megabyte_is_read_and_one_byte_more_is_a_failure() throws Exception {
        answer = ok(MARKS + " ".repeat((1 << 20) - MARKS.length()));
        assertThat(inspector("/look", "").inspect("text", Direction.IN)).hasSize(1);
        answer = ok(MARKS + " ".repeat((1 << 20) + 1 - MARKS.length()));
        fails("more than 1048576 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "302 Found", "401 Unauthorized", "500 Oops", "503 Busy"})
    void any_other_status_is_a_failure_that_says_which(String status) {
        answer = head(status, 0, "");
        fails("status " + status.substring(0, 3));
        assertThat(seen).hasSize(1);
    }

    @Test
    void an_answer_cut_off_in_the_middle_is_a_failure() {
        answer = head("200 OK", 1_000, MARKS);
        var inspector = inspector("/look", "");
        assertThatThrownBy(() -> inspector.inspect("text", Direction.IN)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void what_does_not_speak_http_is_a_failure() {
        answer = "SSH-2.0-OpenSSH_9.6\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        var inspector = inspector("/look", "");
        assertThatThrownBy(() -> inspector.inspect("text", Direction.IN)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void nobody_there_is_a_failure() throws IOException {
        int port = server.getLocalPort();
        server.close();
        assertThatThrownBy(
                        () -> inspector("http://127.0.0.1:" + port + "/", "", 9).inspect("text", Direction.IN))
                .isInstanceOf(ExecutionException.class);
    }

    /** The budget interrupts the thread; the connection must not stay behind, or a slow server would use all of them up. */
    @Test
    void an_interrupt_ends_the_wait_for_a_server_that_says_nothing_and_hangs_up() throws Exception {
        answer = null;
        var inspector = inspector("/look", "");
        var ended = new CountDownLatch(1);
        var why = new CopyOnWriteArrayList<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                inspector.inspect("text", Direction.IN);
            } catch (Exception e) {
                why.add(e);
            }
            ended.countDown();
        });
        Await.until("the request arrives", () -> !seen.isEmpty());
        thread.interrupt();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(why).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(open.getFirst().getInputStream().read())
                .as("the end of the line")
                .isEqualTo(-1);
    }
}
