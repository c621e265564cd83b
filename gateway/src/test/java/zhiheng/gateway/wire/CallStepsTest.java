package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zhiheng.base.testing.Await;
import zhiheng.gateway.Ask;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.wire.CallCourse.Event;

/** What the steps of a call lead to, where the course forks: released calls, callers that go away, steps that must not be. */
@Timeout(60)
class CallStepsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final String BOTH =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ann@example.com has " + KEY
                    + " today\"}]}";

    private final House house = House.withOneStub();

    @BeforeEach
    void inspects() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void actions(Map<String, Action> actions) {
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

    private HttpResponse<String> fetch(String id) {
        return house.send(HttpRequest.newBuilder(house.uri("/v1/held/" + id))
                .header("Authorization", "Bearer " + House.KEY)
                .GET());
    }

    @Test
    void what_is_to_be_masked_is_masked_in_a_call_that_was_held_and_released_too() throws Exception {
        actions(Map.of("secret", Action.HOLD, "pii", Action.MASK));
        house.post(PATH, BOTH);
        var id = house.queue.only().id();
        house.queue.decide(id, true);

        assertThat(fetch(id).statusCode()).isEqualTo(200);

        assertThat(house.stub().bodies)
                .singleElement()
                .satisfies(body -> assertThat(body).contains(KEY, "[EMAIL]").doesNotContain("ann@example.com"));
        assertThat(house.records.getLast().detections())
                .containsEntry("in:pii.email", 1)
                .containsEntry("in:secret.key", 1);
    }

    @Test
    void a_caller_that_waits_sends_the_model_no_more_than_one_that_comes_back() throws Exception {
        actions(Map.of("secret", Action.HOLD, "pii", Action.MASK));
        var answer = CompletableFuture.supplyAsync(() -> house.post(PATH, BOTH, "Prefer", "wait=60"));
        house.queue.decide(house.queue.only().id(), true);

        assertThat(answer.get().statusCode()).isEqualTo(200);

        assertThat(house.stub().bodies)
                .singleElement()
                .satisfies(body -> assertThat(body).contains(KEY, "[EMAIL]").doesNotContain("ann@example.com"));
    }

    @Test
    void a_permit_that_grew_stricter_refuses_what_was_released_under_the_one_before() throws Exception {
        actions(Map.of("secret", Action.HOLD));
        house.post(PATH, BOTH);
        var id = house.queue.only().id();
        house.queue.decide(id, true);

        actions(Map.of("secret", Action.REFUSE));

        var refused = fetch(id);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("permit.actions", "secret.key");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void a_caller_that_stops_waiting_leaves_the_release_for_who_comes_back() throws Exception {
        actions(Map.of("secret", Action.HOLD));
        try (var socket = new Socket("127.0.0.1", house.port())) {
            socket.getOutputStream()
                    .write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + House.KEY
                                    + "\r\nPrefer: wait=60\r\nContent-Length: " + BOTH.length() + "\r\n\r\n" + BOTH)
                            .getBytes(StandardCharsets.US_ASCII));
            house.queue.only();
        }
        assertThat(house.record().status()).isEqualTo(499);
        var id = house.queue.only().id();

        house.queue.decide(id, true);
        // what its event loop had to do about that is done before this is answered
        house.send(HttpRequest.newBuilder(house.uri("/health")).GET());

        assertThat(fetch(id).statusCode()).isEqualTo(200);
        assertThat(house.stub().bodies).containsExactly(BOTH);
    }

    /** A door that does with a call what the gateway never does. */
    private HttpResponse<String> misled(Consumer<Exchange> steps) throws Exception {
        var port = new CompletableFuture<Integer>();
        house.vertx
                .createHttpServer()
                .requestHandler(request -> {
                    var exchange = new Exchange(house.parts, request, "bot", Target.of(Surface.CHAT));
                    request.body().onSuccess(body -> steps.accept(exchange));
                })
                .listen(0, "127.0.0.1")
                .onSuccess(server -> port.complete(server.actualPort()));
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.get() + PATH))
                    .POST(HttpRequest.BodyPublishers.ofString(BOTH));
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_step_that_must_not_be_ends_the_call_and_nothing_of_it_passes() throws Exception {
        var answer = misled(exchange -> {
            var caller = exchange.caller();
            assertThat(caller.step(Event.STREAM)).isFalse();
            caller.send(200, "text/plain", Buffer.buffer("a secret"));
        });

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"code\":\"internal\"").doesNotContain("a secret");
        assertThat(house.record().status()).isEqualTo(500);
        assertThat(house.records).hasSize(1);
    }

    @Test
    void a_call_that_ends_so_gives_its_place_back() throws Exception {
        var answer = misled(exchange -> {
            var ask = new Ask("m", null, null, -1, null, 0, List.of());
            var pass = (Decision.Pass) house.permits.decide("bot", ask);
            assertThat(exchange.caller().admit(pass, Event.ADMIT)).isTrue();
            exchange.caller().step(Event.SET_ASIDE);
        });

        assertThat(answer.statusCode()).isEqualTo(500);
        Await.until("its place is free", () -> house.permits.used("bot").concurrent() == 0);
        assertThat(house.record().permitVersion()).isEqualTo(house.permit().version());
    }
}
