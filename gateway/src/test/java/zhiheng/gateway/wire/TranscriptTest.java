package zhiheng.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.gateway.Content;
import zhiheng.gateway.wire.Transcript.Turn;

/** A kept call as a person reads it. */
class TranscriptTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Transcript of(String surface, String call, String type, String answer) {
        return Transcript.of(surface, Content.of(bytes(call), type, bytes(answer)));
    }

    @Test
    void a_chat_is_who_said_what_in_order() {
        var read = of(
                "chat/completions",
                "{'messages':[{'role':'system','content':'be kind'},{'role':'user','content':[{'text':'你好'},{'text':'hi'}]}]}",
                "application/json; charset=utf-8",
                "{'choices':[{'message':{'content':'hello'}}]}");
        assertThat(read.call())
                .containsExactly(new Turn("system", "be kind"), new Turn("user", "你好"), new Turn("user", "hi"));
        assertThat(read.answer()).containsExactly(new Turn("assistant", "hello"));
        assertThat(read.media()).isEmpty();
    }

    @Test
    void a_streamed_answer_is_joined_choice_by_choice() {
        var read = of(
                "chat/completions",
                "{'messages':[]}",
                "text/event-stream",
                "data: {'choices':[{'index':0,'delta':{'content':'Hel'}},{'index':1,'delta':{'content':'Bon'}}]}\n\n"
                        + ": a comment\n\n"
                        + "data: {'choices':[{'index':0,'delta':{'content':'lo'}}]}\n\n"
                        + "data: {'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}}]}\n\n"
                        + "data: [DONE]\n\n");
        assertThat(read.answer()).extracting(Turn::text).containsExactly("Hello", "Bon", "{}");
    }

    @Test
    void a_streamed_response_is_joined_from_its_pieces_and_not_from_its_repetitions() {
        var read = of(
                "responses",
                "{'input':'hi'}",
                "text/event-stream",
                "event: response.output_text.delta\ndata: {'type':'response.output_text.delta','delta':'Hel'}\n\n"
                        + "data: {'type':'response.output_text.delta','delta':'lo'}\n\n"
                        + "data: {'type':'response.output_text.done','text':'Hello'}\n\n");
        assertThat(read.call()).containsExactly(new Turn("", "hi"));
        assertThat(read.answer()).containsExactly(new Turn("assistant", "Hello"));
    }

    @Test
    void pictures_are_shown_by_what_their_bytes_say_and_one_that_was_cut_is_counted() {
        var read = of(
                "images/generations",
                "{'prompt':'a river'}",
                "application/json",
                "{'data':[{'b64_json':'" + Base64.getEncoder().encodeToString(PNG)
                        + "','revised_prompt':'a wide river'}," + "{'b64_json':'not base64!'}]}");
        assertThat(read.answer()).containsExactly(new Turn("assistant", "a wide river"));
        assertThat(read.media()).extracting(Transcript.Media::type).containsExactly("image/png", "");
        assertThat(read.media().getFirst().bytes()).isEqualTo(PNG);
        assertThat(read.media().getLast().bytes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffe000104a4649460001,image/jpeg",
        "89504e470d0a1a0a00000000,image/png",
        "5249464600000000574542500000,image/webp",
        "524946460000000057415645666d,audio/wav",
        "4944330300000000,audio/mpeg",
        "fffb9000,audio/mpeg",
        "4f67675300020000,audio/ogg",
        "664c614300000022,audio/flac",
        "3c73766720786d6c6e73,''",
        "3c68746d6c3e,''",
        "00,''"
    })
    void only_kinds_that_a_browser_shows_without_running_anything_have_a_type(String hex, String type) {
        var bytes = java.util.HexFormat.of().parseHex(hex);
        var read = Transcript.of("audio/speech", Content.of(bytes("{'input':'hi'}"), "audio/mpeg", bytes));
        assertThat(read.media()).extracting(Transcript.Media::type).containsExactly(type);
        assertThat(read.call()).containsExactly(new Turn("", "hi"));
    }

    @Test
    void what_cannot_be_taken_apart_is_shown_as_it_is() {
        assertThat(of("chat/completions", "{'messages':[", "application/json", "{'error':")
                        .call())
                .containsExactly(new Turn("", "{\"messages\":["));
        assertThat(of("chat/completions", "{}", "application/json", "{'error':{'message':'no'}}")
                        .answer())
                .containsExactly(new Turn("", "{\"error\":{\"message\":\"no\"}}"));
        assertThat(of("unknown/path", "{'messages':[]}", "", "").call())
                .containsExactly(new Turn("", "{\"messages\":[]}"));
    }

    @Test
    void a_call_that_was_never_answered_has_no_answer() {
        var read = Transcript.of("chat/completions", Content.of(bytes("{}"), "", new byte[0]));
        assertThat(read.answer()).isEmpty();
        assertThat(read.media()).isEmpty();
    }

    @Property(tries = 200)
    void no_content_keeps_a_person_from_reading_the_rest(@ForAll byte[] call, @ForAll byte[] answer) {
        for (var type : List.of("application/json", "text/event-stream", "image/png", "")) {
            assertThat(Transcript.of("chat/completions", Content.of(call, type, answer)))
                    .isNotNull();
        }
    }
}
