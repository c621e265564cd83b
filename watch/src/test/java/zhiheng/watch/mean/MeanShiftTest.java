package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;

class MeanShiftTest {
    private static final MeanShift SHIFT = new MeanShift(0, 1, 0.1, 200);

    @Test
    void a_mean_that_stands_still_raises_an_alarm_at_most_as_often_as_promised() {
        int alarms = 0;
        for (int run = 0; run < 300; run++) {
            SplittableRandom random = new SplittableRandom(run);
            MeanShift.State state = SHIFT.start();
            boolean alarm = false;
            for (int i = 0; i < 5000 && !alarm; i++) {
                alarm = SHIFT.observe(state, i, random.nextInt(4) == 0 ? 1 : 0, 1) != null;
            }
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms / 300.0).isLessThan(0.1 + 3 * Math.sqrt(0.09 / 300));
    }

    @Test
    void a_move_up_and_a_move_down_are_found_with_their_levels() {
        for (double to : new double[] {0.05, 0.5}) {
            SplittableRandom random = new SplittableRandom(2);
            MeanShift.State state = SHIFT.start();
            Alarm alarm = null;
            for (int i = 0; alarm == null && i < 8000; i++) {
                alarm = SHIFT.observe(state, i, random.nextDouble() < (i < 4000 ? 0.2 : to) ? 1 : 0, 1);
            }
            assertThat(alarm).isNotNull();
            assertThat(alarm.time()).isBetween(4000L, 5500L);
            assertThat(alarm.before().estimate()).isCloseTo(0.2, within(0.05));
            assertThat(Math.signum(alarm.after().estimate() - 0.2)).isEqualTo(Math.signum(to - 0.2));
            assertThat(state.count()).isZero();
        }
    }

    @Test
    void a_state_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        MeanShift.State one = SHIFT.start();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 900; i++) {
            SHIFT.observe(one, i, random.nextDouble() / 2, 1);
        }
        MeanShift.State two = SHIFT.read(Bytes.reading(Bytes.of(one::write)));
        for (int i = 900; i < 4000; i++) {
            double x = random.nextDouble();
            assertThat(SHIFT.observe(two, i, x, 1)).isEqualTo(SHIFT.observe(one, i, x, 1));
        }
        assertThat(Bytes.of(two::write)).isEqualTo(Bytes.of(one::write));
    }

    @Test
    void values_outside_the_range_are_counted_and_settings_outside_theirs_refused() {
        MeanShift.State state = SHIFT.start();
        SHIFT.observe(state, 0, 1.5, 1);
        SHIFT.observe(state, 0, Double.NaN, 1);

        assertThat(state.outside()).isEqualTo(2);
        assertThat(state.count()).isZero();
        assertThatThrownBy(() -> new MeanShift(1, 1, 0.1, 10)).hasMessageContaining("low < high");
        assertThatThrownBy(() -> new MeanShift(0, 1, 1.5, 10)).hasMessageContaining("1.5");
        assertThat(SHIFT.guarantee()).isEqualTo(new Guarantee.Probability(0.1, Condition.SAME_MEAN_GIVEN_PAST));
    }
}
