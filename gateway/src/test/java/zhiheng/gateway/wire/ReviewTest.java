package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Terms;

class ReviewTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String WITH_MAIL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"write to ann@example.com\"}]}";
    private static final String STREAMED = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");

    private final House house = House.withOneStub();

    @BeforeEach
    void inspects() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void state(PermitState state) {
        house.permits.change(house.permit().with(state), "test", "because");
    }

    private void terms(Map<String, Terms.Action> actions, int keepContentDays) {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                Terms.ExplicitPlace.START,
                true,
                "001191110102MACQD9K64010000",
                Set.of("pii"),
                actions,
                keepContentDays,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }

    private HttpResponse<String> fetch(String id) {
        return house.send(HttpRequest.newBuilder(house.uri("/v1/held/" + id))
                .header("Authorization", "Bearer " + House.KEY)
                .GET());
    }

    @Test
    void in_review_an_answer_waits_and_is_fetched_once_a_person_let_it_pass() throws Exception {
        terms(Map.of(), 0);
        state(PermitState.REVIEW);

        var held = house.post(PATH, CALL);

        assertThat(held.statusCode()).isEqualTo(403);
        assertThat(held.body()).contains("\"code\":\"permit.review\"").doesNotContain("Hello there");
        var id = house.queue.only().id();
        assertThat(held.headers().firstValue("Location")).contains("/v1/held/" + id);
        assertThat(fetch(id).statusCode()).isEqualTo(202);

        house.queue.decide(id, true);

        var answer = fetch(id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("AI-generated")
                .contains("Hello there.")
                .contains("\"AIGC\"");
        assertThat(fetch(id).body()).as("a second time").isEqualTo(answer.body());
        assertThat(house.stub().bodies).hasSize(1);
        assertThat(house.records).first().satisfies(i -> {
            assertThat(i.held()).isTrue();
            assertThat(i.clause()).isEqualTo("permit.review");
        });
        assertThat(house.records.get(1).status()).isEqualTo(200);
        assertThat(house.records.get(1).labelled()).isTrue();
    }

    @Test
    void what_a_person_rejects_is_never_handed_out() throws Exception {
        state(PermitState.REVIEW);
        house.post(PATH, CALL);
        var id = house.queue.only().id();

        house.queue.decide(id, false);

        assertThat(fetch(id).statusCode()).isEqualTo(403);
        assertThat(fetch(id).body()).contains("permit.review-rejected").contains("not like this");
    }

    @Test
    void in_review_a_stream_goes_nowhere_before_it_is_released_then_as_it_came() throws Exception {
        state(PermitState.REVIEW);
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("Hello "), Stub.delta("there."), Stub.STOP, Stub.DONE));

        var held = house.post(PATH, STREAMED);

        assertThat(held.statusCode()).isEqualTo(403);
        assertThat(held.body()).doesNotContain("Hello");
        var id = house.queue.only().id();
        house.queue.decide(id, true);
        var answer = fetch(id);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body())
                .startsWith("data: ")
                .contains("Hello ")
                .contains("there.")
                .endsWith(Stub.DONE);
    }

    @Test
    void in_review_sound_waits_too() throws Exception {
        state(PermitState.REVIEW);
        house.stub().answer = (request, body) ->
                request.response().putHeader("Content-Type", "audio/mpeg").end(Buffer.buffer("not really sound"));

        var held = house.post("/v1/audio/speech", "{\"model\":\"m\",\"input\":\"hello\"}");

        assertThat(held.statusCode()).isEqualTo(403);
        assertThat(house.queue.only().content().type()).isEqualTo("audio/mpeg");
    }

    @Test
    void a_caller_that_is_ready_to_wait_gets_the_answer_itself_once_it_is_released() throws Exception {
        state(PermitState.REVIEW);
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, CALL, "Prefer", "respond-async, wait=20"));
        var id = house.queue.only().id();

        house.queue.decide(id, true);

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).contains("Hello there.");
    }

    @Test
    void a_call_that_is_held_for_what_it_says_reaches_the_model_once_a_person_let_it_pass_and_once_only()
            throws Exception {
        terms(Map.of("pii", Terms.Action.HOLD), 0);

        assertThat(house.post(PATH, WITH_MAIL).statusCode()).isEqualTo(403);

        var held = house.queue.only();
        assertThat(held.stage()).isEqualTo(Held.Stage.IN);
        assertThat(held.reason()).isEqualTo("pii.email");
        assertThat(house.stub().bodies).isEmpty();

        house.queue.decide(held.id(), true);

        assertThat(fetch(held.id()).body()).contains("Hello there.");
        assertThat(house.stub().bodies).containsExactly(WITH_MAIL);
        assertThat(fetch(held.id()).statusCode()).isEqualTo(410);
    }

    @Test
    void an_answer_that_is_held_for_what_it_says_is_kept_as_the_caller_would_get_it() throws Exception {
        terms(Map.of("pii", Terms.Action.HOLD), 0);
        house.stub().answer = (request, body) ->
                Stub.json(request, 200, Stub.CHAT.replace("Hello there.", "Write to ann@example.com"));

        assertThat(house.post(PATH, CALL).body()).contains("permit.review").doesNotContain("ann@");

        var held = house.queue.only();
        assertThat(held.stage()).isEqualTo(Held.Stage.OUT);
        assertThat(new String(held.content().answer()))
                .contains("ann@example.com")
                .contains("AI-generated");
    }

    @Test
    void once_the_system_is_stopped_nothing_released_is_handed_out() throws Exception {
        state(PermitState.REVIEW);
        house.post(PATH, CALL);
        var id = house.queue.only().id();
        house.queue.decide(id, true);

        state(PermitState.STOPPED);

        assertThat(fetch(id).statusCode()).isEqualTo(403);
        assertThat(fetch(id).body()).contains("permit.state");
    }

    @Test
    void when_the_queue_takes_nothing_the_call_is_refused() {
        state(PermitState.REVIEW);
        house.queue.full = true;

        var refused = house.post(PATH, CALL);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("permit.review-impossible").doesNotContain("Hello");
    }

    @Test
    void an_answer_too_long_to_be_kept_whole_is_refused_rather_than_handed_out_cut() {
        state(PermitState.REVIEW);
        house.stub().answer = (request, body) ->
                Stub.json(request, 200, Stub.CHAT.replace("Hello there.", "x".repeat(Content.MOST_BYTES)));

        var refused = house.post(PATH, CALL);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("permit.review-impossible");
        assertThat(house.queue.isEmpty()).isTrue();
    }

    @Test
    void another_systems_held_call_is_unknown() {
        assertThat(fetch("0198-no-such").statusCode()).isEqualTo(404);
    }

    @Test
    void a_stream_whose_last_words_must_not_pass_is_broken_off_before_them_even_without_a_finishing_event() {
        terms(Map.of("pii", Terms.Action.REFUSE), 0);
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("Write to "), Stub.delta("ann@example.com")));

        var answer = house.post(PATH, STREAMED);

        assertThat(answer.body()).doesNotContain("ann@example.com").contains("permit.actions");
    }

    @Test
    void content_is_kept_where_the_permit_says_so_as_it_passed() {
        terms(Map.of("pii", Terms.Action.MASK), 30);

        house.post(PATH, WITH_MAIL);

        var kept = Content.read(house.contents.get(house.record().id()));
        assertThat(new String(kept.call())).contains("write to").doesNotContain("ann@example.com");
        assertThat(new String(kept.answer())).contains("Hello there.").contains("AI-generated");
        assertThat(kept.type()).isEqualTo("application/json");
    }

    @Test
    void content_is_not_kept_where_the_permit_does_not_say_so() {
        terms(Map.of(), 0);

        house.post(PATH, CALL);

        assertThat(house.record().status()).isEqualTo(200);
        assertThat(house.contents).isEmpty();
    }

    @Test
    void a_refused_calls_content_is_kept_too() {
        terms(Map.of("pii", Terms.Action.REFUSE), 30);

        house.post(PATH, WITH_MAIL);

        var kept = Content.read(house.contents.get(house.record().id()));
        assertThat(new String(kept.call())).isEqualTo(WITH_MAIL);
        assertThat(new String(kept.answer())).contains("permit.actions");
    }
}
