package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zhiheng.base.testing.Await;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.inspect.LinkRules;
import zhiheng.gateway.inspect.SlowInspector;
import zhiheng.gateway.inspect.SlowInspector.Mark;
import zhiheng.gateway.inspect.SlowInspector.OnFailure;
import zhiheng.gateway.inspect.SlowInspector.When;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/** The house has one event loop: whoever blocks it keeps every other call waiting, and these tests never end. */
@Timeout(60)
class SlowInspectionTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"slow\"}]}";
    private static final String QUICK = CALL.replace("slow", "quick");
    private static final String STREAMED = QUICK.replace("{\"model\"", "{\"stream\":true,\"model\"");

    private final House house = House.withOneStub();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /** Waits at texts with "slow" in them, marks the word "bad". */
    private final SlowInspector inspector = (text, direction) -> {
        if (text.contains("slow")) {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        }
        int at = text.indexOf("bad");
        return at < 0 ? List.of() : List.of(new Mark("word", at, at + 3));
    };

    @AfterEach
    void close() {
        go.countDown();
        house.close();
    }

    private void inspectWith(Duration budget, OnFailure onFailure, Action action) {
        inspectWith(new SlowInspector.Registered(inspector, budget, onFailure), action);
    }

    private void inspectWith(SlowInspector.Registered registered, Action action) {
        house.inspections = new Inspectors(
                new InspectorSettings(Map.of(), Set.of(), LinkRules.NONE, Map.of("remote:x", registered)));
        var p = house.permit();
        var d = Terms.DEFAULT;
        house.permits.change(
                new Permit(
                        p.system(),
                        p.version(),
                        p.state(),
                        p.caps(),
                        p.scope(),
                        new Terms(
                                d.explicitLabel(),
                                false,
                                "",
                                Set.of("remote:x"),
                                Map.of("remote.x", action),
                                0,
                                d.keepRecordDays(),
                                d.whenStoreIsDown(),
                                d.onAlert()),
                        p.expires(),
                        p.duties()),
                "test",
                "slow");
    }

    private CompletableFuture<HttpResponse<String>> later(String body) {
        return CompletableFuture.supplyAsync(() -> house.post("/v1/chat/completions", body));
    }

    @Test
    void while_a_call_is_looked_at_others_are_served() throws Exception {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.REFUSE);
        var slow = later(CALL);
        begun.await();
        assertThat(house.post("/v1/chat/completions", QUICK).statusCode()).isEqualTo(200);
        assertThat(slow).isNotDone();
        go.countDown();
        assertThat(slow.get().statusCode()).isEqualTo(200);
    }

    @Test
    void while_an_answer_is_looked_at_others_are_served() throws Exception {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.MASK);
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT.replace("Hello", "slow bad"));
        var slow = later(QUICK);
        begun.await();
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT);
        assertThat(house.post("/v1/chat/completions", QUICK).body()).isEqualTo(Stub.CHAT);
        assertThat(slow).isNotDone();
        go.countDown();
        assertThat(slow.get().body()).doesNotContain("bad").contains("slow");
    }

    @Test
    void while_a_stream_is_looked_at_others_are_served_and_no_word_of_it_is_passed_on() throws Exception {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.MASK);
        var events = List.of(Stub.delta("slow b"), Stub.delta("ad end"), Stub.STOP, Stub.DONE);
        house.stub().answer = (request, body) -> Stub.stream(request, events);
        var slow = later(STREAMED);
        begun.await();
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT);
        assertThat(house.post("/v1/chat/completions", QUICK).statusCode()).isEqualTo(200);
        assertThat(slow).isNotDone();
        go.countDown();
        var answer = slow.get();
        assertThat(answer.body()).contains("slow ").contains(" end").doesNotContain("bad");
        assertThat(answer.body()).endsWith(Stub.STOP + Stub.DONE);
    }

    @Test
    void a_stream_that_must_not_pass_ends_with_an_error_before_any_of_its_words() {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.REFUSE);
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("so b"), Stub.delta("ad"), Stub.STOP, Stub.DONE));
        var answer = house.post("/v1/chat/completions", STREAMED);
        assertThat(answer.body()).contains("permit.actions").doesNotContain("so b");
        assertThat(house.record().status()).isEqualTo(403);
        assertThat(house.record().detections()).containsKey("out:remote.x.word");
    }

    @Test
    void a_closed_stream_of_responses_is_looked_at_once_per_text() {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.MASK);
        var counted = new java.util.concurrent.atomic.AtomicInteger();
        SlowInspector counting = (text, direction) -> {
            if (direction == Inspection.Direction.OUT) {
                counted.incrementAndGet();
            }
            return inspector.inspect(text, direction);
        };
        house.inspections = new Inspectors(new InspectorSettings(
                Map.of(),
                Set.of(),
                LinkRules.NONE,
                Map.of("remote:x", new SlowInspector.Registered(counting, Duration.ofSeconds(30), OnFailure.CLOSED))));
        house.stub().answer = (request, body) -> Stub.stream(
                request,
                List.of(
                        event(
                                "response.output_text.delta",
                                "\"item_id\":\"i\",\"content_index\":0,\"delta\":\"a bad\""),
                        event("response.output_text.delta", "\"item_id\":\"i\",\"content_index\":0,\"delta\":\" day\""),
                        event(
                                "response.output_text.done",
                                "\"item_id\":\"i\",\"content_index\":0,\"text\":\"a bad day\""),
                        event(
                                "response.completed",
                                "\"response\":{\"output\":[{\"type\":\"message\",\"content\":[{\"text\":\"a bad day\"}]}]}")));
        var answer = house.post("/v1/responses", "{\"model\":\"m\",\"stream\":true,\"input\":\"quick\"}");
        assertThat(answer.body()).contains("response.completed").doesNotContain("bad");
        assertThat(counted).hasValue(1);
    }

    @Test
    void a_stream_that_a_person_must_read_is_put_before_them_once() {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.MASK);
        house.permits.change(house.permit().with(zhiheng.gateway.permit.PermitState.REVIEW), "test", "review");
        house.stub().answer =
                (request, body) -> Stub.stream(request, List.of(Stub.delta("a bad day"), Stub.STOP, Stub.DONE));
        assertThat(house.post("/v1/chat/completions", STREAMED).body())
                .contains("review")
                .doesNotContain("day");
        house.record();
        assertThat(house.records).hasSize(1);
    }

    private static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
    }

    @Test
    void a_budget_that_is_over_leads_to_what_the_operator_chose() {
        inspectWith(Duration.ofMillis(50), OnFailure.CLOSED, Action.REFUSE);
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("failed.remote.x");
        inspectWith(Duration.ofMillis(50), OnFailure.OPEN, Action.REFUSE);
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
    }

    @Test
    void a_caller_that_goes_away_is_not_worked_for_any_more() throws Exception {
        inspectWith(Duration.ofSeconds(30), OnFailure.CLOSED, Action.REFUSE);
        try (var socket = new Socket("127.0.0.1", house.port())) {
            var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + House.KEY
                    + "\r\nContent-Length: " + CALL.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + CALL).getBytes(StandardCharsets.US_ASCII));
            begun.await();
        }
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(house.record().status()).isEqualTo(499);
        assertThat(house.stub().bodies).isEmpty();
        assertThat(house.permits.used("bot").concurrent()).isZero();
    }

    private SlowInspector.Registered aside(Duration budget) {
        return new SlowInspector.Registered(inspector, budget, OnFailure.OPEN, When.ASIDE);
    }

    @Test
    void what_looks_aside_holds_nobody_up_and_what_it_finds_is_in_the_record() throws Exception {
        inspectWith(aside(Duration.ofSeconds(30)), Action.NOTE);
        assertThat(house.post("/v1/chat/completions", CALL.replace("slow", "slow bad"))
                        .statusCode())
                .isEqualTo(200);
        begun.await();
        assertThat(house.records).isEmpty();
        assertThat(house.openings)
                .as("should the process die now")
                .singleElement()
                .satisfies(opening -> {
                    assertThat(opening.status()).isEqualTo(200);
                    assertThat(opening.detections()).isEmpty();
                });
        go.countDown();
        Await.until("the record is there", () -> house.records.size() == 1);
        assertThat(house.records.getFirst().detections()).containsExactly(Map.entry("in:remote.x.word", 1));
        assertThat(house.records.getFirst().id())
                .isEqualTo(house.openings.getFirst().id());
    }

    @Test
    void what_looks_aside_and_is_not_done_in_time_is_noted() {
        inspectWith(aside(Duration.ofMillis(50)), Action.NOTE);
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        Await.until("the record is there", () -> house.records.size() == 1);
        assertThat(house.records.getFirst().detections()).containsExactly(Map.entry("in:failed.remote.x", 1));
    }

    @Test
    void where_the_permit_refuses_what_it_finds_calls_wait_for_it_and_answers_do_not() {
        inspectWith(aside(Duration.ofSeconds(30)), Action.REFUSE);
        assertThat(house.post("/v1/chat/completions", QUICK.replace("quick", "bad"))
                        .statusCode())
                .isEqualTo(403);
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT.replace("Hello", "slow bad"));
        assertThat(house.post("/v1/chat/completions", QUICK).body()).contains("slow bad");
    }
}
