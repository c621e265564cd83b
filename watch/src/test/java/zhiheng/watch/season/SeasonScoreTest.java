package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

/** What the score sees, and what it lets pass. */
class SeasonScoreTest {
    private static final int DAY = Series.DAY;
    private static final int AT = 10 * DAY + 100;

    @Test
    void a_spike_is_seen_at_once() {
        assertThat(changed(Series.daily(1), AT, 1, v -> v + 60)).startsWith(AT);
    }

    @Test
    void a_day_without_its_shape_is_seen_although_every_value_is_usual() {
        var alarms = changed(Series.daily(2), 10 * DAY, DAY, v -> 100);
        assertThat(alarms).hasSizeBetween(1, 3);
        assertThat(alarms.getFirst()).isLessThan(10 * DAY + 100);
    }

    @Test
    void a_flat_line_is_seen() {
        assertThat(changed(Series.noise(3), AT, 60, v -> 10)).isNotEmpty();
    }

    @Test
    void noise_that_grows_is_seen() {
        assertThat(changed(Series.noise(4), AT, 100, v -> 10 + 4 * (v - 10))).isNotEmpty();
    }

    @Test
    void a_small_shift_is_seen_after_a_while() {
        assertThat(changed(Series.noise(5), AT, 100, v -> v + 1.5)).isNotEmpty();
    }

    @Test
    void a_shift_that_stays_makes_few_alarms() {
        assertThat(changed(Series.daily(6), AT, 1000, v -> v + 30)).hasSizeBetween(1, 3);
    }

    @Test
    void one_more_of_many_spikes_is_nothing_new_but_a_dip_is() {
        IntToDoubleFunction spiky = i -> 10 + (i % 37 == 0 ? 50 : 0) + i % 3;
        assertThat(Series.alarms(spiky, AT, AT + 200)).isEmpty();
        assertThat(changed(spiky, AT, 5, v -> v - 30).getFirst()).isBetween(AT, AT + 4);
    }

    @Test
    void a_period_that_is_no_day_is_learnt_and_one_that_is_missing_is_seen() {
        var random = new Random(8);
        IntToDoubleFunction pulses = i -> Math.sin(i * 2 * Math.PI / 41) + 0.05 * random.nextGaussian();
        assertThat(changed(pulses, AT, 30, v -> 0.1 * v)).isNotEmpty().allMatch(at -> at >= AT && at < AT + 82);
    }

    @Test
    void the_twentieth_of_twenty_spikes_stands_above_all_that_is_usual() {
        var random = new Random(9);
        var detector = SeasonScore.ofValues();
        var state = detector.start();
        double mean = 0;
        double last = 0;
        for (int i = 0; i < 6000; i++) {
            boolean spike = i > 2000 && i % 200 == 0;
            double score = detector.score(state, i * Series.STEP, random.nextGaussian() + (spike ? 9 : 0));
            last = spike ? score : last;
            mean += spike ? 0 : score / 5980;
        }
        assertThat(last).isLessThan(SeasonScore.ALARM);
        assertThat(last).isGreaterThan(2 * mean);
    }

    @Test
    void a_quiet_weekend_is_expected_once_it_is_known() {
        var random = new Random(7);
        IntToDoubleFunction week = i -> 50
                + (i / DAY % 7 == 2 || i / DAY % 7 == 3 ? 0 : 40 * Math.max(0, Math.sin(i * 2 * Math.PI / DAY)))
                + random.nextGaussian();
        int fifth = 5 * 7 * DAY;
        assertThat(Series.alarms(week, fifth, fifth + 7 * DAY)).hasSizeLessThan(3);
    }

    @Test
    void pure_noise_seldom_alarms_and_seldomer_at_a_higher_score() {
        assertThat(Series.alarms(Series.noise(8), 1000, 51_000)).hasSizeLessThan(100);
        var detector = SeasonScore.ofValues().alarmingAt(0.65);
        var state = detector.start();
        var noise = Series.noise(8);
        int alarms = 0;
        for (int i = 0; i < 50_000; i++) {
            alarms += detector.observe(state, observation(i, noise.applyAsDouble(i))) == null ? 0 : 1;
        }
        assertThat(alarms).isLessThan(25);
    }

    @Test
    void a_constant_never_alarms_and_its_first_change_does() {
        assertThat(Series.alarms(i -> 42, 0, AT)).isEmpty();
        assertThat(changed(i -> 42, AT, 3, v -> 43)).startsWith(AT);
    }

    @Test
    void the_unit_does_not_matter() {
        var inSeconds = Series.daily(9);
        var inMillis = Series.daily(9);
        assertThat(Series.alarms(i -> 1000 * inMillis.applyAsDouble(i), 0, 5000))
                .isNotEmpty()
                .isEqualTo(Series.alarms(inSeconds, 0, 5000));
    }

    @Test
    void what_chance_explains_is_not_unusual_in_counts() {
        var random = new Random(10);
        var values = SeasonScore.ofValues();
        var counts = SeasonScore.ofCounts();
        var valueState = values.start();
        var countState = counts.start();
        int valueAlarms = 0;
        int countAlarms = 0;
        for (int i = 0; i < 20_000; i++) {
            double rare = random.nextInt(20) == 0 ? 1 : 0;
            valueAlarms += values.score(valueState, i * Series.STEP, rare) >= SeasonScore.ALARM ? 1 : 0;
            countAlarms += counts.score(countState, i * Series.STEP, rare) >= SeasonScore.ALARM ? 1 : 0;
        }
        assertThat(countAlarms).isLessThan(valueAlarms);
        assertThat(counts.score(countState, 20_000 * Series.STEP, 12)).isGreaterThan(SeasonScore.ALARM);
    }

    @Test
    void as_a_detector_it_alarms_at_the_score_asked_for_and_keeps_its_seasons() {
        var detector = SeasonScore.ofValues().alarmingAt(0.6);
        var state = detector.start();
        var series = Series.daily(11);
        for (int i = 0; i < AT; i++) {
            detector.observe(state, observation(i, series.applyAsDouble(i)));
        }
        var alarm = detector.observe(state, observation(AT, 400));
        assertThat(alarm).isNotNull();
        assertThat(alarm.statistic()).isEqualTo(state.statistic()).isBetween(0.6, 1.0);
        assertThat(alarm.threshold()).isEqualTo(0.6);
        assertThat(alarm.time()).isEqualTo(AT * Series.STEP);
        assertThat(state.count()).isEqualTo(AT + 1);
        assertThat(detector.guarantee()).isEqualTo(new Guarantee.None());
    }

    @Test
    void a_score_that_cannot_be_is_refused_as_a_threshold() {
        for (double wrong : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> SeasonScore.ofValues().alarmingAt(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("above 0 and at most 1");
        }
    }

    private static Observation observation(int row, double value) {
        return new Observation("s", "m", row * Series.STEP, value, 1, Map.of());
    }

    /** Alarms from the first changed row to some after the last. */
    private static List<Integer> changed(IntToDoubleFunction series, int from, int rows, DoubleUnaryOperator change) {
        IntToDoubleFunction changed = i -> {
            double value = series.applyAsDouble(i);
            return i >= from && i < from + rows ? change.applyAsDouble(value) : value;
        };
        return Series.alarms(changed, from, from + rows + 5);
    }
}
