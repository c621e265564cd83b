package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KNOWN = List.of("observations", "systems", "permit");

    @Test
    void a_slip_of_the_hand_finds_its_name() {
        assertThat(Nearest.to("obervation", KNOWN)).isEqualTo("observations");
        assertThat(Nearest.to("pemrit", KNOWN)).isEqualTo("permit");
    }

    @Test
    void what_is_like_nothing_finds_nothing() {
        assertThat(Nearest.to("zebra", KNOWN)).isNull();
        assertThat(Nearest.to("", KNOWN)).isNull();
        assertThat(Nearest.hint("zebra", KNOWN)).isEmpty();
    }

    @Test
    void the_hint_can_end_a_sentence_or_stand_before_another() {
        assertThat(Nearest.hint("systms", KNOWN)).isEqualTo("; did you mean 'systems'?");
        assertThat(Nearest.sentence("zebra", KNOWN)).isEqualTo(". ");
    }
}
