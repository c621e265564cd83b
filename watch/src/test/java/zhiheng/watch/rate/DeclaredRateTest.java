package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.rate.DeclaredRate.Form;

class DeclaredRateTest {
    @Property(tries = 100)
    void the_statistic_is_the_mean_over_bets_of_the_sum_over_onsets_of_likelihood_ratios(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 0.99) double limit) {
        var detector = new DeclaredRate(limit, 1e15);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        double[] values = random.doubles(40).map(u -> u < limit ? 1 : 0).toArray();
        for (double value : values) {
            detector.add(state, 0, value, 1);
        }
        double expected = 0;
        for (double ratio : Bets.ODDS_RATIOS) {
            double rate = ratio * limit / (1 - limit + ratio * limit);
            double lambda = (rate - limit) / (limit * (1 - limit));
            for (int onset = 0; onset < values.length; onset++) {
                double product = 1;
                for (int i = onset; i < values.length; i++) {
                    product *= 1 + lambda * (values[i] - limit);
                }
                expected += product / Bets.COUNT;
            }
        }
        assertThat(state.statistic()).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
    }

    @Property(tries = 200)
    void no_bet_wins_on_average_while_the_limit_is_kept(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double limit,
            @ForAll @DoubleRange(max = 1) double low,
            @ForAll @DoubleRange(max = 1) double high,
            @ForAll @DoubleRange(min = 0.01, max = 1) double weight) {
        double a = Math.min(low, limit); // a value of a or b whose mean is the limit
        double b = Math.max(high, limit);
        double chance = b > a ? (limit - a) / (b - a) : 1;
        var bets = new Bets(limit);
        for (int i = 0; i < Bets.COUNT; i++) {
            double mean = (1 - chance) * bets.factor(i, a, weight) + chance * bets.factor(i, b, weight);
            assertThat(mean).isLessThanOrEqualTo(1 + 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.05, 0.2, 0.5})
    void at_the_limit_false_alarms_are_as_rare_as_promised(double limit) {
        for (Form form : Form.values()) {
            int alarms = Streams.alarms(new DeclaredRate(limit, 1000, form), 17, limit, 0, 1_000_000);

            assertThat(alarms).as("%s", form).isBetween(1, 1000);
        }
    }

    @Test
    void dependence_breaks_no_promise_as_long_as_each_conditional_mean_keeps_the_limit() {
        var detector = new DeclaredRate(0.1, 1000);
        var state = detector.start();
        var random = new SplittableRandom(2);
        int alarms = 0;
        int last = 0;
        for (int i = 0; i < 1_000_000; i++) {
            last = random.nextDouble() < (last == 1 ? 0.1 : i / 1000 % 2 == 0 ? 0.1 : 0.02) ? 1 : 0;
            alarms += detector.add(state, i, last, 1) == null ? 0 : 1;
        }
        assertThat(alarms).isLessThan(1000);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void a_rate_above_the_limit_is_found_dated_and_measured(Form form) {
        var detector = new DeclaredRate(0.05, 1e5, form);
        var state = detector.start();
        var random = new SplittableRandom(9);
        assertThat(Streams.feed(detector, state, random, 0.04, 0, 10_000)).isNull();

        Alarm alarm = Streams.feed(detector, state, random, 0.1, 10_000, 2000);

        assertThat(alarm).isNotNull();
        assertThat(alarm.onset()).isBetween(9_800L, 10_300L);
        assertThat(alarm.before()).isEqualTo(Interval.declared(0.05));
        assertThat(alarm.after().estimate()).isBetween(0.07, 0.14);
        assertThat(state.count()).isZero();
    }

    @Test
    void adding_the_evidence_of_all_onsets_is_never_slower_than_the_likeliest_alone() {
        for (long seed = 0; seed < 30; seed++) {
            assertThat(delay(Form.SHIRYAEV_ROBERTS, seed)).isLessThanOrEqualTo(delay(Form.CUSUM, seed));
        }
    }

    private static long delay(Form form, long seed) {
        var detector = new DeclaredRate(0.1, 1e4, form);
        Alarm alarm = Streams.feed(detector, detector.start(), new SplittableRandom(seed), 0.2, 0, 100_000);
        assertThat(alarm).isNotNull();
        return alarm.time();
    }

    @Test
    void a_share_of_many_events_is_the_evidence_of_those_events() {
        var detector = new DeclaredRate(0.1, 1e15);
        var one = detector.start();
        detector.add(one, 0, 0.3, 10);
        double expected = 0;
        for (double ratio : Bets.ODDS_RATIOS) {
            double rate = ratio * 0.1 / (0.9 + ratio * 0.1);
            expected += 10 * Math.pow(rate / 0.1, 3) * Math.pow((1 - rate) / 0.9, 7) / Bets.COUNT;
        }
        assertThat(one.statistic()).isCloseTo(expected, within(1e-9 * expected));
        assertThat(one.count()).isEqualTo(10);
    }

    @Property(tries = 100)
    void a_state_written_and_read_goes_on_alike(@ForAll long seed, @ForAll Form form) throws IOException {
        var detector = new DeclaredRate(0.1, 300, form);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        Streams.feed(detector, state, random, 0.1, 0, random.nextInt(3000));
        detector.add(state, 3000, random.nextDouble(), 2.5);
        byte[] bytes = ShiftedRateTest.bytes(state);

        var copy = detector.read(new DataInputStream(new ByteArrayInputStream(bytes)));

        assertThat(bytes).hasSizeLessThanOrEqualTo(1024);
        assertThat(ShiftedRateTest.bytes(copy)).isEqualTo(bytes);
        long next = random.nextLong();
        assertThat(Streams.feed(detector, copy, new SplittableRandom(next), 0.15, 4000, 5000))
                .isEqualTo(Streams.feed(detector, state, new SplittableRandom(next), 0.15, 4000, 5000));
        assertThat(ShiftedRateTest.bytes(copy)).isEqualTo(ShiftedRateTest.bytes(state));
    }

    @Test
    void what_is_no_share_of_events_is_left_out_and_counted() {
        var detector = new DeclaredRate(0.1, 100);
        var state = detector.start();
        for (double bad : new double[] {-1, 2, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(detector.add(state, 0, bad, 1)).isNull();
            assertThat(detector.add(state, 0, 1, bad <= 0 ? bad : -bad)).isNull();
        }
        assertThat(state.rejected()).isEqualTo(8);
        assertThat(state.statistic()).isZero();
    }

    @Test
    void a_limit_or_promise_that_means_nothing_is_refused() {
        assertThatThrownBy(() -> new DeclaredRate(0, 100)).hasMessageContaining("limit 0.0");
        assertThatThrownBy(() -> new DeclaredRate(1, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeclaredRate(0.1, Double.NaN)).hasMessageContaining("falseAlarmEvery");
        assertThat(new DeclaredRate(0.1, 100).guarantee())
                .isEqualTo(new Guarantee.RunLength(100, Condition.AT_MOST_GIVEN_PAST));
    }
}
