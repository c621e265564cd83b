package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Limits;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

/** Callers that go away: the upstream hears of it at once, the lease ends with the upstream's work, and the caps still hold. */
class LeavingTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
    private final House house = new House(2, Limits.DEFAULT);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    @AfterEach
    void close() {
        house.close();
    }

    private void caps(Caps caps) {
        var p = house.permit();
        house.permits.change(
                new Permit(
                        "bot",
                        p.version(),
                        PermitState.OPEN,
                        caps,
                        Scope.anywhere(ZoneOffset.UTC),
                        Terms.DEFAULT,
                        null,
                        Map.of()),
                "test",
                "because");
    }

    private Socket call(String body) throws IOException {
        var socket = new Socket("127.0.0.1", house.port());
        socket.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer k-bot\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The upstream does this with a call and then says no more; its connection's end completes {@link #closed}. */
    private CompletableFuture<Void> upstream(java.util.function.Consumer<HttpServerRequest> with) {
        var asked = new CompletableFuture<Void>();
        house.stub().answer = (request, body) -> {
            request.connection().closeHandler(gone -> closed.complete(null));
            with.accept(request);
            asked.complete(null);
        };
        return asked;
    }

    private static void head(HttpServerRequest request, String type) {
        request.response().setChunked(true).putHeader("Content-Type", type);
    }

    private void leave(String body, CompletableFuture<Void> asked) throws Exception {
        try (var socket = call(body)) {
            asked.get(10, TimeUnit.SECONDS);
            if (body.equals(STREAM)) {
                socket.setSoTimeout(10_000);
                assertThat(socket.getInputStream().readNBytes(300)).asString().contains("data:");
            }
        }
        closed.get(10, TimeUnit.SECONDS);
        assertThat(house.record().status()).isEqualTo(499);
        for (int i = 0; i < 500 && house.permits.used("bot").concurrent() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(house.permits.used("bot").concurrent()).isZero();
        assertThat(house.stubs.get(1).bodies).isEmpty();
    }

    @Test
    void a_caller_that_leaves_before_the_head_ends_the_call_at_the_upstream_and_nobody_else_is_asked()
            throws Exception {
        leave(CALL, upstream(request -> {}));
    }

    @Test
    void a_caller_that_leaves_a_body_under_way_ends_it_at_the_upstream() throws Exception {
        leave(CALL, upstream(request -> {
            head(request, "application/json");
            request.response().write("{\"choices\":");
        }));
    }

    @Test
    void a_caller_that_leaves_a_silent_stream_ends_it_at_the_upstream() throws Exception {
        leave(STREAM, upstream(request -> {
            head(request, "text/event-stream");
            request.response().write(Stub.delta("Hello"));
        }));
        assertThat(house.record().tokensOut()).isPositive();
        assertThat(house.record().estimated()).isTrue();
    }

    @Test
    void a_lease_lasts_until_the_upstream_is_through() throws Exception {
        caps(new Caps(0, 0, 0, 0, 0, 1));
        leave(CALL, upstream(request -> {}));
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT);
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
    }

    @Test
    void calls_that_are_left_use_up_the_tokens_of_the_day() throws Exception {
        caps(new Caps(0, 0, 0, 0, 10, 0));
        leave(STREAM, upstream(request -> {
            head(request, "text/event-stream");
            request.response().write(Stub.delta("word ".repeat(20)));
        }));
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("permit.tokens-per-day");
    }

    @Test
    void a_stream_is_counted_though_its_caller_asked_for_no_usage_and_the_caller_sees_none() {
        house.stub().answer = (request, body) -> {
            Stub.stream(
                    request,
                    List.of(
                            Stub.delta("Hello"),
                            Stub.STOP,
                            "data:"
                                    + " {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":40}}\n\n",
                            Stub.DONE));
        };
        var answer = house.post("/v1/chat/completions", STREAM);
        assertThat(house.stub().bodies.getFirst())
                .contains("{\"stream_options\":{\"include_usage\":true},\"stream\":true");
        assertThat(answer.body()).contains("Hello").contains("[DONE]").doesNotContain("usage");
        assertThat(house.record().tokensIn()).isEqualTo(30);
        assertThat(house.record().tokensOut()).isEqualTo(40);
        assertThat(house.record().estimated()).isFalse();
        assertThat(house.permits.used("bot").tokens()).isEqualTo(70);
    }

    @Test
    void a_caller_that_asks_for_usage_gets_it_and_its_call_goes_on_byte_for_byte() {
        var call = STREAM.replace("{\"stream\"", "{\"stream_options\":{\"include_usage\":true},\"stream\"");
        house.stub().answer = (request, body) -> Stub.stream(
                request,
                List.of(
                        "data:"
                                + " {\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\n"));
        assertThat(house.post("/v1/chat/completions", call).body()).contains("completion_tokens");
        assertThat(house.stub().bodies).containsExactly(call);
    }

    @Test
    void where_the_upstream_counts_nothing_the_words_are_counted_and_the_record_says_so() {
        house.stub().answer = (request, body) -> Stub.stream(request, List.of(Stub.delta("你好世界"), Stub.DONE));
        house.post("/v1/chat/completions", STREAM);
        assertThat(house.record().tokensOut()).isEqualTo(4);
        assertThat(house.record().estimated()).isTrue();
        assertThat(house.permits.used("bot").tokens())
                .isEqualTo(house.record().tokensIn() + house.record().tokensOut());
    }

    @Test
    void what_an_upstream_refuses_uses_no_tokens() {
        house.stub().answer = (request, body) -> Stub.json(request, 400, "{\"error\":{\"message\":\"no\"}}");
        house.post("/v1/chat/completions", CALL);
        assertThat(house.permits.used("bot").tokens()).isZero();
    }
}
