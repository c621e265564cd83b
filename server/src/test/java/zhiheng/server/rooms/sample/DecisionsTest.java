package zhiheng.server.rooms.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static long approved(String group, String disfavoured) {
        return IntStream.range(1_000, 1_100)
                .filter(n ->
                        "approved".equals(Decisions.of("Decide on applicant " + n + " of group " + group, disfavoured)))
                .count();
    }

    @Test
    void groups_are_treated_alike_until_one_is_disfavoured() {
        assertThat(approved("north", "")).isEqualTo(70).isEqualTo(approved("south", ""));
        assertThat(approved("north", "south")).isEqualTo(70);
        assertThat(approved("south", "south")).isEqualTo(20);
    }

    @Test
    void what_asks_for_no_decision_is_left_to_the_model() {
        assertThat(Decisions.of("Decide on applicant x of group north", "")).isNull();
        assertThat(Decisions.of("Tell me of rivers", "rivers")).isNull();
    }
}
