package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Limits;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.upstream.Upstream;

/** Upstreams that say nothing for a while, for ever, or something nobody asked for. */
class SilenceTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[]}";
    private static final String STREAM = "{\"stream\":true,\"model\":\"m\",\"messages\":[]}";
    private final House house = new House(
            1,
            new Limits(8 << 20, 8 << 20, Duration.ofSeconds(30), 1, Duration.ofMillis(20)),
            new Upstream.Times(
                    Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(20)));

    @AfterEach
    void close() {
        house.close();
    }

    private static void begin(HttpServerRequest request, String type, String first) {
        request.response().setChunked(true).putHeader("Content-Type", type).write(first);
    }

    @Test
    void a_silent_stream_is_kept_alive_by_comments_and_goes_on_where_it_was() {
        house.stub().answer = (request, body) -> {
            begin(request, "text/event-stream", Stub.delta("Hel"));
            house.vertx.setTimer(200, later -> {
                request.response().write(Stub.delta("lo"));
                request.response().end(Stub.DONE);
            });
        };
        var answer = house.post("/v1/chat/completions", STREAM).body();
        assertThat(answer).contains(": keep-alive\n\n");
        assertThat(answer.replace(": keep-alive\n\n", "")).isEqualTo(Stub.delta("Hel") + Stub.delta("lo") + Stub.DONE);
        assertThat(house.record().status()).isEqualTo(200);
    }

    @Test
    void a_stream_silent_for_too_long_is_cut_and_the_record_says_it_was_the_upstream() {
        house.stub().answer = (request, body) -> begin(request, "text/event-stream", Stub.delta("Hel"));
        assertThat(house.post("/v1/chat/completions", STREAM).body()).contains("upstream.silent");
        assertThat(house.record().status()).isEqualTo(504);
    }

    @Test
    void a_body_silent_for_too_long_is_cut_with_504() {
        house.stub().answer = (request, body) -> begin(request, "application/json", "{");
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("upstream.silent");
    }

    @Test
    void no_head_in_time_is_504_too() {
        house.stub().answer = (request, body) -> {};
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(504);
        assertThat(house.record().status()).isEqualTo(504);
    }

    @Test
    void words_that_reach_a_caller_leave_a_record_at_once() {
        house.stub().answer = (request, body) -> {
            begin(request, "text/event-stream", Stub.delta("你好"));
            house.vertx.setTimer(100, later -> request.response().end(Stub.DONE));
        };
        house.post("/v1/chat/completions", STREAM);
        var opening = house.openings.getFirst();
        assertThat(opening.id()).isEqualTo(house.record().id());
        assertThat(opening.tokensOut()).isEqualTo(2);
        assertThat(opening.estimated()).isTrue();
        assertThat(Clause.counts(opening)).isTrue();
    }
}
