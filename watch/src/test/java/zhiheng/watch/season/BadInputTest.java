package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Gaps, clocks and values that no one wants to see. */
class BadInputTest {
    private final SeasonScore detector = SeasonScore.ofValues();

    @Test
    void values_that_are_no_numbers_score_zero_are_counted_and_teach_nothing() {
        var with = detector.start();
        var without = detector.start();
        var series = Series.daily(1);
        for (int i = 0; i < 3000; i++) {
            long time = i * Series.STEP;
            double value = series.applyAsDouble(i);
            if (i % 5 == 0) {
                double bad = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
                assertThat(detector.score(with, time, bad)).isZero();
            }
            assertThat(detector.score(with, time, value)).isEqualTo(detector.score(without, time, value));
        }
        assertThat(with.bad()).isEqualTo(600);
        assertThat(with.count()).isEqualTo(3000);
    }

    @Test
    void a_count_below_zero_is_bad_but_a_value_is_not() {
        var state = detector.start();
        detector.score(state, 0, -1);
        assertThat(state.bad()).isZero();
        var counts = SeasonScore.ofCounts();
        var countState = counts.start();
        assertThat(counts.score(countState, 0, -1)).isZero();
        assertThat(countState.bad()).isEqualTo(1);
    }

    @Test
    void a_week_without_data_is_no_anomaly_and_the_season_is_still_known() {
        var state = warm();
        var series = Series.daily(2);
        int later = 21 * Series.DAY;
        int alarms = 0;
        for (int i = later; i < later + Series.DAY; i++) {
            alarms += detector.score(state, i * Series.STEP, series.applyAsDouble(i)) >= SeasonScore.ALARM ? 1 : 0;
        }
        assertThat(alarms).isLessThan(2);
        assertThat(detector.score(state, (later + Series.DAY) * Series.STEP, 400))
                .isGreaterThan(SeasonScore.ALARM);
    }

    @Test
    void times_that_go_back_are_counted_and_their_values_scored_by_their_own_hour() {
        var state = warm();
        var series = Series.daily(3);
        var random = new Random(4);
        int alarms = 0;
        for (int i = 14 * Series.DAY; i < 16 * Series.DAY; i++) {
            int shuffled = i + random.nextInt(4);
            double score = detector.score(state, shuffled * Series.STEP, series.applyAsDouble(shuffled));
            alarms += score >= SeasonScore.ALARM ? 1 : 0;
        }
        assertThat(state.back()).isPositive();
        assertThat(alarms).isLessThan(4);
    }

    @Test
    void repeated_times_are_several_values_of_that_time() {
        var state = detector.start();
        var series = Series.noise(5);
        for (int i = 0; i < 5000; i++) {
            detector.score(state, i / 10 * Series.STEP, series.applyAsDouble(i));
        }
        assertThat(state.back()).isZero();
        assertThat(state.count()).isEqualTo(5000);
        assertThat(detector.score(state, 500 * Series.STEP, 60)).isGreaterThan(SeasonScore.ALARM);
    }

    @Test
    void a_clock_that_jumps_years_ahead_and_back_leaves_the_score_at_work() {
        var state = warm();
        var series = Series.daily(6);
        long now = 14L * Series.DAY * Series.STEP;
        for (long jump : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, now + 20L * 365 * 86_400_000, now}) {
            assertThat(detector.score(state, jump, 100)).isBetween(0.0, 1.0);
        }
        int i = 14 * Series.DAY;
        for (; i < 15 * Series.DAY; i++) {
            detector.score(state, i * Series.STEP, series.applyAsDouble(i));
        }
        assertThat(detector.score(state, i * Series.STEP, 400)).isGreaterThan(SeasonScore.ALARM);
    }

    @Property(tries = 300)
    void anything_gets_a_score_between_zero_and_one(
            @ForAll @Size(min = 1, max = 200) long[] times, @ForAll @Size(min = 1, max = 200) double[] values) {
        var state = detector.start();
        for (int i = 0; i < 400; i++) {
            assertThat(detector.score(state, times[i % times.length], values[i % values.length]))
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void the_largest_and_smallest_numbers_do_not_break_it() {
        var state = detector.start();
        double[] extremes = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0, -0.0, 1e300, 1};
        for (int i = 0; i < 5000; i++) {
            double score = detector.score(state, i * Series.STEP, extremes[i * 31 % extremes.length]);
            assertThat(score).isBetween(0.0, 1.0);
        }
    }

    private SeasonState warm() {
        var state = detector.start();
        var series = Series.daily(1);
        for (int i = 0; i < 14 * Series.DAY; i++) {
            detector.score(state, i * Series.STEP, series.applyAsDouble(i));
        }
        return state;
    }
}
