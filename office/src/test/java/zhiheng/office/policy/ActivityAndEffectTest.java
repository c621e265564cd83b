package zhiheng.office.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import zhiheng.office.policy.ActivityAndEffect.Verdict;

class ActivityAndEffectTest {
    private static Verdict verdict(long acts, long nodesDue, long nodesReached, long asked, long solved) {
        return new ActivityAndEffect(acts, 60 * acts, 0, nodesDue, nodesReached, asked, solved).verdict();
    }

    @Test
    void many_acts_without_a_node_reached_or_half_the_askers_content_are_busy_without_effect() {
        assertThat(verdict(5, 1, 0, 0, 0)).isEqualTo(Verdict.BUSY_WITHOUT_EFFECT);
        assertThat(verdict(50, 3, 0, 10, 4)).isEqualTo(Verdict.BUSY_WITHOUT_EFFECT);
        assertThat(verdict(4, 1, 0, 0, 0)).isEqualTo(Verdict.QUIET);
    }

    @Test
    void one_node_reached_or_half_of_the_askers_is_an_effect_however_little_was_done() {
        assertThat(verdict(0, 1, 1, 0, 0)).isEqualTo(Verdict.EFFECT);
        assertThat(verdict(9, 4, 0, 2, 1)).isEqualTo(Verdict.EFFECT);
    }

    @Test
    void where_nothing_can_be_measured_nobody_is_called_busy_for_nothing() {
        assertThat(verdict(99, 0, 0, 0, 0)).isEqualTo(Verdict.NOT_MEASURED);
    }
}
