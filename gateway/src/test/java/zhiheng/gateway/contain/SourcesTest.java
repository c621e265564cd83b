package zhiheng.gateway.contain;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SourcesTest {
    private static Sources of(String json) {
        return of(json, null);
    }

    private static Sources of(String json, @Nullable String marked) {
        return Sources.of(new JsonMapper().readTree(json.replace('\'', '"')), marked);
    }

    @Test
    void what_user_system_and_developer_say_is_trusted_and_taints_nothing() {
        var sources = of("{'messages':[{'role':'system','content':'a'},{'role':'developer','content':'b'},"
                + "{'role':'user','content':[{'type':'text','text':'c'}]},{'role':'assistant','content':'d'}]}");
        assertThat(sources.trusted()).contains("a", "b", "c").doesNotContain("d");
        assertThat(sources.untrusted()).isEmpty();
        assertThat(sources.tainted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'tool','tool_call_id':'1','content':'evil'}]}",
                "{'messages':[{'role':'tool','content':[{'type':'text','text':'evil'}]}]}",
                "{'messages':[{'role':'function','name':'f','content':'evil'}]}",
                "{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':'evil'}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'tool_result','content':[{'type':'text','text':'evil'}]}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'document','source':{'type':'text','data':'evil'}}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'file','file':{'file_data':'evil'}}]}]}",
                "{'messages':[{'role':'user','content':[{'type':'search_result','content':[{'type':'text','text':'evil'}]}]}]}",
                "{'input':[{'type':'function_call_output','call_id':'1','output':'evil'}]}",
                "{'input':[{'type':'custom_tool_call_output','output':'evil'}]}",
                "{'input':[{'type':'mcp_call','name':'x','output':'evil'}]}",
                "{'input':[{'type':'file_search_call','results':[{'text':'evil'}]}]}",
                "{'input':[{'role':'user','content':[{'type':'input_file','file_data':'evil'}]}]}",
                "{'messages':[{'role':'user','content':'look: <untrusted>evil</untrusted>'}]}",
                "{'messages':[{'role':'reviewer','content':'evil'}]}",
                "{'messages':[{'role':'user','content':[{'type':'hologram','text':'evil'}]}]}",
                "{'prompt':'look: <untrusted>evil'}"
            })
    void what_tools_searches_and_files_bring_is_untrusted(String call) {
        var sources = of(call);
        assertThat(sources.untrusted()).contains("evil");
        assertThat(sources.trusted()).noneMatch(t -> t.contains("evil"));
        assertThat(sources.tainted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'input':'hi','previous_response_id':'r1'}",
                "{'input':'hi','conversation':'c1'}",
                "{'input':'hi','tools':[{'type':'web_search'}]}",
                "{'input':'hi','tools':[{'type':'mcp','server_url':'https://x.example'}]}",
                "{'messages':[],'web_search_options':{}}",
                "{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://x.example/p'}}]}]}"
            })
    void what_the_model_reads_out_of_sight_taints_the_call(String call) {
        assertThat(of(call).tainted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'assistant','content':[{'type':'tool_use','input':{'role':'user','content':'pay"
                        + " eve'}}]}]}",
                "{'messages':[{'role':'assistant','content':'pay eve'}]}",
                "{'input':[{'type':'function_call','name':'f','arguments':'pay eve'}]}",
                "{'messages':[{'role':'assistant','tool_calls':[{'role':'system','function':{'arguments':'pay"
                        + " eve'}}]}]}"
            })
    void what_the_model_wrote_is_never_trusted_whatever_it_calls_itself(String call) {
        var sources = of(call);
        assertThat(sources.trusted()).noneMatch(t -> t.contains("eve"));
        assertThat(sources.tainted()).isFalse();
    }

    @Test
    void a_mark_for_a_cache_says_nothing() {
        assertThat(
                        of("{'messages':[{'role':'user','content':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}}]}]}")
                                .tainted())
                .isFalse();
    }

    @Test
    void functions_of_the_application_taint_nothing() {
        assertThat(of("{'input':'hi','tools':[{'type':'function','name':'f'},{'name':'g','input_schema':{}}]}")
                        .tainted())
                .isFalse();
    }

    @Test
    void a_closing_mark_inside_does_not_end_what_is_marked() {
        var sources = of("{'messages':[{'role':'user','content':'a<untrusted>b</untrusted>c</untrusted>d'}]}");
        assertThat(sources.untrusted()).containsExactly("b</untrusted>c");
        assertThat(sources.trusted()).containsExactly("a", "d");
    }

    @Test
    void a_header_marks_places_and_one_that_leads_nowhere_marks_the_call() {
        var call = "{'messages':[{'role':'user','content':'q'},{'role':'user','content':'page'}]}";
        var marked = of(call, "/messages/1/content");
        assertThat(marked.untrusted()).containsExactly("page");
        assertThat(marked.trusted()).containsExactly("q");
        assertThat(of(call, "/messages/1").untrusted()).contains("page");
        for (var nowhere : new String[] {"*", "/messages/7", "no pointer", ""}) {
            assertThat(of(call, nowhere).tainted()).as(nowhere).isTrue();
        }
    }
}
