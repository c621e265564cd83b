package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.State;
import zhiheng.watch.rate.GuardedState;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Sources;

class GuardedMeanTest {
    private static final double EVERY = 2_000;
    private static final int RUNS = 40;

    @ParameterizedTest
    @CsvSource({"0.1, 0", "0.1, 0.4", "0.3, 0.7", "0.3, 0.9"})
    void a_limit_keeps_its_promise_where_neighbours_are_alike(double mean, double correlation) {
        var source = Sources.beta(Level.constant(mean), 4, correlation);
        var still = new Meter(RUNS, 3)
                .runLength(Probe.of(GuardedMean.of(MeanLimit.above(mean, 0, 1, EVERY))), source, 20 * (long) EVERY);
        assertThat(still.mean().high()).isGreaterThanOrEqualTo(EVERY);
    }

    /** Else the test above would say nothing. */
    @Test
    void without_the_guard_it_does_not() {
        var source = Sources.beta(Level.constant(.3), 4, .7);
        var still = new Meter(RUNS, 3).runLength(Probe.of(MeanLimit.above(.3, 0, 1, EVERY)), source, 20 * (long) EVERY);
        assertThat(still.mean().high()).isLessThan(EVERY / 4);
    }

    @ParameterizedTest
    @CsvSource({"0.4", "0.7", "0.9"})
    void a_shift_is_not_seen_in_what_lingers(double correlation) {
        var source = Sources.beta(Level.constant(.3), 4, correlation);
        var guarded =
                new Meter(RUNS, 3).runLength(Probe.of(GuardedMean.of(new MeanShift(0, 1, .05, 200))), source, 10_000);
        assertThat(RUNS - guarded.censored()).isLessThanOrEqualTo(RUNS / 10);
    }

    @Test
    void a_change_of_independent_values_is_found_as_soon_as_without_it() {
        var source = Sources.beta(Level.step(.3, .45, 2_000), 4);
        var limit = MeanLimit.above(.3, 0, 1, 10_000);
        var meter = new Meter(RUNS, 9);
        double bare =
                meter.delay(Probe.of(limit), source, 2_000, 5_000).median().estimate();
        double with = meter.delay(Probe.of(GuardedMean.of(limit)), source, 2_000, 5_000)
                .median()
                .estimate();
        assertThat(with).isLessThanOrEqualTo(1.25 * bare + 1);
    }

    @Test
    void values_of_any_range_are_read_and_reported_in_it() {
        var detector = GuardedMean.of(MeanLimit.above(20, 0, 100, 1_000));
        var state = detector.start();
        for (int i = 0; ; i++) {
            var alarm = detector.observe(state, new Observation("s", "m", i, i % 2 == 0 ? 60 : 50, 1, Map.of()));
            if (alarm != null) {
                assertThat(alarm.before())
                        .isNotNull()
                        .extracting(b -> b.estimate())
                        .isEqualTo(20.0);
                assertThat(alarm.after())
                        .isNotNull()
                        .satisfies(a -> assertThat(a.estimate()).isBetween(50.0, 60.0));
                break;
            }
            assertThat(i).isLessThan(200);
        }
        assertThat(detector.observe(state, new Observation("s", "m", 1, 101, 1, Map.of())))
                .isNull();
        assertThat(state.rejected()).isOne();
    }

    @Test
    void the_promise_says_that_it_is_simulated_and_of_what() {
        assertThat(GuardedMean.of(MeanLimit.above(.5, 0, 1, 100)).guarantee())
                .isEqualTo(new Guarantee.Simulated(100, Condition.LIMIT_IN_BLOCKS));
        assertThat(GuardedMean.of(new MeanShift(0, 1, .1, 100)).guarantee())
                .isEqualTo(new Guarantee.SimulatedProbability(.1, Condition.SAME_RATE_IN_BLOCKS));
    }

    private static byte[] bytes(State state) throws IOException {
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Property(tries = 40)
    void a_state_written_and_read_goes_on_alike(@ForAll long seed) throws IOException {
        var detector = GuardedMean.of(MeanLimit.above(.4, 0, 1, 50));
        GuardedState<MeanLimit.State> state = detector.start();
        var random = new SplittableRandom(seed);
        feed(detector, state, random, random.nextInt(3_000));
        var copy = detector.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
        assertThat(bytes(copy)).isEqualTo(bytes(state));
        long next = random.nextLong();
        assertThat(feed(detector, copy, new SplittableRandom(next), 1_000))
                .isEqualTo(feed(detector, state, new SplittableRandom(next), 1_000));
    }

    private static int feed(
            GuardedMean<MeanLimit.State> detector,
            GuardedState<MeanLimit.State> state,
            SplittableRandom random,
            int events) {
        int alarms = 0;
        for (int i = 0; i < events; i++) {
            var observation =
                    new Observation("s", "m", i, random.nextInt(3) == 0 ? 1 : random.nextDouble() / 2, 1, Map.of());
            alarms += detector.observe(state, observation) == null ? 0 : 1;
        }
        return alarms;
    }
}
