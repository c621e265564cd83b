package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** A permit that is open holds what is found: here in the middle of a stream, of which the caller has the beginning already. */
@Timeout(60)
class HeldStreamTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String CALL =
            "{\"stream\":true,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String BEFORE = Stub.delta("Good morning to all of you, and a long preface first. ");
    private static final String FOUND = Stub.delta("Write to ann@example.com ");
    private static final String AFTER = Stub.delta("and that is all there is to say.");
    private static final List<String> WHOLE = List.of(BEFORE, FOUND, AFTER, Stub.STOP, Stub.DONE);

    private final House house = House.withOneStub();
    private final CompletableFuture<HttpServerRequest> streaming = new CompletableFuture<>();

    @BeforeEach
    void holds() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        permit(Map.of("pii", Action.HOLD));
        says(WHOLE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Map<String, Action> actions) {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                false,
                "",
                Set.of("pii", "secrets"),
                actions,
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }

    private void says(List<String> events) {
        house.stub().answer = (request, body) -> Stub.stream(request, events);
    }

    /** The upstream says so much and no more, until the test goes on with {@link #streaming}. */
    private void begins(String events) {
        house.stub().answer = (request, body) -> {
            var response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            response.write(events);
            streaming.complete(request);
        };
    }

    private HttpResponse<String> fetch(String id) {
        return house.send(HttpRequest.newBuilder(house.uri("/v1/held/" + id))
                .header("Authorization", "Bearer " + House.KEY)
                .GET());
    }

    private static String kept(Held held) {
        return new String(held.content().answer(), StandardCharsets.UTF_8);
    }

    @Test
    void the_words_stop_there_the_caller_is_told_and_the_whole_waits() throws Exception {
        var answer = house.post(PATH, CALL);

        var held = house.queue.only();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("data: ")
                .contains("Good morning", "event: error", "\"code\":\"permit.review\"", "/v1/held/" + held.id())
                .doesNotContain("ann@", "that is all", "[DONE]");
        assertThat(held.stage()).isEqualTo(Held.Stage.OUT);
        assertThat(held.reason()).isEqualTo("pii.email");
        assertThat(held.content().type()).isEqualTo("text/event-stream");
        var words = Transcript.of("chat/completions", held.content()).answer();
        assertThat(words)
                .containsExactly(
                        new Transcript.Turn(
                                "assistant",
                                "Good morning to all of you, and a long preface first. Write to ann@example.com and that is all there is to say."));

        var record = house.record();
        assertThat(record.held()).isTrue();
        assertThat(record.clause()).isEqualTo("permit.review");
        assertThat(record.status()).isEqualTo(403);
        assertThat(record.detections()).containsEntry("out:pii.email", 1);
        var sent = new Digest();
        sent.add(io.vertx.core.buffer.Buffer.buffer(answer.body()));
        assertThat(record.outDigest()).as("of what the caller got").isEqualTo(sent.hex());
    }

    @Test
    void once_released_the_whole_is_fetched_and_once_refused_nothing() throws Exception {
        house.post(PATH, CALL);
        var held = house.queue.only();
        assertThat(fetch(held.id()).statusCode()).isEqualTo(202);

        house.queue.decide(held.id(), true);

        var answer = fetch(held.id());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body())
                .isEqualTo(kept(held))
                .contains("Good morning", "ann@example.com", "that is all")
                .endsWith(Stub.DONE);

        house.queue.decide(held.id(), false);

        assertThat(fetch(held.id()).statusCode()).isEqualTo(403);
        assertThat(fetch(held.id()).body()).contains("permit.review-rejected");
    }

    @Test
    void a_caller_that_waits_gets_the_rest_where_the_words_ended() throws Exception {
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, CALL, "Prefer", "wait=60"));
        var held = house.queue.only();

        house.queue.decide(held.id(), true);

        assertThat(answer.get().body()).isEqualTo(kept(held)).endsWith(Stub.DONE);
        assertThat(house.record().status()).isEqualTo(200);
        assertThat(house.record().clause()).isEmpty();
        assertThat(house.record().held()).isTrue();
    }

    @Test
    void a_caller_that_waits_for_a_refusal_is_told_in_the_stream() throws Exception {
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, CALL, "Prefer", "wait=60"));

        house.queue.decide(house.queue.only().id(), false);

        assertThat(answer.get().body())
                .contains("Good morning", "permit.review-rejected")
                .doesNotContain("ann@");
    }

    @Test
    void a_caller_that_waits_while_the_system_is_stopped_gets_nothing_more() throws Exception {
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, CALL, "Prefer", "wait=60"));
        var held = house.queue.only();
        house.permits.change(house.permit().with(PermitState.STOPPED), "test", "because");

        house.queue.decide(held.id(), true);

        assertThat(answer.get().body()).contains("Good morning", "permit.state").doesNotContain("ann@");
    }

    @Test
    void an_upstream_that_breaks_off_loses_nothing_of_what_it_said() throws Exception {
        begins(BEFORE + FOUND + AFTER);
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, CALL));
        streaming.get().connection().close();

        var held = house.queue.only();
        assertThat(kept(held)).contains("Good morning", "ann@example.com", "say.", "upstream.broken");
        assertThat(answer.get().body()).contains("permit.review").doesNotContain("ann@");
        assertThat(house.record().held()).isTrue();
        assertThat(house.record().detections()).containsEntry("out:pii.email", 1);
    }

    @Test
    void an_event_that_cannot_be_read_ends_what_is_kept_and_puts_it_in_the_queue_once() throws Exception {
        says(List.of(BEFORE, FOUND, AFTER, "data: {not json\n\n", AFTER, Stub.DONE));

        assertThat(house.post(PATH, CALL).body()).contains("permit.review");

        assertThat(kept(house.queue.only()))
                .contains("ann@example.com", "upstream.not-json")
                .doesNotContain("[DONE]");
        assertThat(house.queue.size()).isEqualTo(1);
        assertThat(house.records).hasSize(1);
    }

    @Test
    void a_caller_that_goes_away_does_not_keep_the_review_from_coming() throws Exception {
        begins(BEFORE + FOUND + AFTER);
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.getOutputStream()
                    .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + House.KEY
                                    + "\r\nContent-Type: application/json\r\nContent-Length: " + CALL.length()
                                    + "\r\n\r\n" + CALL)
                            .getBytes(StandardCharsets.US_ASCII));
            var seen = new StringBuilder();
            while (!seen.toString().contains("Good morning")) {
                seen.append((char) socket.getInputStream().read());
            }
        }
        // its event loop sees the one go before the other come
        house.send(HttpRequest.newBuilder(house.uri("/health")).GET());
        var response = streaming.get().response();
        response.write(Stub.STOP);
        response.end(Stub.DONE);

        var held = house.queue.only();
        assertThat(kept(held))
                .contains("Good morning", "ann@example.com", "say.")
                .endsWith(Stub.DONE);
        var record = house.record();
        assertThat(record.id()).isEqualTo(held.id());
        assertThat(record.held()).isTrue();
        assertThat(record.clause()).isEqualTo("permit.review");
        house.queue.decide(held.id(), true);
        assertThat(fetch(held.id()).body()).isEqualTo(kept(held));
    }

    @Test
    void what_is_stricter_behind_it_refuses_the_whole() throws Exception {
        permit(Map.of("pii", Action.HOLD, "secret", Action.REFUSE));
        says(List.of(BEFORE, FOUND, Stub.delta("AKIAIOSFODNN7EXAMPLE is the key. "), AFTER, Stub.STOP, Stub.DONE));

        assertThat(house.post(PATH, CALL).body()).contains("permit.actions").doesNotContain("ann@", "AKIA");

        assertThat(house.queue.isEmpty()).isTrue();
        assertThat(house.record().held()).isFalse();
    }

    @Test
    void a_stream_too_long_to_be_kept_whole_is_refused_whether_it_grows_before_or_behind() {
        var long_ = Stub.delta("x ".repeat(Content.MOST_BYTES / 8));
        for (var events : List.of(
                List.of(long_, long_, long_, long_, long_, FOUND, AFTER, Stub.STOP, Stub.DONE),
                List.of(BEFORE, FOUND, long_, long_, long_, long_, long_, AFTER, Stub.STOP, Stub.DONE))) {
            says(events);
            assertThat(house.post(PATH, CALL).body())
                    .contains("permit.review-impossible")
                    .doesNotContain("ann@");
        }
        assertThat(house.queue.isEmpty()).isTrue();
    }

    @Test
    void when_the_queue_takes_nothing_nobody_is_told_that_it_waits() {
        house.queue.full = true;

        assertThat(house.post(PATH, CALL).body())
                .contains("permit.review-impossible")
                .doesNotContain("/v1/held/");

        assertThat(house.record().held()).isFalse();
        assertThat(house.record().clause()).isEqualTo("permit.review-impossible");
    }
}
