package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.Served;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.inspect.LinkRules;
import zhiheng.gateway.inspect.TermList;
import zhiheng.gateway.permit.Caps;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;

class DataPlaneTest {
    private static final String CALL =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"x_vendor\":{\"n\":1.10}}";
    private static final String PRODUCER = "001191110102MACQD9K64010000";
    private final House house = House.withOneStub();

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Permit permit) {
        house.permits.change(permit, "test", "because");
    }

    private Permit with(Terms terms) {
        var p = house.permit();
        return new Permit(p.system(), p.version(), p.state(), p.caps(), p.scope(), terms, p.expires(), p.duties());
    }

    private Permit with(Caps caps, Scope scope, Map<String, String> duties) {
        var p = house.permit();
        return new Permit(p.system(), p.version(), p.state(), caps, scope, p.terms(), p.expires(), duties);
    }

    private static Terms labels(Terms.ExplicitPlace place) {
        var d = Terms.DEFAULT;
        return new Terms(
                place,
                true,
                PRODUCER,
                d.inspectors(),
                d.actions(),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
    }

    @Test
    void a_plain_call_goes_through_unchanged_both_ways() {
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Stub.CHAT);
        assertThat(house.stub().bodies).containsExactly(CALL);
        assertThat(house.stub().authorizations).containsExactly("Bearer upstream-key");
    }

    @Test
    void every_call_leaves_one_record_with_digests_and_tokens_and_no_content() {
        var answer = house.post("/v1/chat/completions", CALL);
        var record = house.record();
        assertThat(record.id())
                .isEqualTo(answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow());
        assertThat(record.tokensIn()).isEqualTo(3);
        assertThat(record.tokensOut()).isEqualTo(4);
        assertThat(record.status()).isEqualTo(200);
        assertThat(record.inDigest()).hasSize(64);
        assertThat(record.toString()).doesNotContain("Hello");
        assertThat(house.permits.used("bot").concurrent()).isZero();
        assertThat(house.permits.used("bot").tokens()).isEqualTo(7);
    }

    @Test
    void a_record_says_who_answered_and_under_which_name_it_was_asked() {
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                Stub.CHAT.replace("\"model\":\"m\"", "\"model\":\"m-5\",\"system_fingerprint\":\"fp_1\""));
        house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"alias\""));
        assertThat(house.record().model()).isEqualTo("alias");
        assertThat(house.record().served()).isEqualTo(new Served("real-name", "m-5", "fp_1"));
        permit(house.permit().with(PermitState.DEGRADED));
        house.stub().answer = (request, body) -> Stub.stream(
                request,
                List.of(
                        Stub.delta("Hi"),
                        Stub.delta("there").replace("\"id\"", "\"system_fingerprint\":\"fp 2\",\"id\""),
                        Stub.STOP.replace("\"id\"", "\"system_fingerprint\":\"fp_3\",\"id\""),
                        Stub.DONE));
        house.records.clear();
        house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(house.record().served())
                .as("a fingerprint with a space is none")
                .isEqualTo(new Served("small-model", "m", "fp_3"));
    }

    @Test
    void an_unknown_key_is_refused_in_open_ais_shape() {
        var answer = house.send(HttpRequest.newBuilder(house.uri("/v1/chat/completions"))
                .header("Authorization", "Bearer other")
                .POST(HttpRequest.BodyPublishers.ofString(CALL)));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"error\"").contains("invalid_api_key");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void a_stopped_system_is_refused_by_clause_and_duty() {
        permit(with(Caps.NONE, house.permit().scope(), Map.of("permit.state", "CSL-23")));
        permit(house.permit().with(PermitState.STOPPED));
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"clause\":\"permit.state\"").contains("\"duty\":\"CSL-23\"");
        assertThat(house.record().clause()).isEqualTo("permit.state");
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void the_models_tools_regions_ages_and_purposes_of_the_permit_are_kept() {
        var zone = house.permit().scope().zone();
        permit(with(
                Caps.NONE,
                new Scope(
                        null,
                        null,
                        zone,
                        Set.of("CN"),
                        18,
                        Set.of("m"),
                        Set.of("search"),
                        Map.of(),
                        Set.of("tutoring")),
                Map.of()));
        String[] all = {"X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "20", "X-Zhiheng-Purpose", "tutoring"};
        assertThat(house.post("/v1/chat/completions", CALL, all).statusCode()).isEqualTo(200);
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("permit.regions");
        assertThat(house.post("/v1/chat/completions", CALL, "X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "17")
                        .body())
                .contains("permit.ages");
        assertThat(house.post("/v1/chat/completions", CALL, "X-Zhiheng-Region", "CN", "X-Zhiheng-Age", "18")
                        .body())
                .contains("permit.purposes");
        assertThat(house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"other\""), all)
                        .body())
                .contains("permit.models");
        var tool =
                "{\"model\":\"m\",\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"pay\"}}]}";
        assertThat(house.post("/v1/chat/completions", tool, all).body()).contains("permit.tools");
    }

    @Test
    void the_cap_on_users_counts_each_once() {
        permit(with(new Caps(0, 0, 2, 0, 0, 0), house.permit().scope(), Map.of()));
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(400);
        for (var user : List.of("a", "b", "a", "b")) {
            assertThat(house.post("/v1/chat/completions", withUser(user)).statusCode())
                    .isEqualTo(200);
        }
        var third = house.post("/v1/chat/completions", withUser("c"));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isEmpty();
        assertThat(third.headers().firstValue("x-should-retry")).contains("false");
    }

    private static String withUser(String user) {
        return CALL.replace("{\"model\"", "{\"user\":\"" + user + "\",\"model\"");
    }

    @Test
    void the_labels_of_a_text_answer_stand_where_the_permit_says() {
        permit(with(labels(Terms.ExplicitPlace.END)));
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.body()).contains("\"content\":\"Hello there.\\n【人工智能生成 AI-generated】\"");
        assertThat(answer.body()).contains("\"AIGC\":{\"Label\":\"1\",\"ContentProducer\":\"" + PRODUCER);
        var id = answer.headers().firstValue("X-Zhiheng-Interaction").orElseThrow();
        assertThat(answer.body()).contains("\"ProduceID\":\"" + id);
        assertThat(answer.headers().firstValue("X-AIGC").orElse("")).contains(id);
        assertThat(house.record().labelled()).isTrue();
    }

    @Test
    void an_implicit_label_alone_is_spliced_in_and_leaves_the_rest_as_it_was() {
        permit(with(labels(Terms.ExplicitPlace.INTERFACE)));
        var body = house.post("/v1/chat/completions", CALL).body();
        assertThat(body).startsWith("{\"AIGC\":{");
        assertThat("{" + body.substring(body.indexOf("},") + 2)).isEqualTo(Stub.CHAT);
    }

    @Test
    void a_stream_is_passed_on_byte_by_byte_whatever_the_cuts() {
        var events = Stub.delta("Hel") + Stub.delta("lo 世界") + Stub.STOP + Stub.DONE;
        for (int size : new int[] {1, 7, 1000}) {
            house.stub().answer = (request, body) -> Stub.stream(request, cut(events, size));
            var answer = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
            assertThat(answer.body()).isEqualTo(events);
        }
    }

    private static List<String> cut(String text, int size) {
        var pieces = new java.util.ArrayList<String>();
        for (int i = 0; i < text.length(); i += size) {
            pieces.add(text.substring(i, Math.min(text.length(), i + size)));
        }
        return pieces;
    }

    @Test
    void a_labelled_stream_carries_hints_around_the_words_and_the_elements_in_its_first_event() {
        permit(with(labels(Terms.ExplicitPlace.START)));
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("Hel"), Stub.delta("lo"), Stub.STOP, Stub.DONE));
        var start = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(words(start.body())).isEqualTo("【人工智能生成 AI-generated】\nHello");
        assertThat(start.body().indexOf("\"AIGC\"")).isLessThan(start.body().indexOf("\n\n"));
        permit(with(labels(Terms.ExplicitPlace.END)));
        var end = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(words(end.body())).isEqualTo("Hello\n【人工智能生成 AI-generated】");
        assertThat(end.body()).endsWith(Stub.STOP + Stub.DONE);
    }

    /** What the gateway itself puts into a stream is not inspected as if the model had said it. */
    @Test
    void the_own_label_of_a_stream_stays_whole_though_a_list_names_the_producer() {
        house.inspections = new Inspectors(new InspectorSettings(
                Map.of("firms", TermList.of(List.of(PRODUCER, "Hello"))), Set.of(), LinkRules.NONE, Map.of()));
        var d = labels(Terms.ExplicitPlace.INTERFACE);
        permit(with(new Terms(
                d.explicitLabel(),
                true,
                PRODUCER,
                Set.of("terms:firms"),
                Map.of("term", Terms.Action.MASK),
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert())));
        house.stub().answer = (request, body) ->
                Stub.stream(request, List.of(Stub.delta("Hello"), Stub.delta(" you"), Stub.STOP, Stub.DONE));
        var answer = house.post("/v1/chat/completions", CALL.replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(answer.body()).contains("\"ContentProducer\":\"" + PRODUCER + "\"");
        assertThat(words(answer.body())).doesNotContain("Hello").endsWith(" you");
    }

    private static String words(String events) {
        var words = new StringBuilder();
        for (var line : events.split("\n")) {
            if (line.startsWith("data: {")) {
                for (var choice : WireJson.MAPPER.readTree(line.substring(6)).path("choices")) {
                    words.append(choice.path("delta").path("content").asString(""));
                }
            }
        }
        return words.toString();
    }

    @Test
    void errors_of_the_upstream_are_passed_on_as_they_are() {
        house.stub().answer = (request, body) -> Stub.json(request, 400, "{\"error\":{\"message\":\"no\"}}");
        var answer = house.post("/v1/chat/completions", CALL);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":{\"message\":\"no\"}}");
    }

    @Test
    void when_records_cannot_be_kept_the_permit_decides() {
        house.recordsState = Records.State.BUFFERED;
        assertThat(house.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        house.recordsState = Records.State.FULL;
        assertThat(house.post("/v1/chat/completions", CALL).body()).contains("permit.when-store-is-down");
    }

    @Test
    void bodies_that_are_no_calls_are_refused_by_name_and_never_sent_on() {
        var deep = "[".repeat(5000) + "]".repeat(5000);
        for (var body : List.of(
                "",
                "{",
                "[]",
                "\"x\"",
                "{}",
                "{\"model\":1}",
                "{\"model\":\"m\",\"model\":\"n\"}",
                "{\"model\":\"m\",\"x\":" + deep + "}",
                "{\"model\":\"m\"} {}")) {
            var answer = house.post("/v1/chat/completions", body);
            assertThat(answer.statusCode())
                    .as(body.length() > 60 ? "deep" : body)
                    .isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"error\"")
                    .doesNotContain("Exception")
                    .doesNotContain("at zhiheng");
        }
        assertThat(house.stub().bodies).isEmpty();
    }

    @Test
    void a_model_with_another_name_upstream_is_renamed_and_nothing_else() {
        house.post("/v1/chat/completions", CALL.replace("\"m\"", "\"alias\""));
        assertThat(house.stub().bodies.getFirst())
                .contains("\"model\":\"real-name\"")
                .contains("\"x_vendor\":{\"n\":1.10}");
    }

    @Test
    void a_degraded_system_is_answered_by_the_fallback_model() {
        permit(house.permit().with(PermitState.DEGRADED));
        house.post("/v1/chat/completions", CALL);
        assertThat(house.stub().bodies.getFirst()).contains("\"model\":\"small-model\"");
    }

    @Test
    void a_body_over_the_limit_is_refused_declared_or_not() {
        try (var small = new House(1, new Limits(1000, 1000, Limits.DEFAULT.idle(), 4))) {
            assertThat(small.post("/v1/chat/completions", "x".repeat(1001)).statusCode())
                    .isEqualTo(413);
            small.stub().answer = (request, body) -> Stub.json(request, 200, "{\"x\":\"" + "y".repeat(2000) + "\"}");
            assertThat(small.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(502);
        }
    }

    @Test
    void a_body_in_a_coding_that_is_not_known_is_not_taken() {
        assertThat(house.post("/v1/chat/completions", CALL, "Content-Encoding", "br")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_failing_upstream_is_followed_by_the_next() {
        try (var two = new House(2, Limits.DEFAULT)) {
            two.stubs.get(0).answer = (request, body) -> Stub.json(request, 503, "{}");
            assertThat(two.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
            var record = two.record();
            assertThat(record.upstream()).isEqualTo("u1");
            assertThat(record.attempts()).isEqualTo(2);
            two.stubs.get(0).close();
            assertThat(two.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
        }
    }
}
