package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Where words stand on each surface: a place that is forgotten here is a place that no inspector ever looks at. */
class TextsTest {
    private static ObjectNode object(String json) {
        return (ObjectNode) WireJson.MAPPER.readTree(json);
    }

    private static List<String> ofCall(Surface surface, String json) {
        var seen = new ArrayList<String>();
        Texts.ofCall(surface, object(json), text -> {
            seen.add(text);
            return text;
        });
        return seen;
    }

    private static List<String> ofAnswer(Surface surface, String json) {
        var seen = new ArrayList<String>();
        Texts.ofAnswer(surface, object(json), text -> {
            seen.add(text);
            return text;
        });
        return seen;
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(Surface.CHAT, "{'messages':[{'role':'system','content':'a'},{'content':'b'}]}", "a b"),
                Arguments.of(
                        Surface.CHAT,
                        "{'messages':[{'content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{}},{'text':'b'}]}]}",
                        "a b"),
                Arguments.of(
                        Surface.CHAT,
                        "{'messages':[{'content':null,'tool_calls':[{'function':{'name':'n','arguments':'a'}},"
                                + "{'custom':{'name':'n','input':'b'}}],'function_call':{'arguments':'c'},'refusal':'d'}]}",
                        "d c a b"),
                Arguments.of(Surface.CHAT, "{'messages':'not a list'}", ""),
                Arguments.of(Surface.CHAT, "{}", ""),
                Arguments.of(Surface.COMPLETIONS, "{'prompt':'a','suffix':'b','model':'m'}", "a b"),
                Arguments.of(Surface.COMPLETIONS, "{'prompt':['a','b',7,['c']]}", "a b"),
                Arguments.of(Surface.EMBEDDINGS, "{'input':['a','b']}", "a b"),
                Arguments.of(Surface.EMBEDDINGS, "{'input':[1,2]}", ""),
                Arguments.of(Surface.IMAGES, "{'prompt':'a','user':'ann'}", "a"),
                Arguments.of(Surface.SPEECH, "{'input':'a','instructions':'b','voice':'v'}", "a b"),
                Arguments.of(Surface.RESPONSES, "{'instructions':'a','input':'b'}", "a b"),
                Arguments.of(
                        Surface.RESPONSES,
                        "{'input':[{'role':'user','content':'a'},{'content':[{'text':'b'}]},"
                                + "{'type':'function_call_output','output':'c'},{'type':'function_call','arguments':'d'}]}",
                        "a b c d"),
                Arguments.of(Surface.MODELS, "{'prompt':'a'}", ""));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void every_place_for_words_of_a_call_is_looked_at_once(Surface surface, String json, String words) {
        assertThat(String.join(" ", ofCall(surface, json.replace('\'', '"')))).isEqualTo(words);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        Surface.CHAT, "{'choices':[{'message':{'content':'a'}},{'message':{'content':'b'}}]}", "a b"),
                Arguments.of(
                        Surface.CHAT,
                        "{'choices':[{'message':{'content':'a','refusal':'b','tool_calls':[{'function':{'arguments':'c'}}]}}]}",
                        "a b c"),
                Arguments.of(Surface.COMPLETIONS, "{'choices':[{'text':'a'},{'text':'b'}]}", "a b"),
                Arguments.of(
                        Surface.RESPONSES,
                        "{'output':[{'content':[{'text':'a'},{'text':'b'}]},{'type':'function_call','arguments':'c'}]}",
                        "a b c"),
                Arguments.of(Surface.IMAGES, "{'data':[{'revised_prompt':'a','b64_json':'AAAA'}]}", "a"),
                Arguments.of(Surface.EMBEDDINGS, "{'data':[{'embedding':[1]}]}", ""),
                Arguments.of(Surface.MODELS, "{'data':[{'id':'m'}]}", ""));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void every_place_for_words_of_an_answer_is_looked_at_once(Surface surface, String json, String words) {
        assertThat(String.join(" ", ofAnswer(surface, json.replace('\'', '"')))).isEqualTo(words);
    }

    @Test
    void who_returns_other_words_changes_the_body_and_nothing_else_in_it() {
        var body =
                object("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\",\"x\":1}]}]}");
        assertThat(Texts.ofCall(Surface.CHAT, body, text -> text + "!")).isTrue();
        assertThat(body.toString())
                .isEqualTo(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a!\",\"x\":1}]}]}");
        assertThat(Texts.ofCall(Surface.CHAT, body, text -> text)).isFalse();
    }

    @Test
    void one_changed_text_of_a_list_is_told_though_the_others_stay() {
        var body = object("{\"input\":[\"a\",\"b\",7]}");
        assertThat(Texts.ofCall(Surface.EMBEDDINGS, body, text -> text.equals("b") ? "***" : text))
                .isTrue();
        assertThat(body.toString()).isEqualTo("{\"input\":[\"a\",\"***\",7]}");
    }

    @ParameterizedTest
    @EnumSource
    void a_path_leads_to_its_surface_and_no_other_path_does(Surface surface) {
        assertThat(Surface.of("/v1/" + surface.path)).isEqualTo(surface);
        for (var path :
                List.of("/v1/" + surface.path + "/", "/v1/x" + surface.path, "/v2/" + surface.path, surface.path)) {
            assertThat(Surface.of(path)).as(path).isNull();
        }
    }
}
