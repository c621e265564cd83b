package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.testing.Cards;

/** Streams at their edges: lines of every kind, words held back, errors in the shape of their interface. */
class StreamEdgesTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String CALL =
            "{\"stream\":true,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String HINT = "【人工智能生成 AI-generated】\n";

    private final House house = House.withOneStub();

    @BeforeEach
    void masks() {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        permit(Map.of("pii", Action.MASK), Terms.ExplicitPlace.INTERFACE);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Map<String, Action> actions, Terms.ExplicitPlace place) {
        var d = Terms.DEFAULT;
        var inspectors = actions.isEmpty() ? Set.<String>of() : Set.of("pii", "secrets");
        var terms = new Terms(
                place, true, "", inspectors, actions, 0, d.keepRecordDays(), d.whenStoreIsDown(), d.onAlert());
        house.permits.change(house.permit().with(terms), "test", "because");
    }

    private HttpResponse<String> streamed(String path, String... pieces) {
        house.stub().answer = (request, body) -> Stub.stream(request, List.of(pieces));
        return house.post(path, CALL);
    }

    private static List<JsonNode> events(HttpResponse<String> answer) {
        var events = new ArrayList<JsonNode>();
        new SseReader().push(Buffer.buffer(answer.body()), event -> {
            if (event.data().startsWith("{")) {
                events.add(WireJson.MAPPER.readTree(event.data()));
            }
        });
        return events;
    }

    private static String joined(HttpResponse<String> answer, String pointer) {
        var words = new StringBuilder();
        events(answer).forEach(event -> words.append(event.at(pointer).asString("")));
        return words.toString();
    }

    private static String delta(String members) {
        return "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{" + members
                + "},\"finish_reason\":null}]}\n\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'content':'CUT'}",
                "{'reasoning_content':'CUT'}",
                "{'reasoning':'CUT'}",
                "{'refusal':'CUT'}",
                "{'audio':{'id':'a1','transcript':'CUT'}}",
                "{'reasoning_details':[{'type':'reasoning.text','index':0,'text':'CUT'}]}",
                "{'content':[{'type':'text','text':'CUT'}]}",
                "{'tool_calls':[{'index':0,'function':{'arguments':'CUT'}}]}",
                "{'x_new':'CUT'}"
            })
    void a_number_over_two_pieces_is_one_wherever_the_words_of_a_delta_stand(String form) {
        var members = form.substring(1, form.length() - 1).replace('\'', '"');
        var answer = streamed(
                CHAT,
                delta(members.replace("CUT", "my card 4111 11")),
                delta(members.replace("CUT", "11 1111 1111 and on")),
                Stub.STOP,
                Stub.DONE);
        var pointer = form.contains("details")
                ? "/choices/0/delta/reasoning_details/0/text"
                : form.contains("audio")
                        ? "/choices/0/delta/audio/transcript"
                        : form.contains("[{'type'")
                                ? "/choices/0/delta/content/0/text"
                                : form.contains("tool")
                                        ? "/choices/0/delta/tool_calls/0/function/arguments"
                                        : "/choices/0/delta/" + form.substring(2, form.indexOf('\'', 2));
        assertThat(joined(answer, pointer)).isEqualTo("my card [BANK CARD] and on");
    }

    @Test
    void what_was_held_back_of_one_text_goes_out_before_the_next_begins() {
        var answer = streamed(
                CHAT,
                delta("\"reasoning_content\":\"think 4111\""),
                delta("\"content\":\"answer\""),
                Stub.STOP,
                Stub.DONE);
        assertThat(joined(answer, "/choices/0/delta/reasoning_content")).isEqualTo("think 4111");
        assertThat(answer.body().indexOf("4111")).isLessThan(answer.body().indexOf("answer"));
    }

    static Stream<String> lineEnds() {
        return Stream.of("\r", "\r\n", "\n");
    }

    @ParameterizedTest
    @MethodSource("lineEnds")
    void lines_end_as_they_like_and_the_first_event_stands_behind_a_byte_order_mark(String end) {
        var stream = "\uFEFF" + Stub.delta("card 4111 1111 1111 1111") + ": secret 4111 1111 1111 1111\n\n"
                + Stub.delta(" done") + "id: 7\nretry: 1500\n" + Stub.delta("!") + Stub.STOP + Stub.DONE;
        for (int size : new int[] {1, 5, 10_000}) {
            var text = stream.replace("\n", end);
            var pieces = new ArrayList<String>();
            for (int i = 0; i < text.length(); i += size) {
                pieces.add(text.substring(i, Math.min(text.length(), i + size)));
            }
            var answer = streamed(CHAT, pieces.toArray(String[]::new));
            assertThat(joined(answer, "/choices/0/delta/content")).isEqualTo("card [BANK CARD] done!");
            assertThat(answer.body()).contains("id: 7\n", "retry: 1500\n").doesNotContain("4111", "secret");
            assertThat(answer.body().replaceAll("\\s+$", "")).endsWith("data: [DONE]");
        }
    }

    @Test
    void a_stream_of_lines_that_end_with_a_bare_return_is_not_kept_to_its_end() {
        var reader = new SseReader();
        var seen = new ArrayList<String>();
        reader.push(Buffer.buffer("data: a\r\rdata: b\r\r"), event -> seen.add(event.data()));
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void words_held_back_go_out_before_an_error_and_before_a_reset() {
        var word = Stub.delta("all is well, call 4111");
        for (var error : List.of("event: error\n", "")) {
            var answer = streamed(CHAT, word, error + "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
            assertThat(joined(answer, "/choices/0/delta/content")).isEqualTo("all is well, call 4111");
            assertThat(answer.body().indexOf("4111")).isLessThan(answer.body().indexOf("overloaded"));
            assertThat(answer.body()).contains("event: error\n");
        }
        house.stub().answer = (request, body) -> {
            var response = request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
            response.write(word).onComplete(sent -> request.connection().close());
        };
        var reset = house.post(CHAT, CALL);
        assertThat(joined(reset, "/choices/0/delta/content")).isEqualTo("all is well, call 4111");
        assertThat(reset.body()).contains("event: error\n", "upstream.broken");
    }

    @Test
    void a_refusal_before_the_first_word_is_a_plain_status() {
        permit(Map.of("pii", Action.REFUSE), Terms.ExplicitPlace.INTERFACE);
        var head = delta("\"role\":\"assistant\",\"content\":\"\"");
        var early = streamed(CHAT, head, Stub.delta("4111 1111 1111 1111 "), Stub.delta("is it"), Stub.STOP, Stub.DONE);
        assertThat(early.statusCode()).isEqualTo(403);
        assertThat(early.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(events(early)).isEmpty();
        assertThat(early.body()).startsWith("{\"error\":");
        var late = streamed(CHAT, head, Stub.delta("it is this: "), Stub.delta("4111 1111 1111 1111 "), Stub.STOP);
        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(late.body())
                .contains("it is", "event: error\n", "permit.actions")
                .doesNotContainPattern(Cards.NUMBER);
    }

    @Test
    void an_error_of_the_upstream_before_the_first_word_is_a_plain_status() {
        var answer = streamed(CHAT, "data: {\"error\":{\"message\":\"overloaded\",\"code\":\"x\"}}\n\n");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"x\"").doesNotContain("data:");
    }

    private static String response(String type, int number, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + members
                + "}\n\n";
    }

    private static String piece(int number, String words) {
        return response(
                "response.output_text.delta",
                number,
                "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"" + words + "\"");
    }

    @Test
    void an_error_in_a_stream_of_responses_has_the_shape_and_the_number_of_an_event() {
        permit(Map.of("pii", Action.REFUSE), Terms.ExplicitPlace.INTERFACE);
        var answer = streamed(
                RESPONSES,
                response("response.created", 0, "\"response\":{\"id\":\"r\",\"output\":[]}"),
                piece(1, "it is this: "),
                piece(2, "4111 1111 1111 1111 "));
        assertThat(answer.body()).contains("event: error\n").doesNotContainPattern(Cards.NUMBER);
        var error = events(answer).getLast();
        assertThat(error.path("type").asString()).isEqualTo("error");
        assertThat(error.path("code").asString()).isEqualTo("permit.actions");
        assertThat(error.path("message").asString()).contains("内容检查", "Inspection");
        assertThat(error.has("param")).isTrue();
        var before = events(answer).get(events(answer).size() - 2);
        assertThat(error.path("sequence_number").asInt())
                .isEqualTo(before.path("sequence_number").asInt() + 1);
    }

    @Test
    void reasoning_in_responses_is_one_text_too_and_said_the_same_each_time() {
        var place = "\"item_id\":\"i\",\"output_index\":0,\"summary_index\":0,";
        var answer = streamed(
                RESPONSES,
                response("response.reasoning_summary_text.delta", 0, place + "\"delta\":\"card 4111 1111\""),
                response("response.reasoning_summary_text.delta", 1, place + "\"delta\":\" 1111 1111\""),
                response("response.reasoning_summary_text.done", 2, place + "\"text\":\"card 4111 1111 1111 1111\""),
                response(
                        "response.completed",
                        3,
                        "\"response\":{\"id\":\"r\",\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"card"
                                + " 4111 1111 1111 1111\"}]}]}"));
        assertThat(joined(answer, "/delta")).isEqualTo("card [BANK CARD]");
        assertThat(joined(answer, "/text")).isEqualTo("card [BANK CARD]");
        assertThat(answer.body()).doesNotContainPattern(Cards.NUMBER);
        assertThat(house.record().detections()).containsEntry("out:pii.bank-card", 1);
        var numbers = events(answer).stream()
                .map(e -> e.path("sequence_number").asInt())
                .toList();
        assertThat(numbers)
                .isEqualTo(java.util.stream.IntStream.range(0, numbers.size())
                        .boxed()
                        .toList());
    }

    private String asks(String path, String format, String answer) {
        house.stub().answer = (request, body) -> Stub.json(request, 200, answer);
        var call = "{\"model\":\"m\",\"messages\":[],\"input\":\"hi\"," + format + "}";
        return house.post(path, call).body();
    }

    @Test
    void a_structured_answer_stays_json_and_the_hint_stands_beside_it() {
        permit(Map.of(), Terms.ExplicitPlace.START);
        var json = "{\\\"name\\\":\\\"Ann\\\"}";
        var chat = "{\"choices\":[{\"message\":{\"content\":\"" + json + "\"}}]}";
        for (var format : List.of(
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}",
                "\"response_format\":{\"type\":\"json_object\"}",
                "\"guided_json\":{\"type\":\"object\"}")) {
            var answer = WireJson.MAPPER.readTree(asks(CHAT, format, chat));
            var content = answer.at("/choices/0/message/content").asString();
            assertThat(WireJson.MAPPER.readTree(content).path("name").asString())
                    .as(format)
                    .isEqualTo("Ann");
            assertThat(answer.path("AIGC_hint").asString()).contains("人工智能生成", "AI-generated");
        }
        assertThat(house.record().detections()).containsEntry("out:label.beside", 1);
        assertThat(house.record().labelled()).isTrue();
        assertThat(asks(CHAT, "\"response_format\":{\"type\":\"text\"}", chat)).contains("AI-generated】\\n{");
        var response = "{\"output\":[{\"content\":[{\"type\":\"output_text\",\"text\":\"" + json + "\"}]}]}";
        assertThat(asks(RESPONSES, "\"text\":{\"format\":{\"type\":\"json_schema\"}}", response))
                .contains("\"text\":\"{\\\"name", "AIGC_hint");
    }

    @Test
    void a_structured_stream_stays_json_too() {
        permit(Map.of(), Terms.ExplicitPlace.END);
        house.stub().answer = (request, body) -> Stub.stream(request, List.of(Stub.delta("{}"), Stub.STOP, Stub.DONE));
        var answer = house.post(
                CHAT, CALL.replace("{\"stream\"", "{\"response_format\":{\"type\":\"json_object\"},\"stream\""));
        assertThat(joined(answer, "/choices/0/delta/content")).isEqualTo("{}");
        assertThat(events(answer).getFirst().path("AIGC_hint").asString()).contains("AI-generated");
    }

    @Test
    void the_places_that_citations_name_move_with_the_hint() {
        permit(Map.of(), Terms.ExplicitPlace.START);
        var cited = "{\"type\":\"url_citation\",\"start_index\":4,\"end_index\":9,\"url\":\"https://a.example\"}";
        int by = HINT.length();
        var moved = "\"start_index\":" + (4 + by) + ",\"end_index\":" + (9 + by);
        assertThat(asks(
                        CHAT,
                        "\"n\":1",
                        "{\"choices\":[{\"message\":{\"content\":\"see here,"
                                + " friend\",\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":"
                                + cited + "}]}}]}"))
                .contains(moved);
        var part = "{\"type\":\"output_text\",\"text\":\"see here, friend\",\"annotations\":[" + cited + "]}";
        assertThat(asks(RESPONSES, "\"n\":1", "{\"output\":[{\"content\":[" + part + "]}]}"))
                .contains(moved);
        var streamed = streamed(
                RESPONSES,
                piece(0, "see here, friend"),
                response("response.output_text.annotation.added", 1, "\"item_id\":\"i\",\"annotation\":" + cited),
                response("response.content_part.done", 2, "\"item_id\":\"i\",\"part\":" + part),
                response("response.completed", 3, "\"response\":{\"output\":[{\"content\":[" + part + "]}]}"));
        assertThat(streamed.body().split(moved, -1)).hasSize(4);
        assertThat(streamed.body()).doesNotContain("\"start_index\":4,");
    }

    private void tools() {
        var p = house.permit();
        var s = p.scope();
        var scope = new Scope(
                s.opens(), s.closes(), s.zone(), Set.of(), 0, Set.of(), Set.of("get_weather"), Map.of(), Set.of());
        house.permits.change(
                new Permit(p.system(), p.version(), p.state(), p.caps(), scope, p.terms(), p.expires(), p.duties()),
                "test",
                "because");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"index\":0,"})
    void calls_of_tools_that_are_not_numbered_are_kept_apart(String index) {
        tools();
        var call = "\"tool_calls\":[{" + index
                + "\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"%s\\\"}\"}}]";
        var answer = streamed(
                CHAT,
                delta(call.formatted("call_a", "Bern")),
                delta(call.formatted("call_b", "Basel")),
                Stub.STOP,
                Stub.DONE);
        assertThat(answer.statusCode()).isEqualTo(200);
        var calls = events(answer).stream()
                .flatMap(event -> event.at("/choices/0/delta/tool_calls").valueStream())
                .toList();
        assertThat(calls).extracting(c -> c.path("index").asInt()).containsExactly(0, 1);
        assertThat(calls).extracting(c -> c.path("id").asString()).containsExactly("call_a", "call_b");
        assertThat(calls)
                .extracting(c -> c.at("/function/name").asString())
                .containsExactly("get_weather", "get_weather");
        assertThat(calls)
                .extracting(c -> c.at("/function/arguments").asString())
                .containsExactly("{\"city\":\"Bern\"}", "{\"city\":\"Basel\"}");
    }

    @Test
    void two_calls_of_tools_without_number_or_id_in_one_event_are_told_apart_by_their_place() {
        tools();
        var answer = streamed(
                CHAT,
                delta("\"tool_calls\":[{\"function\":{\"name\":\"get_weather\",\"arguments\":\"{}\"}},"
                        + "{\"function\":{\"name\":\"shell\",\"arguments\":\"{}\"}}]"),
                Stub.STOP,
                Stub.DONE);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("shell").doesNotContain("get_weathershell");
    }

    @Test
    void what_hides_behind_escapes_in_arguments_is_found_in_a_stream_as_well() {
        var piece = "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}}]";
        var answer = streamed(
                CHAT,
                delta(piece.formatted("{\\\"q\\\":\\\"\\\\u003")),
                delta(piece.formatted("4111 1111 1111 1111\\\"}")),
                Stub.STOP,
                Stub.DONE);
        assertThat(joined(answer, "/choices/0/delta/tool_calls/0/function/arguments"))
                .isEqualTo("{\"q\":\"[BANK CARD]\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"response\":\"words\"}",
                "{\"choices\":[{\"message\":{\"content\":\"words\"}}]}",
                "{\"choices\":\"words\"}"
            })
    void words_where_a_hint_finds_no_place_do_not_pass(String event) {
        permit(Map.of(), Terms.ExplicitPlace.START);
        var answer = streamed(CHAT, "data: " + event + "\n\n", Stub.DONE);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("permit.unreadable").doesNotContain("words");
    }

    @Test
    void events_without_words_need_no_hint() {
        permit(Map.of(), Terms.ExplicitPlace.START);
        var answer = streamed(
                CHAT,
                "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\n",
                "data: {\"type\":\"ping\"}\n\n",
                Stub.delta("words"),
                Stub.STOP,
                Stub.DONE);
        assertThat(joined(answer, "/choices/0/delta/content")).isEqualTo(HINT + "words");
    }

    @Test
    void a_long_number_in_a_delta_is_looked_at_and_pieces_of_a_sound_go_on_as_they_are() {
        var sound = "UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQ";
        var answer = streamed(
                CHAT,
                delta("\"audio\":{\"data\":\"" + sound + "\"}"),
                delta("\"audio\":{\"data\":\"" + sound + "\"}"),
                delta("\"x_new\":{\"card\":4111111111111111}"),
                Stub.STOP,
                Stub.DONE);
        assertThat(events(answer))
                .extracting(e -> e.at("/choices/0/delta/audio/data").asString(""))
                .startsWith(sound, sound);
        assertThat(answer.body()).contains("[BANK CARD]").doesNotContainPattern(Cards.NUMBER);
    }

    @Test
    void pictures_and_sounds_in_a_stream_cannot_be_labelled_and_do_not_pass() {
        permit(Map.of(), Terms.ExplicitPlace.START);
        var answer = streamed(CHAT, delta("\"audio\":{\"id\":\"a\",\"data\":\"AAAA\"}"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("permit.labels");
    }
}
