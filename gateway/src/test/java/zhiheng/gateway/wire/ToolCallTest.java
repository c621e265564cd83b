package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

class ToolCallTest {
    private static final String CALL = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAMED = CALL.replace("{\"model\"", "{\"stream\":true,\"model\"");
    private static final String RESPONSES = "{\"model\":\"m\",\"stream\":true,\"input\":\"Hi\"}";
    private static final String GOOD = "{\"city\":\"Bern\"}";
    private static final String BAD = "{\"city\":7}";
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";

    private final House house = House.withOneStub();

    @BeforeEach
    void weatherOnly() {
        permit(Map.of());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void permit(Map<String, Action> actions, String... inspectors) {
        house.inspections = new Inspectors(InspectorSettings.NONE);
        var p = house.permit();
        var d = Terms.DEFAULT;
        var scope = new Scope(
                null,
                null,
                p.scope().zone(),
                Set.of(),
                0,
                Set.of(),
                Set.of("weather"),
                Map.of("weather", SCHEMA),
                Set.of());
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                "",
                Set.of(inspectors),
                actions,
                0,
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        house.permits.change(
                new Permit(p.system(), p.version(), p.state(), p.caps(), scope, terms, null, p.duties()), "test", "t");
    }

    private static String quoted(String text) {
        return WireJson.MAPPER.writeValueAsString(text);
    }

    private static String chat(String message) {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null," + message
                + "},\"finish_reason\":\"tool_calls\"}]}";
    }

    private static String function(String name, String arguments) {
        return "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"" + name
                + "\",\"arguments\":" + quoted(arguments) + "}}]";
    }

    private String plain(String message) {
        house.stub().answer = (request, body) -> Stub.json(request, 200, chat(message));
        return house.post("/v1/chat/completions", CALL).body();
    }

    @Test
    void a_call_that_keeps_to_the_schema_is_passed_on_byte_by_byte() {
        assertThat(plain(function("weather", GOOD))).isEqualTo(chat(function("weather", GOOD)));
    }

    @Test
    void a_call_that_does_not_is_refused_by_the_clause_and_the_argument() {
        assertThat(plain(function("weather", BAD))).contains("\"clause\":\"permit.tools\"", "tool.arguments", "/city");
        assertThat(plain(function("weather", "{\"city\""))).contains("permit.tools", "tool.arguments");
        assertThat(plain(function("shell", GOOD))).contains("permit.tools", "tool.unknown", "shell");
        assertThat(house.records.getLast().clause()).isEqualTo("permit.tools");
        assertThat(house.records.getLast().detections()).containsEntry("out:tool.unknown", 1);
    }

    @Test
    void the_older_kind_of_call_and_tools_with_free_text_are_checked_too() {
        assertThat(plain("\"function_call\":{\"name\":\"weather\",\"arguments\":" + quoted(BAD) + "}"))
                .contains("permit.tools");
        assertThat(
                        plain(
                                "\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"shell\",\"input\":\"ls\"}}]"))
                .contains("tool.unknown");
    }

    @Test
    void what_the_permit_says_about_the_kind_decides() {
        permit(Map.of("tool", Action.NOTE));
        assertThat(plain(function("weather", BAD))).isEqualTo(chat(function("weather", BAD)));
        assertThat(house.records.getLast().detections()).containsEntry("out:tool.arguments", 1);
        permit(Map.of("tool", Action.MASK));
        assertThat(plain(function("weather", BAD))).contains("permit.tools");
    }

    @Test
    void a_responses_item_is_checked() {
        house.stub().answer = (request, body) -> Stub.json(
                request,
                200,
                "{\"output\":[{\"type\":\"function_call\",\"name\":\"weather\",\"arguments\":" + quoted(BAD) + "}]}");
        assertThat(house.post("/v1/responses", RESPONSES).body()).contains("permit.tools", "/city");
    }

    private static String delta(String delta, String finish) {
        return "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":" + finish
                + "}]}\n\n";
    }

    private static String piece(int index, String head, String arguments) {
        return delta(
                "\"tool_calls\":[{\"index\":" + index + head.replace("FUNCTION", "\"function\":{") + "\"arguments\":"
                        + quoted(arguments) + "}}]",
                "null");
    }

    private static List<String> stream(String name, String arguments) {
        var events = new ArrayList<String>();
        events.add(delta("\"role\":\"assistant\",\"content\":null", "null"));
        events.add(piece(0, ",\"id\":\"c1\",\"type\":\"function\",FUNCTION\"name\":\"" + name + "\",", ""));
        for (int i = 0; i < arguments.length(); i++) {
            events.add(piece(0, ",FUNCTION", arguments.substring(i, i + 1)));
        }
        events.add(delta("", "\"tool_calls\""));
        events.add(Stub.DONE);
        return events;
    }

    /** Name, arguments and id as a client joins them. */
    private static String joined(String events) {
        var joined = new StringBuilder();
        for (var line : events.split("\n")) {
            if (line.startsWith("data: {")) {
                for (JsonNode call : WireJson.MAPPER.readTree(line.substring(6)).at("/choices/0/delta/tool_calls")) {
                    joined.append(call.path("id").asString(""))
                            .append(call.at("/function/name").asString(""))
                            .append(call.at("/function/arguments").asString(""));
                }
            }
        }
        return joined.toString();
    }

    private String streamed(String path, String call, List<String> events) {
        house.stub().answer = (request, body) -> Stub.stream(request, events);
        return house.post(path, call).body();
    }

    @Test
    void a_streamed_call_comes_whole_once_it_is_checked() {
        var answer = streamed("/v1/chat/completions", STREAMED, stream("weather", GOOD));
        assertThat(joined(answer)).isEqualTo("c1weather" + GOOD);
        assertThat(answer).endsWith(delta("", "\"tool_calls\"") + Stub.DONE);
    }

    @Test
    void a_streamed_call_that_does_not_keep_to_the_permit_is_never_passed_on_in_part() {
        for (var events : List.of(stream("weather", BAD), stream("shell", GOOD))) {
            var answer = streamed("/v1/chat/completions", STREAMED, events);
            assertThat(joined(answer)).isEmpty();
            assertThat(answer).contains("permit.tools").doesNotContain("event:");
        }
    }

    @Test
    void a_stream_that_ends_without_saying_so_is_checked_all_the_same() {
        var good = stream("weather", GOOD);
        var bad = stream("weather", BAD);
        assertThat(joined(streamed("/v1/chat/completions", STREAMED, good.subList(0, good.size() - 2))))
                .isEqualTo("c1weather" + GOOD);
        assertThat(streamed("/v1/chat/completions", STREAMED, bad.subList(0, bad.size() - 2)))
                .contains("permit.tools");
    }

    @Test
    void a_last_event_that_is_cut_short_does_not_slip_through() {
        var bad = delta("\"function_call\":{\"name\":\"shell\",\"arguments\":\"{}\"}", "\"function_call\"");
        var answer = streamed("/v1/chat/completions", STREAMED, List.of(bad.stripTrailing()));
        assertThat(answer).contains("permit.tools").doesNotContain("\"function_call\"");
    }

    @Test
    void a_call_that_never_ends_is_refused_rather_than_kept() {
        var piece = piece(0, ",FUNCTION", "x".repeat(1 << 20));
        var answer = streamed("/v1/chat/completions", STREAMED, java.util.Collections.nCopies(9, piece));
        assertThat(answer).contains("failed.too-long").doesNotContain("xx");
    }

    @Test
    void data_in_the_arguments_is_masked_where_they_are_kept_back() {
        permit(Map.of("pii", Action.MASK), "pii");
        var answer = streamed("/v1/chat/completions", STREAMED, stream("weather", "{\"city\":\"li@example.com\"}"));
        assertThat(joined(answer)).startsWith("c1weather{\"city\":\"").doesNotContain("li@example.com");
    }

    private static List<String> responses(String name, String arguments) {
        var item =
                "{\"type\":\"function_call\",\"id\":\"f1\",\"call_id\":\"c1\",\"name\":\"" + name + "\",\"arguments\":";
        var half = arguments.length() / 2;
        return List.of(
                event(0, "response.created", "\"response\":{\"output\":[]}"),
                event(1, "response.output_item.added", "\"output_index\":0,\"item\":" + item + "\"\"}"),
                event(
                        2,
                        "response.function_call_arguments.delta",
                        "\"item_id\":\"f1\",\"delta\":" + quoted(arguments.substring(0, half))),
                event(
                        3,
                        "response.function_call_arguments.delta",
                        "\"item_id\":\"f1\",\"delta\":" + quoted(arguments.substring(half))),
                event(
                        4,
                        "response.function_call_arguments.done",
                        "\"item_id\":\"f1\",\"arguments\":" + quoted(arguments)),
                event(5, "response.output_item.done", "\"output_index\":0,\"item\":" + item + quoted(arguments) + "}"),
                event(6, "response.completed", "\"response\":{\"output\":[" + item + quoted(arguments) + "}]}"));
    }

    private static String event(int number, String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + fields
                + "}\n\n";
    }

    @Test
    void a_stream_of_responses_is_passed_on_as_it_was_once_its_call_is_checked() {
        var good = responses("weather", GOOD);
        assertThat(streamed("/v1/responses", RESPONSES, good)).isEqualTo(String.join("", good));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weather", "shell"})
    void a_stream_of_responses_with_a_call_that_is_not_permitted_ends_before_any_of_it(String tool) {
        var answer = streamed("/v1/responses", RESPONSES, responses(tool, tool.equals("shell") ? GOOD : BAD));
        assertThat(answer)
                .contains("permit.tools")
                .doesNotContain("event:")
                .doesNotContain("output_item", "arguments.delta");
    }

    @Test
    void pieces_that_say_other_than_the_whole_does_are_checked_too() {
        var lying = new ArrayList<>(responses("weather", GOOD));
        lying.set(3, event(3, "response.function_call_arguments.delta", "\"item_id\":\"f1\",\"delta\":\"}\""));
        assertThat(streamed("/v1/responses", RESPONSES, lying))
                .contains("permit.tools")
                .doesNotContain("Bern");
    }

    @Test
    void data_in_the_arguments_of_a_stream_of_responses_is_masked_in_its_closing_events_too() {
        permit(Map.of("pii", Action.MASK), "pii");
        var answer = streamed("/v1/responses", RESPONSES, responses("weather", "{\"city\":\"li@example.com\"}"));
        assertThat(answer).contains("response.completed").doesNotContain("li@example.com");
    }
}
