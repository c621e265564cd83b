package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.testing.Cards;

/** Anthropic's interface: the same permit, inspection, labels and records as on the others. */
class MessagesTest {
    private static final String PATH = "/v1/messages";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String PRODUCER = "001191110102MACQD9K64010000";
    private static final String CALL =
            "{\"model\":\"m\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAMED = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
    private static final String ANSWER =
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                    + "\"content\":[%s],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":2,\"output_tokens\":4}}";

    private final House house = House.withOneStub();

    @BeforeEach
    void inspects() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        permit(Terms.ExplicitPlace.INTERFACE, "", Map.of("pii", Action.MASK), Set.of());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Terms.ExplicitPlace place, String producer, Map<String, Action> actions, Set<String> tools) {
        var d = Terms.DEFAULT;
        var terms = new Terms(
                place,
                true,
                producer,
                actions.isEmpty() ? Set.of() : Set.of("pii", "secrets"),
                actions,
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        var p = house.permit();
        var s = p.scope();
        var scope = new Scope(s.opens(), s.closes(), s.zone(), Set.of(), 0, Set.of(), tools, Map.of(), Set.of());
        house.permits.change(
                new Permit(p.system(), p.version(), p.state(), p.caps(), scope, terms, p.expires(), p.duties()),
                "test",
                "because");
    }

    private void answers(String... blocks) {
        house.stub().answer = (request, body) -> Stub.json(request, 200, ANSWER.formatted(String.join(",", blocks)));
    }

    private static String text(String words) {
        return "{\"type\":\"text\",\"text\":\"" + words + "\"}";
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : ",") + members
                + "}\n\n";
    }

    private static String start(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String type, String field, String words) {
        return event(
                "content_block_delta",
                "\"index\":" + index + ",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":\"" + words + "\"}");
    }

    private static String stop(int index) {
        return event("content_block_stop", "\"index\":" + index);
    }

    private static final String BEGIN = event(
            "message_start",
            "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"m\",\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}");
    private static final String END =
            event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":4}")
                    + event("message_stop", "");

    private HttpResponse<String> streamed(String... pieces) {
        house.stub().answer = (request, body) -> Stub.stream(request, List.of(pieces));
        return house.post(PATH, STREAMED);
    }

    private static List<JsonNode> events(HttpResponse<String> answer) {
        var events = new ArrayList<JsonNode>();
        new SseReader().push(Buffer.buffer(answer.body()), e -> events.add(WireJson.MAPPER.readTree(e.data())));
        return events;
    }

    private static String joined(HttpResponse<String> answer, String field) {
        var words = new StringBuilder();
        events(answer).forEach(e -> words.append(e.at("/delta/" + field).asString("")));
        return words.toString();
    }

    @Test
    void a_call_goes_through_with_either_header_for_its_key_and_is_recorded_with_its_tokens() {
        answers(text("Hello."));
        var plain = house.send(HttpRequest.newBuilder(house.uri(PATH))
                .header("x-api-key", House.KEY)
                .header("anthropic-version", "2023-06-01")
                .POST(HttpRequest.BodyPublishers.ofString(CALL)));
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.body()).isEqualTo(ANSWER.formatted(text("Hello.")));
        assertThat(house.post(PATH, CALL).statusCode()).isEqualTo(200);
        assertThat(house.stub().bodies).containsExactly(CALL, CALL);
        var record = house.record();
        assertThat(record.surface()).isEqualTo("messages");
        assertThat(record.tokensIn()).isEqualTo(5);
        assertThat(record.tokensOut()).isEqualTo(4);
        assertThat(record.ask().maxTokens()).isEqualTo(50);
    }

    @Test
    void a_stream_passes_as_it_came_and_its_tokens_are_counted_from_both_ends() {
        permit(Terms.ExplicitPlace.INTERFACE, "", Map.of(), Set.of());
        var words = new String[] {
            BEGIN,
            start(0, text("")),
            delta(0, "text_delta", "text", "Hel"),
            delta(0, "text_delta", "text", "lo"),
            stop(0),
            END
        };
        var answer = streamed(words);
        assertThat(answer.body()).isEqualTo(String.join("", words));
        assertThat(house.record().tokensIn()).isEqualTo(3);
        assertThat(house.record().tokensOut()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, wrong-key, 401, authentication_error",
        "/v1/messages, k-bot, 400, invalid_request_error",
        "/v1/messages/count_tokens, k-bot, 400, invalid_request_error",
    })
    void errors_have_the_shape_of_the_interface(String path, String key, int status, String type) {
        var answer = house.send(HttpRequest.newBuilder(house.uri(path))
                .header("x-api-key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(status);
        var error = WireJson.MAPPER.readTree(answer.body());
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.at("/error/type").asString()).isEqualTo(type);
        assertThat(error.at("/error/message").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"system\":\"CARD\"",
                "\"system\":[{\"type\":\"text\",\"text\":\"CARD\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"CARD\"}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"q\":[\"CARD\"]}}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"CARD\"}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":[{\"type\":\"text\",\"text\":\"CARD\"}]}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"CARD\",\"signature\":\"EqQB\"}]}]",
                "\"tools\":[{\"name\":\"f\",\"description\":\"CARD\",\"input_schema\":{\"type\":\"object\"}}]",
            })
    void every_place_of_a_call_is_inspected(String members) {
        answers(text("Hello."));
        house.post(PATH, "{\"model\":\"m\",\"max_tokens\":5," + members.replace("CARD", CARD) + "}");
        assertThat(house.stub().bodies.getFirst()).contains("[BANK CARD]").doesNotContainPattern(Cards.NUMBER);
    }

    @Test
    void every_block_of_an_answer_is_inspected() {
        answers(
                "{\"type\":\"thinking\",\"thinking\":\"" + CARD + "\",\"signature\":\"EqQB\"}",
                text("4111 1111 "),
                text("1111 1111"),
                "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{\"q\":4111111111111111}}");
        var answer = house.post(PATH, CALL);
        assertThat(answer.body()).doesNotContainPattern(Cards.NUMBER).contains("\"signature\":\"EqQB\"");
        assertThat(answer.body().split("BANK CARD", -1)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"text_delta, text", "thinking_delta, thinking", "input_json_delta, partial_json"})
    void a_number_over_two_pieces_of_a_block_is_one(String type, String field) {
        var answer = streamed(
                BEGIN,
                start(0, "{\"type\":\"x\"}"),
                delta(0, type, field, "my card 4111 11"),
                delta(0, type, field, "11 1111 1111"),
                stop(0),
                END);
        assertThat(joined(answer, field)).isEqualTo("my card [BANK CARD]");
        var types = events(answer).stream().map(e -> e.path("type").asString()).toList();
        assertThat(types).endsWith("content_block_delta", "content_block_stop", "message_delta", "message_stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "END"})
    void the_hint_stands_once_in_the_words_and_the_elements_in_the_message(Terms.ExplicitPlace place) {
        permit(place, PRODUCER, Map.of(), Set.of());
        boolean start = place == Terms.ExplicitPlace.START;
        var expected = start ? "【人工智能生成 AI-generated】\nOne.Two." : "One.Two.\n【人工智能生成 AI-generated】";
        answers(text("One."), text("Two."));
        var plain = house.post(PATH, CALL);
        var words = new StringBuilder();
        WireJson.MAPPER
                .readTree(plain.body())
                .path("content")
                .forEach(b -> words.append(b.path("text").asString()));
        assertThat(words).hasToString(expected);
        assertThat(plain.body()).contains("\"AIGC\":{");
        assertThat(plain.headers().firstValue("X-AIGC")).isPresent();
        var answer = streamed(
                BEGIN,
                start(0, "{\"type\":\"thinking\",\"thinking\":\"\"}"),
                delta(0, "thinking_delta", "thinking", "Hm."),
                stop(0),
                start(1, text("")),
                delta(1, "text_delta", "text", "One."),
                stop(1),
                start(2, text("")),
                delta(2, "text_delta", "text", "Two."),
                stop(2),
                start(3, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}"),
                delta(3, "input_json_delta", "partial_json", "{}"),
                stop(3),
                END);
        assertThat(joined(answer, "text")).isEqualTo(expected);
        assertThat(joined(answer, "thinking")).isEqualTo("Hm.");
        assertThat(events(answer).getFirst().at("/message/AIGC/ContentProducer").asString())
                .isEqualTo(PRODUCER);
        assertThat(house.record().labelled()).isTrue();
    }

    @Test
    void a_tool_that_the_permit_does_not_have_is_refused_plain_and_streamed_and_one_that_it_has_passes() {
        permit(Terms.ExplicitPlace.INTERFACE, "", Map.of(), Set.of("get_weather"));
        var use = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"%s\",\"input\":{}}";
        answers(use.formatted("shell"));
        var refused = house.post(PATH, CALL);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(WireJson.MAPPER.readTree(refused.body()).at("/error/type").asString())
                .isEqualTo("permission_error");
        assertThat(refused.body()).contains("permit.tools", "shell");
        for (var name : List.of("shell", "get_weather")) {
            var pieces = new String[] {
                BEGIN,
                start(0, use.formatted(name)),
                delta(0, "input_json_delta", "partial_json", "{\\\"city\\\":"),
                delta(0, "input_json_delta", "partial_json", "\\\"Bern\\\"}"),
                stop(0),
                END
            };
            var answer = streamed(pieces);
            if (name.equals("shell")) {
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("permit.tools").doesNotContain("Bern");
            } else {
                assertThat(answer.body()).isEqualTo(String.join("", pieces));
            }
        }
        var offered = house.post(PATH, CALL.replace("{\"model\"", "{\"tools\":[{\"name\":\"shell\"}],\"model\""));
        assertThat(offered.body()).contains("permit.tools");
    }

    @Test
    void an_error_in_a_stream_has_the_shape_of_the_interface() {
        permit(Terms.ExplicitPlace.INTERFACE, "", Map.of("pii", Action.REFUSE), Set.of());
        var answer = streamed(
                BEGIN,
                start(0, text("")),
                delta(0, "text_delta", "text", "it is this: "),
                delta(0, "text_delta", "text", CARD + " "),
                stop(0),
                END);
        assertThat(answer.body()).contains("it is", "event: error\n").doesNotContainPattern(Cards.NUMBER);
        var error = events(answer).getLast();
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.at("/error/type").asString()).isEqualTo("permission_error");
        assertThat(error.at("/error/message").asString()).contains("Inspection");
    }

    @Test
    void tokens_are_counted_in_advance_by_the_upstream() {
        house.stub().answer = (request, body) -> Stub.json(request, 200, "{\"input_tokens\":12}");
        var answer = house.post("/v1/messages/count_tokens", CALL);
        assertThat(answer.body()).isEqualTo("{\"input_tokens\":12}");
        assertThat(house.record().surface()).isEqualTo("messages/count_tokens");
        assertThat(house.record().tokensIn()).isZero();
    }

    @Test
    void an_answer_waits_for_a_person_and_is_read_by_who_said_what() throws Exception {
        permit(Terms.ExplicitPlace.INTERFACE, "", Map.of("pii", Action.HOLD), Set.of());
        answers(text("card " + CARD));
        var call = CALL.replace("{\"model\"", "{\"system\":\"be kind\",\"model\"");
        var answer = house.post(PATH, call);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("permit.review", "/v1/held/");
        var read = Transcript.of("messages", house.queue.only().content());
        assertThat(read.call()).extracting(Transcript.Turn::role).startsWith("system", "user");
        assertThat(read.call()).extracting(Transcript.Turn::text).startsWith("be kind", "Hi");
        assertThat(read.answer()).containsExactly(new Transcript.Turn("assistant", "card " + CARD));
    }
}
