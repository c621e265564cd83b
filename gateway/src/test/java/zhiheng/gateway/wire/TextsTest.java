package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Where words stand: a place that is forgotten here is a place that no inspector ever looks at. */
class TextsTest {
    private static ObjectNode object(String json) {
        return (ObjectNode) WireJson.MAPPER.readTree(json.replace('\'', '"'));
    }

    private static List<String> seen(ObjectNode json) {
        var seen = new ArrayList<String>();
        Texts.each(json, text -> {
            seen.add(text);
            return text;
        });
        return seen;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'messages':[{'role':'system','content':'a'},{'content':'b'}]} | a b
        {'messages':[{'content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{}},{'text':'b'}]}]} | a b
        {'messages':[{'content':null,'tool_calls':[{'id':'c1','function':{'name':'n','arguments':'a'}},{'custom':{'name':'m','input':'b'}}]}]} | n a m b
        {'messages':[{'name':'ann','reasoning_content':'a','refusal':'b','audio':{'id':'audio_1'}}]} | ann a b
        {'messages':'not a list'} | not a list
        {'prompt':'a','suffix':'b','model':'m'} | a b
        {'prompt':['a','b',7,['c']]} | a b c
        {'input':[1,2]} |
        {'prompt':'a','user':'ann'} | a ann
        {'input':'a','instructions':'b','voice':'alloy'} | a b
        {'prompt':{'id':'pmpt_1','variables':{'who':'a','what':{'type':'input_text','text':'b'}}}} | a b
        {'input':[{'type':'function_call_output','call_id':'c1','output':[{'type':'input_text','text':'a'}]}]} | a
        {'input':[{'type':'reasoning','summary':[{'type':'summary_text','text':'a'}],'encrypted_content':'gAAAAB=='}]} | a
        {'tools':[{'type':'function','function':{'name':'f','description':'a','parameters':{'type':'object','properties':{'city':{'type':'string','description':'b'}}}}}]} | f a b
        {'prediction':{'type':'content','content':'a'}} | a
        {'x_new':{'deeper':[{'still':'a'}]}} | a
        {'system':[{'type':'text','text':'a'}],'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':[{'type':'text','text':'b'}]}]}]} | a b
        {'content':[{'type':'thinking','thinking':'a','signature':'EqQB=='},{'type':'tool_use','id':'t1','name':'f','input':{'q':'b'}}]} | a f b
        {'choices':[{'message':{'reasoning':'a','audio':{'id':'audio_1','data':'UklGRiQAAABXQVZFZm10IBAAAAABAAEA','transcript':'b'}}}]} | a b
        {'choices':[{'message':{'tool_calls':[{'function':{'name':'f','arguments':{'card':'a','n':4111111111111111}}}]}}]} | f a 4111111111111111
        {'data':[{'embedding':[0.5,-1],'object':'embedding'}],'created':1700000000} |
        """)
    void every_string_and_every_long_number_is_looked_at_once(String json, String words) {
        assertThat(String.join(" ", seen(object(json)))).isEqualTo(words == null ? "" : words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'4111 1111 1111 1111'}",
                "{'id':'4111-1111-1111-1111'}",
                "{'type':'4111111111111111'}",
                "{'role':'call 13800138000'}",
                "{'model':'m','status':'not a status'}"
            })
    void a_known_id_is_left_out_only_where_its_value_has_the_form_of_one(String json) {
        assertThat(seen(object(json))).hasSize(1);
    }

    @Test
    void the_name_of_a_member_is_looked_at_where_it_is_no_plain_name() {
        var body = object("{'arguments':{'card 4111':1,'city':2}}");
        assertThat(seen(body)).containsExactly("card 4111");
        assertThat(Texts.each(body, text -> "x")).isTrue();
        assertThat(body).hasToString("{\"arguments\":{\"x\":1,\"city\":2}}");
    }

    @Test
    void what_a_model_escaped_without_need_in_arguments_is_read_plainly() {
        var body = object("{'arguments':'{\\'q\\':\\'\\\\u4f60\\\\u597d \\\\u0034\\\\u0022\\'}'}");
        assertThat(seen(body)).containsExactly("{\"q\":\"你好 4\\u0022\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7})
    void escapes_are_read_wherever_they_are_cut(int size) {
        var json = "{\"a\":\"\\u4f60\\\\u0034 \\n\\u0034\\u0000\"}";
        var escapes = new JsonEscapes();
        var out = new StringBuilder();
        for (int i = 0; i < json.length(); i += size) {
            out.append(escapes.push(json.substring(i, Math.min(json.length(), i + size))));
        }
        out.append(escapes.rest());
        assertThat(out).hasToString("{\"a\":\"你\\\\u0034 \\n4\\u0000\"}");
        assertThat(WireJson.MAPPER.readTree(out.toString())).isEqualTo(WireJson.MAPPER.readTree(json));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_file_of_text_is_read_and_written_back_as_a_file() {
        for (var head : List.of("", "data:text/plain;base64,")) {
            var body = object("{'file':{'filename':'a.txt','file_data':'" + head + base64("my card") + "'}}");
            assertThat(seen(body)).containsExactly("a.txt", "my card");
            Texts.each(body, text -> text.replace("card", "***"));
            assertThat(body.at("/file/file_data").asString()).isEqualTo(head + base64("my ***"));
        }
        var block = object("{'source':{'type':'base64','media_type':'text/plain','data':'" + base64("my card") + "'}}");
        assertThat(seen(block)).containsExactly("my card");
    }

    @Test
    void a_file_that_is_neither_text_nor_picture_nor_sound_is_told_and_a_picture_is_not() {
        var pdf = object("{'file':{'file_data':'data:application/pdf;base64," + base64("%PDF-1.7 x") + "'}}");
        assertThat(Texts.of(pdf).unread()).isEqualTo("file_data (application/pdf)");
        var zip = object("{'file_data':'" + base64("PK\u0003\u0004\u00ff\u00fe") + "'}");
        assertThat(Texts.of(zip).unread()).isEqualTo("file_data");
        var png = object("{'image_url':{'url':'data:image/png;base64," + base64("\u0089PNG\r\n") + "'}}");
        assertThat(Texts.of(png).unread()).isEmpty();
        assertThat(seen(png)).isEmpty();
        assertThat(seen(object("{'content':'data: 1, 2'}"))).containsExactly("data: 1, 2");
    }

    @Test
    void who_returns_other_words_changes_the_body_and_nothing_else_in_it() {
        var body = object("{'model':'m','messages':[{'role':'user','content':[{'text':'a','x':1}]}]}");
        assertThat(Texts.each(body, text -> text + "!")).isTrue();
        assertThat(body)
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a!\",\"x\":1}]}]}");
        assertThat(Texts.each(body, text -> text)).isFalse();
    }

    @Test
    void one_changed_text_of_a_list_is_told_though_the_others_stay() {
        var body = object("{'input':['a','b',7]}");
        assertThat(Texts.each(body, text -> text.equals("b") ? "***" : text)).isTrue();
        assertThat(body).hasToString("{\"input\":[\"a\",\"***\",7]}");
    }

    @ParameterizedTest
    @EnumSource
    void a_path_leads_to_its_surface_and_no_other_path_does(Surface surface) {
        assertThat(Surface.of("/v1/" + surface.path)).isEqualTo(surface);
        for (var path :
                List.of("/v2/" + surface.path, "/v1/" + surface.path + "/", "/v1/x" + surface.path, surface.path)) {
            assertThat(Surface.of(path)).as(path).isNull();
        }
    }
}
