package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;

class MeanLimitTest {
    private static final int RUNS = 200;

    /** Mean events to an alarm over {@value #RUNS} streams of at most {@code most} events. */
    private static double events(MeanLimit limit, int most, ToDoubleFunction<SplittableRandom> value) {
        long sum = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            MeanLimit.State state = limit.start();
            int i = 1;
            while (i < most && limit.observe(state, i, value.applyAsDouble(random), 1) == null) {
                i++;
            }
            sum += i;
        }
        return sum / (double) RUNS;
    }

    @Test
    void a_mean_at_the_limit_runs_at_least_as_long_as_promised() {
        MeanLimit limit = MeanLimit.above(0.1, 0, 1, 500);

        assertThat(events(limit, 20_000, r -> r.nextInt(10) == 0 ? 1 : 0)).isGreaterThan(500);
        assertThat(events(limit, 20_000, r -> r.nextDouble() / 5)).isGreaterThan(500);
    }

    @Test
    void the_run_length_needs_no_independence() {
        // Each value depends on the one before, but its mean given the past never exceeds the limit.
        double[] last = {0};
        assertThat(events(
                        MeanLimit.above(0.2, 0, 1, 500),
                        20_000,
                        r -> last[0] = r.nextDouble() < (last[0] > 0 ? 0.02 : 0.2) ? 1 : 0))
                .isGreaterThan(500);
    }

    @Test
    void a_mean_past_the_limit_is_found_soon_in_either_direction_and_on_any_scale() {
        assertThat(events(MeanLimit.above(0.1, 0, 1, 10_000), 20_000, r -> r.nextInt(5) == 0 ? 1 : 0))
                .isLessThan(300);
        assertThat(events(MeanLimit.below(3, 1, 5, 10_000), 20_000, r -> 2.8 + (r.nextDouble() - 0.5) / 10))
                .isLessThan(200);
    }

    @Test
    void the_alarm_tells_when_the_mean_passed_the_limit_and_to_what_level() {
        MeanLimit limit = MeanLimit.above(1, 0, 10, 100_000);
        MeanLimit.State state = limit.start();
        SplittableRandom random = new SplittableRandom(3);
        Alarm alarm = null;
        for (int i = 0; alarm == null; i++) {
            alarm = limit.observe(state, i, (i < 3000 ? 0.5 : 2) * 2 * random.nextDouble(), 1);
        }

        assertThat(alarm.onset()).isBetween(2900L, 3100L);
        assertThat(alarm.statistic()).isGreaterThanOrEqualTo(alarm.threshold());
        assertThat(alarm.before().estimate()).isEqualTo(1);
        assertThat(alarm.after().low()).isLessThan(2);
        assertThat(alarm.after().high()).isGreaterThan(2);
        assertThat(alarm.after().estimate()).isCloseTo(2, within(0.5));
        assertThat(state.count()).isZero();
        assertThat(state.statistic()).isZero();
    }

    @Test
    void counts_that_come_in_batches_run_as_long_and_are_found_as_soon_as_single_events() {
        MeanLimit limit = MeanLimit.above(0.02, 0, 1, 500);
        long still = 0;
        long moved = 0;
        for (int run = 0; run < RUNS; run++) {
            still += batches(limit, 0.02, run);
            moved += batches(limit, 0.1, run);
        }
        assertThat(still / (double) RUNS).isGreaterThan(500);
        assertThat(moved / (double) RUNS).isLessThan(150);
    }

    /** Events to an alarm in batches of 20. */
    private static long batches(MeanLimit limit, double rate, int run) {
        SplittableRandom random = new SplittableRandom(run);
        MeanLimit.State state = limit.start();
        long events = 0;
        boolean alarm = false;
        while (!alarm && events < 20_000) {
            int hits = 0;
            for (int i = 0; i < 20; i++) {
                hits += random.nextDouble() < rate ? 1 : 0;
            }
            alarm = limit.observe(state, events, hits / 20.0, 20) != null;
            events += 20;
        }
        return events;
    }

    @Test
    void values_outside_the_range_are_counted_and_change_nothing() {
        MeanLimit limit = MeanLimit.above(0.5, 0, 1, 100);
        MeanLimit.State state = limit.start();
        for (double bad : new double[] {-1, 2, Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertThat(limit.observe(state, new Observation("s", "m", 0, bad))).isNull();
        }
        assertThat(limit.observe(state, new Observation("s", "m", 0, 0.5, Double.NaN, Map.of())))
                .isNull();

        assertThat(state.outside()).isEqualTo(5);
        assertThat(state.count()).isZero();
        assertThat(state.statistic()).isZero();
    }

    @Test
    void a_state_that_was_written_and_read_goes_on_as_if_it_had_not_been() throws IOException {
        MeanLimit limit = MeanLimit.above(0.3, 0, 1, 1000);
        MeanLimit.State one = limit.start();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 500; i++) {
            limit.observe(one, i, random.nextDouble() / 2, 1);
        }
        byte[] bytes = Bytes.of(one::write);
        MeanLimit.State two = limit.read(Bytes.reading(bytes));

        assertThat(bytes.length).isLessThan(4000);
        for (int i = 500; i < 3000; i++) {
            double x = random.nextDouble();
            assertThat(limit.observe(two, i, x, 1)).isEqualTo(limit.observe(one, i, x, 1));
        }
        assertThat(Bytes.of(two::write)).isEqualTo(Bytes.of(one::write));
    }

    @Test
    void a_limit_outside_the_range_and_a_senseless_run_length_are_refused() {
        assertThatThrownBy(() -> MeanLimit.above(1, 0, 1, 100)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> MeanLimit.below(0.5, 0, 1, 0)).hasMessageContaining("events");
        assertThat(MeanLimit.above(0.5, 0, 1, 100).guarantee())
                .isEqualTo(new Guarantee.RunLength(100, Condition.AT_MOST_GIVEN_PAST));
    }
}
