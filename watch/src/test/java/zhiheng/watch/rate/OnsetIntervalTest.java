package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.State;

/** Between which moments a change is said to have come, and that an alarm and the level it tells never contradict each other. */
class OnsetIntervalTest {
    private static final int STREAMS = Integer.getInteger("onset.streams", 200);

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(new DeclaredRate(0.25, 1e4), 0.2, 0.55, 500),
                Arguments.of(new DeclaredRate(0.3, 1e4), 0.3, 0.45, 3000),
                Arguments.of(new DeclaredRate(0.03, 1e4), 0.03, 0.06, 3000),
                Arguments.of(new DeclaredRate(0.03, 1e5), 0.02, 0.12, 3000),
                Arguments.of(new DeclaredRate(0.003, 1e4), 0.003, 0.012, 3000),
                Arguments.of(new Guarded<>(new DeclaredRate(0.03, 1e4)), 0.03, 0.12, 3000),
                Arguments.of(new ShiftedRate(Direction.UP, 1e4), 0.3, 0.45, 300),
                Arguments.of(new ShiftedRate(Direction.UP, 1e4), 0.03, 0.12, 3000),
                Arguments.of(new ShiftedRate(Direction.UP, 1e5), 0.003, 0.012, 5000),
                Arguments.of(new ShiftedRate(Direction.DOWN, 1e4), 0.4, 0.2, 3000),
                Arguments.of(new ShiftedRate(Direction.EITHER, 1e4), 0.05, 0.1, 3000),
                Arguments.of(new Guarded<>(new ShiftedRate(Direction.UP, 1e4)), 0.03, 0.12, 3000));
    }

    @ParameterizedTest
    @MethodSource("changes")
    <S extends State> void the_onset_lies_in_its_interval_nineteen_times_in_twenty(
            RateDetector<S> detector, double before, double after, int change) {
        int found = 0;
        int held = 0;
        int level = 0;
        for (int seed = 0; seed < STREAMS; seed++) {
            var random = new SplittableRandom(seed);
            S state = detector.start();
            if (Streams.feed(detector, state, random, before, 0, change) != null) {
                continue;
            }
            Alarm alarm = Streams.feed(detector, state, random, after, change, 100_000);
            assertThat(alarm).isNotNull();
            var extent = alarm.extent();
            found++;
            held += extent.earliest() <= change && change <= extent.latest() ? 1 : 0;
            level += alarm.after().low() <= after && after <= alarm.after().high() ? 1 : 0;
            assertThat(alarm.onset()).isBetween(extent.earliest(), extent.latest());
            assertThat(extent.latest()).isLessThanOrEqualTo(alarm.time());
            assertThat(extent.sum()).isBetween(0.0, extent.events());
            double broken = alarm.before().estimate();
            assertThat(
                            alarm.direction() > 0
                                    ? alarm.after().low() - broken
                                    : broken - alarm.after().high())
                    .as("how far the level since keeps from what was left or broken")
                    .isPositive();
        }
        // so few of so many streams would have a probability below 5 % were the true share .95
        double least = .95 - 1.645 * Math.sqrt(.95 * .05 / found);
        assertThat(held / (double) found).isGreaterThanOrEqualTo(least);
        assertThat(level / (double) found).isGreaterThanOrEqualTo(least);
    }
}
