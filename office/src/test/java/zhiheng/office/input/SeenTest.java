package zhiheng.office.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class SeenTest {
    @Test
    void who_comes_second_is_told_what_the_first_wrote() {
        assertThatThrownBy(() -> Seen.check("old", "theirs", "mine")).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.kind()).isEqualTo(Refusal.Kind.CONFLICT);
            assertThat(e.text().en()).contains("theirs");
            assertThat(e.text().zh()).contains("theirs");
        });
    }

    @Test
    void the_same_again_an_unchanged_text_and_who_does_not_ask_are_let_through() {
        assertThatCode(() -> {
                    Seen.check("old", "old", "mine");
                    Seen.check("old", "mine", "mine");
                    Seen.check(null, "theirs", "mine");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void line_ends_of_a_browser_are_no_change() {
        assertThatCode(() -> Seen.check("two\r\nlines ", "two\nlines", "mine")).doesNotThrowAnyException();
    }
}
