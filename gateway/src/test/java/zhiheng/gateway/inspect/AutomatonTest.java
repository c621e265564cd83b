package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The automaton against the search that needs no thought. Few letters, so that words lie inside and across each other. */
class AutomatonTest {
    /** Each word found, as its beginning, a blank and the word. */
    private static List<String> found(String[] words, String text) {
        var automaton = new Automaton(words);
        var found = new ArrayList<String>();
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            state = automaton.step(state, text.charAt(i));
            for (int at = automaton.ending(state); at != 0; at = automaton.shorter(at)) {
                var word = words[automaton.word(at)];
                found.add(i + 1 - word.length() + " " + word);
            }
        }
        return found;
    }

    @Property(tries = 300)
    void every_word_is_found_wherever_it_stands_and_no_other(
            @ForAll @Size(min = 1, max = 12)
                    Set<@NotEmpty @StringLength(max = 5) @CharRange(from = 'a', to = 'c') String> words,
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'd') String text) {
        var expected = new ArrayList<String>();
        for (var word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                expected.add(at + " " + word);
            }
        }
        assertThat(found(words.toArray(String[]::new), text)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void of_words_that_end_at_once_the_longest_comes_first() {
        assertThat(found(new String[] {"c", "abc", "bc"}, "abc")).containsExactly("0 abc", "1 bc", "2 c");
    }

    @Test
    void a_list_that_outgrows_every_table_finds_the_same() {
        var words = new String[20_000];
        for (int i = 0; i < words.length; i++) {
            words[i] = "词" + Integer.toString(i, 36) + "·";
        }
        assertThat(found(words, "x词" + Integer.toString(19_999, 36) + "·词" + Integer.toString(7, 36) + "·"))
                .containsExactly("1 " + words[19_999], (1 + words[19_999].length()) + " " + words[7]);
    }
}
