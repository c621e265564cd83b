package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.ExplicitPlace;

/** The small parts of the wire, each by its promise. */
class ShortPartsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String PRODUCER = "001191440300708461136T1XGW3";

    private static ObjectNode object(String json) {
        return (ObjectNode) WireJson.MAPPER.readTree(json.replace('\'', '"'));
    }

    private static TextLabel label(ExplicitPlace place, String producer) {
        var d = Terms.DEFAULT;
        return new TextLabel(
                new Terms(
                        place,
                        true,
                        producer,
                        d.inspectors(),
                        d.actions(),
                        0,
                        d.keepRecordDays(),
                        d.whenStoreIsDown(),
                        d.onAlert()),
                "id-1");
    }

    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff,true",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01,false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01,false",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01,false",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x,false",
        "'00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ',false",
        "'',false"
    })
    void a_trace_is_taken_up_only_as_the_standard_writes_it(String header, boolean taken) {
        assertThat(Trace.of(header)).isEqualTo(taken ? header : "");
    }

    @Test
    void below_a_trace_the_call_is_the_parent_and_without_one_none_is_begun() {
        var id = CallIds.next(1_790_000_000_000L);
        assertThat(Trace.below(TRACE, id))
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-" + Interaction.span(id) + "-01")
                .satisfies(below -> assertThat(Trace.of(below)).isEqualTo(below));
        assertThat(Trace.below("", id)).isEmpty();
        assertThat(Trace.of(null)).isEmpty();
    }

    @Test
    void ids_of_calls_are_in_the_order_of_time_and_never_the_same() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            ids.add(CallIds.next(1_790_000_000_000L + i / 5));
        }
        assertThat(new HashSet<>(ids)).hasSize(500);
        assertThat(ids.stream().map(id -> id.substring(0, 13)).toList()).isSorted();
        assertThat(ids).allSatisfy(id -> {
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        });
    }

    @Test
    void a_digest_is_that_of_all_pieces_however_they_were_cut() {
        var whole = new Digest();
        whole.add(Buffer.buffer("abc"));
        var pieces = new Digest();
        Stream.of("a", "", "bc").map(Buffer::buffer).forEach(pieces::add);
        assertThat(pieces.bytes()).isEqualTo(3);
        assertThat(pieces.hex())
                .isEqualTo(whole.hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    static Stream<Arguments> answersWithTools() {
        return Stream.of(
                Arguments.of(
                        Surface.CHAT,
                        "{'choices':[{'message':{'tool_calls':[{'function':{'name':'pay','arguments':'{}'}},"
                                + "{'custom':{'name':'sh','input':'ls'}}],'function_call':{'name':'old','arguments':''}}}]}",
                        "pay({}) sh(ls) old()"),
                Arguments.of(
                        Surface.CHAT,
                        "{'choices':[{'message':{'tool_calls':[{'function':{'arguments':{'a':1}}}]}}]}",
                        "?({\"a\":1})"),
                Arguments.of(
                        Surface.RESPONSES,
                        "{'output':[{'type':'message','name':'no','arguments':'x'},"
                                + "{'type':'function_call','name':'pay','arguments':'{}'},"
                                + "{'type':'custom_tool_call','name':'sh','input':'ls'}]}",
                        "pay({}) sh(ls)"),
                Arguments.of(Surface.COMPLETIONS, "{'choices':[{'function_call':{'name':'x'}}]}", ""));
    }

    @ParameterizedTest
    @MethodSource("answersWithTools")
    void every_call_of_a_tool_is_seen_with_its_arguments_as_the_model_wrote_them(
            Surface surface, String answer, String calls) {
        var seen = new ArrayList<String>();
        ToolCalls.of(surface, object(answer), (name, arguments) -> seen.add(name + "(" + arguments + ")"));
        assertThat(String.join(" ", seen)).isEqualTo(calls);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}              | {"AIGC":…,"a":1}
            `  {  "a":1}`        | `  {"AIGC":…,  "a":1}`
            {"a":{}}             | {"AIGC":…,"a":{}}
            """)
    void the_implicit_label_goes_in_behind_the_opening_brace_and_all_other_bytes_stay(String body, String after) {
        var label = label(ExplicitPlace.INTERFACE, PRODUCER);
        var spliced = Labelling.splice(Buffer.buffer(body), label);
        assertThat(spliced).isNotNull();
        var json = label.label().json();
        assertThat(spliced.toString().replace(json, "…")).isEqualTo(after);
        assertThat(object(spliced.toString()).path("AIGC").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}
            {  }
            [1]
            `  `
            ``
            {
            """)
    void a_body_with_no_place_for_a_label_is_left_to_others(String body) {
        assertThat(Labelling.splice(Buffer.buffer(body), label(ExplicitPlace.INTERFACE, PRODUCER)))
                .isNull();
    }

    @Test
    void the_hint_stands_where_the_permit_puts_it_and_only_where_there_are_words() {
        var answer =
                "{'choices':[{'message':{'content':'Hi'}},{'message':{'content':''}},{'message':{'content':null}}]}";
        var start = object(answer);
        assertThat(Labelling.explicit(Surface.CHAT, start, label(ExplicitPlace.START, "")))
                .isTrue();
        assertThat(start.at("/choices/0/message/content").stringValue()).isEqualTo("【人工智能生成 AI-generated】\nHi");
        assertThat(start.at("/choices/1/message/content").stringValue()).isEmpty();
        var end = object("{'output':[{'content':[{'text':'Hi'}]}]}");
        assertThat(Labelling.explicit(Surface.RESPONSES, end, label(ExplicitPlace.END, "")))
                .isTrue();
        assertThat(end.at("/output/0/content/0/text").stringValue()).isEqualTo("Hi\n【人工智能生成 AI-generated】");
        var none = object(answer);
        assertThat(Labelling.explicit(Surface.CHAT, none, label(ExplicitPlace.INTERFACE, PRODUCER)))
                .isFalse();
        assertThat(none).isEqualTo(object(answer));
    }

    @Test
    void without_a_producer_code_there_is_no_implicit_label() {
        assertThat(label(ExplicitPlace.INTERFACE, "").isEmpty()).isTrue();
        assertThat(label(ExplicitPlace.START, "").isEmpty()).isFalse();
        assertThat(label(ExplicitPlace.INTERFACE, "").header()).isNull();
        assertThat(label(ExplicitPlace.INTERFACE, "").splice()).isEmpty();
        assertThat(label(ExplicitPlace.INTERFACE, PRODUCER).header()).contains(PRODUCER, "id-1");
        var answer = object("{'a':1}");
        label(ExplicitPlace.INTERFACE, PRODUCER).addTo(answer);
        assertThat(answer.path("AIGC").path("ContentProducer").stringValue()).isEqualTo(PRODUCER);
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_names_its_clause_its_duty_and_the_call_in_the_shape_that_clients_read(Clause clause) {
        var refusal = WireJson.MAPPER
                .readTree(Errors.refusal(new Decision.Refuse(clause, 7, "minors.curfew", 0, "why exactly"), "call-1"))
                .get("error");
        assertThat(refusal.get("message").stringValue())
                .contains(clause.text().zh(), clause.text().en())
                .endsWith(" [why exactly]");
        assertThat(refusal.get("code").stringValue()).isEqualTo(clause.id());
        assertThat(refusal.get("type").stringValue())
                .isEqualTo(clause.status() == 429 ? "rate_limit_exceeded" : "permit_refused");
        assertThat(refusal.get("permit").toString())
                .isEqualTo("{\"clause\":\"" + clause.id()
                        + "\",\"version\":7,\"duty\":\"minors.curfew\",\"interaction\":\"call-1\"}");
        assertThat(refusal.has("review")).isEqualTo(clause == Clause.REVIEW);
    }

    @Test
    void no_two_clauses_say_the_same() {
        var clauses = List.of(Clause.values());
        assertThat(clauses.stream().map(c -> c.text().en()).collect(Collectors.toSet()))
                .hasSameSizeAs(clauses);
        assertThat(clauses.stream().map(c -> c.text().zh()).collect(Collectors.toSet()))
                .hasSameSizeAs(clauses);
    }

    @Test
    void the_upstreams_count_is_read_under_either_name_and_never_below_nothing() {
        for (var usage : List.of(
                "{'usage':{'prompt_tokens':3,'completion_tokens':4}}",
                "{'usage':{'input_tokens':3,'output_tokens':4}}",
                "{'response':{'usage':{'input_tokens':3,'output_tokens':4}}}")) {
            assertThat(tokens(usage)).as(usage).containsExactly(3L, 4L);
        }
        assertThat(tokens("{'usage':{'prompt_tokens':-3,'completion_tokens':'4'}}"))
                .containsExactly(0L, 0L);
        assertThat(tokens("{'usage':null}")).containsExactly(-7L, -7L);
    }

    private static List<Long> tokens(String answer) {
        var account = new Account("bot", Surface.CHAT, "", Clock.systemUTC());
        account.tokensIn = -7;
        account.tokensOut = -7;
        TokenCount.of(object(answer), account);
        return List.of(account.tokensIn, account.tokensOut);
    }
}
