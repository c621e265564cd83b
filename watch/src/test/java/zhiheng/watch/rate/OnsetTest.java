package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.State;
import zhiheng.watch.rate.DeclaredRate.Form;

/** When a change is said to have come, and what the level since is said to be. */
class OnsetTest {
    private static final int CHANGE = 5000;
    private static final int STREAMS = 100;

    /** @param off how many events the middle one of the onsets may lie off: some ten ones of the rate before, or of the limit */
    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(new DeclaredRate(0.008, 1e5), 0.005, 0.02, 250),
                Arguments.of(new DeclaredRate(0.008, 1e5, Form.CUSUM), 0.005, 0.02, 250),
                Arguments.of(new DeclaredRate(0.008, 1e4), 0.005, 0.02, 250),
                Arguments.of(new DeclaredRate(0.05, 1e5), 0.04, 0.1, 80),
                Arguments.of(new ShiftedRate(Direction.UP, 1e5), 0.005, 0.02, 250),
                Arguments.of(new ShiftedRate(Direction.UP, 1e5), 0.1, 0.2, 64),
                Arguments.of(new ShiftedRate(Direction.EITHER, 1e5), 0.1, 0.2, 64),
                Arguments.of(new ShiftedRate(Direction.EITHER, 1e5), 0.2, 0.4, 32),
                Arguments.of(new ShiftedRate(Direction.DOWN, 1e5), 0.4, 0.2, 32));
    }

    @ParameterizedTest
    @MethodSource("changes")
    <S extends State> void the_onset_is_near_the_change_and_the_interval_since_holds_the_rate_since(
            RateDetector<S> detector, double before, double after, int off) {
        List<Long> errors = new ArrayList<>();
        List<Long> distances = new ArrayList<>();
        int covered = 0;
        for (Alarm alarm : alarms(detector, before, after)) {
            errors.add(alarm.onset() - CHANGE);
            distances.add(Math.abs(alarm.onset() - CHANGE));
            covered += alarm.after().low() <= after && after <= alarm.after().high() ? 1 : 0;
            assertThat(alarm.time() - alarm.onset()).isGreaterThan(4);
        }
        assertThat(errors).hasSizeGreaterThan(STREAMS * 9 / 10);
        assertThat(middle(distances)).isLessThanOrEqualTo(off);
        assertThat(middle(errors)).isBetween(-off / 2L - 8, off / 2L + 8);
        assertThat(covered).isGreaterThanOrEqualTo(errors.size() * 95 / 100);
    }

    /** Alarms after the change; streams with an earlier one are left out. */
    private static <S extends State> List<Alarm> alarms(RateDetector<S> detector, double before, double after) {
        var alarms = new ArrayList<Alarm>();
        for (int seed = 0; seed < STREAMS; seed++) {
            var random = new SplittableRandom(seed);
            S state = detector.start();
            if (Streams.feed(detector, state, random, before, 0, CHANGE) == null) {
                Alarm alarm = Streams.feed(detector, state, random, after, CHANGE, 50_000);
                assertThat(alarm).isNotNull();
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    @Test
    void looking_both_ways_finds_a_change_hardly_later_than_looking_one_way() {
        for (double[] rates : new double[][] {{0.005, 0.02}, {0.02, 0.005}}) {
            var one = rates[1] > rates[0] ? Direction.UP : Direction.DOWN;
            double oneWay = delay(new ShiftedRate(one, 1e5), rates[0], rates[1]);
            double bothWays = delay(new ShiftedRate(Direction.EITHER, 1e5), rates[0], rates[1]);
            assertThat(bothWays).isLessThan(1.25 * oneWay);
        }
    }

    private static double delay(ShiftedRate detector, double before, double after) {
        return alarms(detector, before, after).stream()
                .mapToLong(alarm -> alarm.time() - CHANGE)
                .average()
                .orElseThrow();
    }

    private static long middle(List<Long> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    @Test
    void what_all_bets_won_since_each_start_adds_up_to_the_statistic() {
        var detector = new DeclaredRate(0.1, 1e15);
        var state = detector.start();
        var random = new SplittableRandom(1);
        var bets = new Bets(0.1);
        List<Integer> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(random.nextDouble() < 0.15 ? 1 : 0);
            detector.add(state, i, events.getLast(), 1);
        }
        double total = 0;
        double ones = 0;
        for (int since = 1; since <= events.size(); since++) {
            ones += events.get(events.size() - since);
            total += bets.won(ones, since);
        }
        assertThat(total).isCloseTo(state.statistic(), withPercentage(1e-6));
    }
}
