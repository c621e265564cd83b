package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.Limits;

/** Streams that stay open: what they keep meanwhile. Alone, since memory is counted. */
@Isolated
class LongStreamsTest {
    private static final int STREAMS = 12;
    private static final int CALL_BYTES = 4 << 20;
    private final House house = new House(1, Limits.DEFAULT);

    @AfterEach
    void close() {
        house.close();
    }

    private static String call(String path) {
        var words = "word ".repeat(CALL_BYTES / 5);
        return path.endsWith("responses")
                ? "{\"stream\":true,\"model\":\"m\",\"input\":\"" + words + "\"}"
                : "{\"stream\":true,\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + words + "\"}]}";
    }

    private static String first(String path) {
        return switch (path) {
            case "/v1/responses" ->
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\"}\n\n";
            case "/v1/messages" ->
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}\n\n";
            default -> Stub.delta("Hel");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/messages"})
    void an_open_stream_does_not_keep_the_call_that_asked_for_it(String path) throws IOException {
        var waiting = new CopyOnWriteArrayList<HttpServerRequest>();
        house.stub().answer = (request, body) -> {
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            request.response().write(first(path));
            waiting.add(request);
        };
        List<Socket> open = new ArrayList<>();
        open.add(begin(path));
        long one = liveBytes();
        for (int i = 1; i < STREAMS; i++) {
            open.add(begin(path));
        }
        assertThat(waiting).hasSize(STREAMS);
        assertThat(liveBytes() - one).isLessThan((STREAMS - 1L) * CALL_BYTES / 4);
        for (var socket : open) {
            socket.close();
        }
    }

    @Test
    void a_stream_that_goes_on_after_its_call_was_let_go_has_the_tokens_of_the_call_in_its_record() {
        house.stub().answer = (request, body) -> {
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            request.response().write(Stub.delta("Hel"));
            house.vertx.setTimer(50, later -> request.response().end(Stub.delta("lo") + Stub.DONE));
        };
        house.post("/v1/chat/completions", call("/v1/chat/completions"));
        assertThat(house.record().tokensIn()).isGreaterThan(CALL_BYTES / 8);
        assertThat(house.record().estimated()).isTrue();
    }

    /** By hand, since a client keeps what it sends; returns once the answer has begun. */
    private Socket begin(String path) throws IOException {
        var socket = new Socket("127.0.0.1", house.port());
        var call = call(path);
        var out = socket.getOutputStream();
        out.write(
                ("POST " + path + " HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                + House.KEY + "\r\nContent-Length: " + call.length() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(call.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        assertThat(socket.getInputStream().read()).isPositive();
        house.stub().bodies.clear();
        return socket;
    }

    private static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
