package zhiheng.server.rooms.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.server.rooms.toolservers.ToolServerBook;

/** What the office says of a system, as a gateway reads it. */
class SystemWordTest {
    private static SystemWord word(String tools) {
        return SystemWord.read("{\"system\":\"bot\",\"keys\":{}" + tools.replace('\'', '"') + "}");
    }

    @Test
    void servers_of_tools_are_read_as_they_were_written() {
        var tool = ToolServerBook.target("files", URI.create("https://files.example/mcp"), "sk", Duration.ofSeconds(9));
        var word = new SystemWord("bot", null, null, Map.of(), null, Map.of("files", tool));
        assertThat(SystemWord.read(word.write())).isEqualTo(word);
    }

    @Test
    void a_word_of_an_office_of_before_names_no_tools() {
        assertThat(word("").tools()).isEmpty();
    }

    /** A gateway takes what it cannot read for a reason to stop the system, see Followed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'f':{'base':'https://a.example','key':'','limitMillis':1000,'onlyReads':true}}",
                "{'f':{'command':['sh'],'limitMillis':1000}}",
                "{'f':{'base':'https://a.example','key':''}}",
                "{'f':{'base':'file:///etc','key':'','limitMillis':1000}}",
                "{'f':'https://a.example'}",
                "['f']"
            })
    void a_server_of_tools_that_says_what_this_version_does_not_know_is_not_read(String tools) {
        assertThatThrownBy(() -> word(",'tools':" + tools)).isInstanceOf(RuntimeException.class);
    }
}
