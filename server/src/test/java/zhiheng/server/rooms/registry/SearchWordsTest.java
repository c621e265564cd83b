package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SearchWordsTest {
    @Test
    void latin_is_split_into_runs_and_chinese_into_neighbours() {
        assertThat(SearchWords.of("filter_1 résumé 简历筛选a评"))
                .containsExactly("filter", "1", "résumé", "简历", "历筛", "筛选", "a", "评");
        assertThat(SearchWords.of("_ - ")).isEmpty();
    }

    @Property
    void whatever_part_of_a_text_is_searched_for_its_words_lie_within_words_of_the_text(
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = '一', to = '三') @CharRange(from = ' ', to = '!')
                    String text,
            @ForAll @IntRange(max = 300) int from,
            @ForAll @IntRange(max = 300) int to) {
        findsPart(text, from, to);
    }

    @Property
    void a_part_of_a_very_long_run_is_found_too(
            @ForAll @CharRange(from = 'a', to = 'z') @StringLength(min = 90, max = 400) String text,
            @ForAll @IntRange(max = 300) int from,
            @ForAll @IntRange(max = 400) int to) {
        findsPart(text, from, to);
    }

    private static void findsPart(String text, int from, int to) {
        var a = Math.min(Math.min(from, to), text.length());
        var b = Math.min(Math.max(from, to), text.length());
        var stored = SearchWords.of(text);
        for (var word : SearchWords.of(text.substring(a, b))) {
            var pattern = SearchWords.pattern(word);
            var core = pattern.substring(1, pattern.length() - 1);
            assertThat(stored).anyMatch(s -> s.contains(core));
        }
    }
}
