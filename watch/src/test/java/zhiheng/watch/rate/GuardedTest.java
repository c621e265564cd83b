package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Observation;
import zhiheng.watch.simulate.Delay;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Sources;

class GuardedTest {
    private final Guarded<ShiftedState> guarded = new Guarded<>(new ShiftedRate(Direction.UP, 1e4));

    /** An event repeats the one before with this probability, which is the correlation of neighbours. */
    private static int feed(
            Guarded<ShiftedState> to, GuardedState<ShiftedState> state, double rate, double correlation, int count) {
        var random = new SplittableRandom(31);
        int last = 0;
        int alarms = 0;
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() >= correlation) {
                last = random.nextDouble() < rate ? 1 : 0;
            }
            alarms += to.add(state, i, last, 1) == null ? 0 : 1;
        }
        return alarms;
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.3", "0.05, 0.3", "0.2, 0.1", "0.2, 0.3", "0.2, 0.5", "0.5, 0.8"})
    void dependence_of_neighbours_no_longer_alarms(double rate, double correlation) {
        int events = 400_000;
        int without = Streams.alarms(new ShiftedRate(Direction.UP, 1e4), 31, rate, correlation, events);
        assertThat(without).isGreaterThan(events / 10_000);

        assertThat(feed(guarded, guarded.start(), rate, correlation, events)).isLessThan(events / 10_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 0.9})
    void independent_events_are_not_held_back(double rate) {
        var state = guarded.start();
        feed(guarded, state, rate, 0, 200_000);
        assertThat(state.blockSize()).isOne();
        assertThat(state.correlation()).isCloseTo(0, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.6, 0.8})
    void the_correlation_of_neighbours_is_found(double correlation) {
        var state = guarded.start();
        feed(guarded, state, 0.3, correlation, 200_000);
        assertThat(state.correlation()).isCloseTo(correlation, within(0.03));
    }

    @Test
    void slow_dependence_that_neighbours_hardly_show_lengthens_the_blocks() {
        var state = guarded.start();
        var random = new SplittableRandom(12);
        double rate = 0.2;
        for (int i = 0; i < 200_000; i++) {
            if (i % 30 == 0) { // thirty requests of one user in a row, more or less of them bad
                rate = random.nextDouble() < 0.5 ? 0.05 : 0.35;
            }
            guarded.add(state, i, random.nextDouble() < rate ? 1 : 0, 1);
        }
        assertThat(state.blockSize()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void a_change_of_level_is_not_taken_for_dependence() {
        var state = guarded.start();
        var random = new SplittableRandom(14);
        for (int i = 0; i < 20_000; i++) {
            guarded.add(state, i, random.nextDouble() < (i < 10_000 ? 0.1 : 0.5) ? 1 : 0, 1);
        }
        assertThat(state.blockSize()).isOne();
    }

    @Test
    void blocks_only_grow() {
        var state = guarded.start();
        feed(guarded, state, 0.3, 0.8, 20_000);
        int grown = state.blockSize();
        assertThat(grown).isGreaterThan(5);
        feed(guarded, state, 0.3, 0, 100_000);
        assertThat(state.blockSize()).isGreaterThanOrEqualTo(grown);
    }

    private static final int RUNS = 40;

    private static Delay delay(RateDetector<?> detector, double before, double after, long at) {
        return new Meter(RUNS, 7)
                .delay(Probe.of(detector), Sources.bernoulli(Level.step(before, after, at)), at, 10_000);
    }

    /** What waited is weighed once it is known to be independent; in the former version such a change was found after 7,688 events. */
    @ParameterizedTest
    @CsvSource({"0.03, 0.12", "0.3, 0.45"})
    void an_early_change_is_found_about_as_soon_as_without_the_guard(double before, double after) {
        var bare = new ShiftedRate(Direction.UP, 1e4);
        var with = delay(new Guarded<>(bare), before, after, 300);
        assertThat(with.missed().estimate()).isZero();
        assertThat(with.median().estimate())
                .isLessThanOrEqualTo(
                        1.5 * delay(bare, before, after, 300).median().estimate());
    }

    @Test
    void a_gross_change_is_found_before_dependence_is_known() {
        assertThat(delay(new Guarded<>(new DeclaredRate(0.02, 1e4)), 0, 1, 50)
                        .median()
                        .estimate())
                .isLessThan(80);
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0.4", "0.3, 0.7", "0.03, 0.7", "0.03, 0.9", "0.3, 0.9"})
    void a_declared_limit_keeps_its_promise_on_dependent_streams_from_the_first_event_on(
            double rate, double correlation) {
        var source = Sources.bernoulli(Level.constant(rate), correlation);
        var still =
                new Meter(RUNS, 5).runLength(Probe.of(new Guarded<>(new DeclaredRate(rate, 2_000))), source, 40_000);
        assertThat(still.mean().high()).isGreaterThanOrEqualTo(2_000);
    }

    @Test
    void a_change_in_a_dependent_stream_is_found_and_dated() {
        var state = guarded.start();
        assertThat(feed(guarded, state, 0.1, 0.4, 20_000)).isZero();
        var random = new SplittableRandom(3);
        Alarm alarm = null;
        int last = 0;
        for (int i = 20_000; alarm == null && i < 23_000; i++) {
            last = random.nextDouble() < 0.4 ? last : random.nextDouble() < 0.4 ? 1 : 0;
            alarm = guarded.add(state, i, last, 1);
        }
        assertThat(alarm).isNotNull();
        assertThat(alarm.onset()).isBetween(19_800L, 20_200L);
        assertThat(alarm.time()).isGreaterThan(20_000).isLessThan(21_000);
        assertThat(state.count()).isZero();
    }

    @Test
    void the_requests_of_one_session_count_as_one() {
        var bySession = Guarded.by("session", new DeclaredRate(0.1, 100));
        var single = new DeclaredRate(0.1, 100);
        var state = bySession.start();
        var expected = single.start();
        for (int session = 0; session < 20; session++) {
            for (int i = 0; i < 10; i++) {
                double value = i < session % 3 ? 1 : 0;
                assertThat(bySession.observe(state, request(value, Map.of("session", "s" + session))))
                        .isNull();
            }
            if (session > 0) { // the last one may still go on
                single.add(expected, 0, (session - 1) % 3 / 10.0, 1);
            }
        }
        assertThat(state.statistic()).isEqualTo(expected.statistic());
        assertThat(state.count()).isEqualTo(200);
    }

    @Test
    void requests_without_a_session_count_one_by_one() {
        var bySession = Guarded.by("session", new DeclaredRate(0.1, 1e9));
        var state = bySession.start();
        for (int i = 0; i < 4; i++) {
            bySession.observe(state, request(1, Map.of()));
        }
        var expected = new DeclaredRate(0.1, 1e9);
        var three = expected.start();
        for (int i = 0; i < 3; i++) {
            expected.add(three, 0, 1, 1);
        }
        assertThat(state.statistic()).isEqualTo(three.statistic());
    }

    private static Observation request(double value, Map<String, String> attributes) {
        return new Observation("s", "m", 0, value, 1, attributes);
    }

    @Property(tries = 60)
    void a_state_written_and_read_goes_on_alike(@ForAll long seed, @ForAll boolean session) throws IOException {
        Guarded<ShiftedState> detector =
                session ? Guarded.by("session", new ShiftedRate(Direction.EITHER, 200)) : guarded;
        var state = detector.start();
        var random = new SplittableRandom(seed);
        mixed(detector, state, random, random.nextInt(4000));
        byte[] bytes = ShiftedRateTest.bytes(state);

        var copy = detector.read(new DataInputStream(new ByteArrayInputStream(bytes)));

        assertThat(ShiftedRateTest.bytes(copy)).isEqualTo(bytes);
        long next = random.nextLong();
        assertThat(mixed(detector, copy, new SplittableRandom(next), 2000))
                .isEqualTo(mixed(detector, state, new SplittableRandom(next), 2000));
        assertThat(ShiftedRateTest.bytes(copy)).isEqualTo(ShiftedRateTest.bytes(state));
    }

    private static List<Alarm> mixed(
            Guarded<ShiftedState> detector, GuardedState<ShiftedState> state, SplittableRandom random, int count) {
        var alarms = new ArrayList<Alarm>();
        double last = 0;
        for (int i = 0; i < count; i++) {
            last = random.nextDouble() < 0.4 ? last : random.nextInt(4) == 0 ? 1 : 0;
            var attributes = Map.of("session", "s" + i / 7);
            Alarm alarm =
                    detector.observe(state, new Observation("s", "m", i, last, 1 + random.nextInt(2), attributes));
            if (alarm != null) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    @Test
    void what_is_no_share_of_events_is_left_out_and_counted() {
        var state = guarded.start();
        guarded.add(state, 0, Double.NaN, 1);
        guarded.add(state, 0, 1, -1);
        assertThat(state.rejected()).isEqualTo(2);
        assertThat(state.count()).isZero();
    }

    @Test
    void with_estimated_dependence_a_proven_run_length_is_only_a_simulated_one() {
        assertThat(new Guarded<>(new DeclaredRate(0.1, 500)).guarantee())
                .isEqualTo(new Guarantee.Simulated(500, Condition.LIMIT_IN_BLOCKS));
    }
}
