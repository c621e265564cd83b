package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

/** What clients are told beside the answer: whether to ask again and when, and what the upstream says of limits and requests. */
class MannersTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private final House house = House.withOneStub();

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> chat(String... headers) {
        return house.post("/v1/chat/completions", CALL, headers);
    }

    private void permit(PermitState state, Caps caps, Scope scope) {
        house.permits.change(
                new Permit("bot", house.permit().version(), state, caps, scope, Terms.DEFAULT, null, Map.of()),
                "test",
                "because");
    }

    private static Scope anywhere() {
        return Scope.anywhere(ZoneOffset.UTC);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void a_refusal_that_no_retry_mends_says_so_and_makes_nobody_sleep() {
        permit(PermitState.OPEN, new Caps(0, 1, 0, 0, 0, 0), anywhere());
        chat();
        var calls = chat();
        permit(PermitState.OPEN, new Caps(0, 0, 0, 0, 1, 0), anywhere());
        var tokens = chat();
        permit(PermitState.STOPPED, Caps.NONE, anywhere());
        var stopped = chat();
        permit(
                PermitState.OPEN,
                Caps.NONE,
                new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, Set.of("other"), Set.of(), Map.of(), Set.of()));
        var model = chat();
        for (var refused : new HttpResponse<?>[] {calls, tokens, stopped, model}) {
            assertThat(refused.headers().firstValue("x-should-retry"))
                    .as("%s", refused.body())
                    .contains("false");
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        }
        assertThat(calls.body()).contains("permit.calls-per-day");
        assertThat(tokens.body()).contains("permit.tokens-per-day");
    }

    @Test
    void a_cap_that_opens_in_a_second_says_when() {
        permit(PermitState.OPEN, new Caps(1, 0, 0, 0, 0, 0), anywhere());
        HttpResponse<String> refused;
        do {
            refused = chat();
        } while (refused.statusCode() == 200);
        assertThat(refused.body()).contains("permit.calls-per-second");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "x-should-retry")).isEmpty();
    }

    @Test
    void what_the_upstream_says_of_limits_and_its_request_comes_through_and_nothing_of_its_own() {
        house.stub().answer = (request, body) -> {
            request.response()
                    .putHeader("Retry-After", "7")
                    .putHeader("retry-after-ms", "7000")
                    .putHeader("x-ratelimit-remaining-tokens", "12")
                    .putHeader("x-request-id", "req_1")
                    .putHeader("openai-organization", "operator")
                    .putHeader("Set-Cookie", "a=b");
            Stub.json(request, 429, "{\"error\":{\"message\":\"slow down\"}}");
        };
        var answer = chat();
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "Retry-After")).isEqualTo("7");
        assertThat(header(answer, "retry-after-ms")).isEqualTo("7000");
        assertThat(header(answer, "x-ratelimit-remaining-tokens")).isEqualTo("12");
        assertThat(header(answer, "x-request-id")).isEqualTo("req_1");
        assertThat(header(answer, "openai-organization")).isEmpty();
        assertThat(header(answer, "Set-Cookie")).isEmpty();
    }

    @Test
    void an_upstream_that_is_through_for_the_day_does_not_put_a_client_to_sleep_either() {
        house.stub().answer = (request, body) -> {
            request.response().putHeader("Retry-After", "63790");
            Stub.json(request, 429, "{}");
        };
        var answer = chat();
        assertThat(header(answer, "Retry-After")).isEmpty();
        assertThat(header(answer, "x-should-retry")).isEqualTo("false");
    }

    @Test
    void what_a_client_says_to_the_model_server_goes_on() {
        var seen = new ConcurrentHashMap<String, String>();
        house.stub().answer = (request, body) -> {
            request.headers().forEach(h -> seen.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
            Stub.json(request, 200, Stub.CHAT);
        };
        chat("OpenAI-Beta", "x=1", "OpenAI-Project", "p", "Idempotency-Key", "k1", "Cookie", "secret=1");
        assertThat(seen)
                .containsEntry("openai-beta", "x=1")
                .containsEntry("openai-project", "p")
                .containsEntry("idempotency-key", "k1")
                .doesNotContainKey("cookie");
    }

    @Test
    void a_model_that_is_busy_closes_neither_itself_nor_another() {
        house.stub().answer = (request, body) -> Stub.json(request, 429, "{}");
        for (int i = 0; i < 8; i++) {
            assertThat(chat().statusCode()).isEqualTo(429);
        }
        house.stub().answer = (request, body) -> Stub.json(request, 200, Stub.CHAT);
        assertThat(chat().statusCode()).isEqualTo(200);
    }

    @Test
    void a_model_that_fails_rests_with_503_and_a_time_and_the_others_go_on() {
        house.stub().answer =
                (request, body) -> Stub.json(request, body.toString().contains("\"m\"") ? 500 : 200, Stub.CHAT);
        for (int i = 0; i < 5; i++) {
            assertThat(chat().statusCode()).isEqualTo(500);
        }
        var resting = chat();
        assertThat(resting.statusCode()).isEqualTo(503);
        assertThat(header(resting, "Retry-After")).isEqualTo("1");
        assertThat(house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"n\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_largest_name_of_a_limit_counts_times_the_answers_asked_for() {
        permit(PermitState.OPEN, new Caps(0, 0, 0, 100, 0, 0), anywhere());
        for (var limits : new String[] {
            "\"max_completion_tokens\":1,\"max_tokens\":100000",
            "\"max_tokens\":60,\"n\":2",
            "\"max_tokens\":\"100000\"",
            "\"max_tokens\":1e5",
            "\"max_tokens\":5,\"n_predict\":-1",
            "\"max_tokens\":[5]",
            "\"temperature\":1"
        }) {
            var refused = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{" + limits + ",\"model\""));
            assertThat(refused.statusCode()).as(limits).isEqualTo(400);
            assertThat(refused.body()).as(limits).contains("permit.tokens-per-call");
        }
        var passes = CALL.replace("{\"model\"", "{\"max_tokens\":50,\"n\":2,\"model\"");
        assertThat(house.post("/v1/chat/completions", passes).statusCode()).isEqualTo(200);
    }

    @Test
    void the_list_of_models_is_what_the_permit_allows_under_the_names_of_callers() {
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                "{\"object\":\"list\",\"data\":[{\"id\":\"m\"},{\"id\":\"real-name\"},{\"id\":\"hidden\"}]}");
        permit(
                PermitState.OPEN,
                new Caps(0, 0, 5, 100, 0, 0),
                new Scope(null, null, ZoneOffset.UTC, Set.of(), 0, Set.of("alias"), Set.of(), Map.of(), Set.of()));
        assertThat(models().body()).isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"alias\"}]}");
        permit(PermitState.OPEN, Caps.NONE, anywhere());
        assertThat(models().body()).contains("\"m\"", "\"alias\"", "hidden");
    }

    private HttpResponse<String> models() {
        return house.send(java.net.http.HttpRequest.newBuilder(house.uri("/v1/models"))
                .header("Authorization", "Bearer " + House.KEY));
    }

    @Test
    void caps_on_tokens_close_neither_embeddings_nor_the_list_of_models() {
        permit(PermitState.OPEN, new Caps(0, 0, 5, 100, 0, 0), anywhere());
        var embeddings = house.post("/v1/embeddings", "{\"model\":\"m\",\"input\":\"x\",\"user\":\"u\"}");
        assertThat(embeddings.statusCode()).isEqualTo(200);
        house.stub().answer = (request, body) -> Stub.json(request, 200, "{\"data\":[]}");
        assertThat(models().statusCode()).isEqualTo(200);
    }
}
