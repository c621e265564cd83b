package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextWindowsTest {
    @Property
    void windows_cover_the_text_overlap_and_cut_no_character(
            @ForAll String text, @ForAll @IntRange(min = 4, max = 60) int size) {
        int reached = 0;
        for (var window : TextWindows.of(text, size)) {
            assertThat(window.start()).isLessThanOrEqualTo(reached);
            assertThat(window.end()).isGreaterThanOrEqualTo(reached);
            for (int at : new int[] {window.start(), window.end()}) {
                assertThat(at > 0
                                && at < text.length()
                                && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)))
                        .isFalse();
            }
            reached = window.end();
        }
        assertThat(reached).isEqualTo(text.length());
    }

    @Test
    void a_window_begins_with_a_whole_word() {
        var text = "one two three four five six seven eight nine ten eleven twelve";
        for (var window : TextWindows.of(text, 20)) {
            assertThat(window.start() == 0 || text.charAt(window.start() - 1) == ' ')
                    .isTrue();
        }
    }
}
