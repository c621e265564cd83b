package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
    @TempDir
    Path folder;

    private SearchWords words(String text) throws IOException {
        Files.createDirectories(folder.resolve("shared"));
        Files.writeString(folder.resolve("shared/search-words.yaml"), text);
        return SearchWords.of(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Does it hold for a ChatBot?   | interact
            chat-bots                     | interact
            chatbotter                    | ''
            用刷脸进门                      | faces
            anything else                 | ''
            """)
    void a_thing_is_known_by_whole_words_in_either_number_and_in_chinese_anywhere(String typed, String law)
            throws IOException {
        var words = words("- {typed: [chatbot, chat bot], law: [interact]}\n- {typed: [刷脸], law: [faces]}\n");
        assertThat(String.join(" ", words.law(typed))).isEqualTo(law);
    }

    @Test
    void a_thing_stands_in_one_group_only_and_each_group_says_what_the_law_calls_it() {
        assertThatThrownBy(() -> words("- {typed: [loan], law: [a]}\n- {typed: [Loan], law: [b]}\n"))
                .hasMessageContaining("search-words.yaml:2")
                .hasMessageContaining("say each thing once");
        assertThatThrownBy(() -> words("- {typed: [loan]}\n")).hasMessageContaining("'law' is missing");
    }

    @Test
    void a_library_without_the_file_knows_none_and_what_ships_says_things_in_both_languages() {
        assertThat(SearchWords.of(folder).law("chatbot")).isEmpty();
        var shipped = SearchWords.of(Path.of("library"));
        assertThat(shipped.groups()).isGreaterThan(40);
        assertThat(shipped.law("deepfake")).contains("deep synthesis", "深度合成");
        assertThat(shipped.law("简历筛选")).contains("recruitment or selection");
    }
}
