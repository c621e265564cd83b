package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.watch.Alarm;
import zhiheng.watch.Condition;
import zhiheng.watch.Guarantee;

class ShiftedRateTest {
    @Property(tries = 60)
    void the_first_events_are_summed_as_the_formula_says(
            @ForAll Direction direction, @ForAll long seed, @ForAll @DoubleRange(max = 1) double rate) {
        var detector = new ShiftedRate(direction, 1e15);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        var bits = new ArrayList<Integer>();
        for (int i = 0; i < 63; i++) {
            int bit = random.nextDouble() < rate ? 1 : 0;
            bits.add(bit);
            detector.add(state, i, bit, 1);
            double expected = sum(bits, direction);
            assertThat(state.statistic()).isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
        }
    }

    /** Products of the mixture's predictions, in 40 digits. */
    private static double sum(List<Integer> bits, Direction direction) {
        var sum = BigDecimal.ZERO;
        for (int k = 1; k < bits.size(); k++) {
            var before = bits.subList(0, k);
            var after = bits.subList(k, bits.size());
            double rise = (double) ones(after) / after.size() - (double) ones(before) / before.size();
            boolean counts = direction == Direction.EITHER || (direction == Direction.UP ? rise > 0 : rise < 0);
            if (counts) {
                sum = sum.add(mixture(before).multiply(mixture(after)).divide(mixture(bits), MathContext.DECIMAL128));
            }
        }
        return sum.doubleValue();
    }

    private static BigDecimal mixture(List<Integer> bits) {
        var product = BigDecimal.ONE;
        int ones = 0;
        for (int i = 0; i < bits.size(); i++) {
            int same = bits.get(i) == 1 ? ones : i - ones;
            product =
                    product.multiply(new BigDecimal(same + 0.5)).divide(new BigDecimal(i + 1), MathContext.DECIMAL128);
            ones += bits.get(i);
        }
        return product;
    }

    private static int ones(List<Integer> bits) {
        return bits.stream().mapToInt(b -> b).sum();
    }

    /** What the proof of the run length rests on, through folding, joining and a prior that moves. */
    @Property(tries = 30)
    void under_the_mixture_an_event_adds_no_more_than_one_on_average(@ForAll long seed) throws IOException {
        var detector = new ShiftedRate(Direction.EITHER, 1e15);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        double rate = random.nextDouble();
        double ones = 0;
        for (int i = 0; i < 700; i++) {
            double chance = (ones + 0.5) / (i + 1);
            double before = state.statistic();
            var one = copy(detector, state);
            boolean alarm = detector.add(one, i, 1, 1) != null;
            var zero = copy(detector, state);
            alarm |= detector.add(zero, i, 0, 1) != null;
            if (alarm) {
                return;
            }
            double mean = chance * one.statistic() + (1 - chance) * zero.statistic();
            assertThat(mean).isLessThanOrEqualTo((before + 1) * (1 + 1e-9));
            rate = i % 200 == 0 ? random.nextDouble() : rate;
            int bit = random.nextDouble() < rate ? 1 : 0;
            ones += bit;
            if (detector.add(state, i, bit, 1) != null) {
                return; // begun afresh
            }
        }
    }

    private static ShiftedState copy(ShiftedRate detector, ShiftedState state) throws IOException {
        return detector.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
    }

    @Property(tries = 50)
    void the_prior_gives_all_courses_together_a_probability_of_one(
            @ForAll Direction direction, @ForAll @DoubleRange(min = 0.01, max = 0.99) double rate) {
        var prior = Prior.around(direction, 1000 * rate, 1000);
        double total = 0;
        for (int course = 0; course < 1 << 10; course++) {
            total += Math.exp(prior.log(Integer.bitCount(course), 10));
        }
        assertThat(total).isCloseTo(1, within(1e-9));
        assertThat(prior.fits(direction, 1000 * rate, 1000)).isTrue();
        assertThat(prior.fits(direction, 500 * rate, 1000)).isFalse();
    }

    @Property(tries = 150)
    void computing_the_sum_lazily_delays_no_alarm(
            @ForAll Direction direction,
            @ForAll long seed,
            @ForAll @DoubleRange(max = 1) double before,
            @ForAll @DoubleRange(max = 1) double after,
            @ForAll boolean shares) {
        double threshold = 300;
        var detector = new ShiftedRate(direction, threshold);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 1500; i++) {
            double rate = i % 400 < 200 ? before : after;
            boolean batch = shares && random.nextInt(10) == 0;
            double value = batch ? random.nextDouble() : random.nextDouble() < rate ? 1 : 0;
            double weight = batch ? random.nextDouble() * 5 + 0.1 : 1;
            Alarm alarm = detector.add(state, i, value, weight);
            if (alarm == null) {
                assertThat(state.statistic()).isLessThan(threshold);
            } else {
                assertThat(alarm.statistic()).isGreaterThanOrEqualTo(threshold);
                assertThat(state.count()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.01, 0.2, 0.5})
    void an_unchanging_rate_is_seldom_alarmed_at(double rate) {
        var detector = new ShiftedRate(Direction.UP, 1000);
        int events = 1_000_000;

        int alarms = Streams.alarms(detector, 11, rate, 0, events);

        assertThat(alarms).isLessThan(events / 1000);
    }

    @Test
    void a_rate_drawn_from_the_mixture_runs_as_long_as_promised() {
        double promised = 200;
        var detector = new ShiftedRate(Direction.EITHER, promised);
        var random = new SplittableRandom(3);
        double total = 0;
        int runs = 1000;
        for (int i = 0; i < runs; i++) {
            double root = Math.sin(Math.PI / 2 * random.nextDouble());
            var state = detector.start();
            Streams.feed(detector, state, random, root * root, 0, 5000);
            Alarm alarm = Streams.feed(detector, detector.start(), random, root * root, 0, 5000);
            total += alarm == null ? 5000 : alarm.time() + 1;
        }
        assertThat(total / runs).isGreaterThan(promised);
    }

    @Test
    void a_rise_is_found_dated_and_measured() {
        var detector = new ShiftedRate(Direction.UP, 1e5);
        var state = detector.start();
        var random = new SplittableRandom(5);
        assertThat(Streams.feed(detector, state, random, 0.1, 0, 20_000)).isNull();

        Alarm alarm = Streams.feed(detector, state, random, 0.2, 20_000, 2000);

        assertThat(alarm).isNotNull();
        assertThat(alarm.time()).isLessThan(21_000);
        assertThat(alarm.onset()).isBetween(19_900L, 20_100L);
        assertThat(alarm.before().low()).isLessThan(0.1);
        assertThat(alarm.before().high()).isBetween(0.1, 0.12);
        assertThat(alarm.after().estimate()).isBetween(0.15, 0.25);
        assertThat(alarm.after().low()).isBetween(0.05, 0.2);
        assertThat(alarm.after().high()).isGreaterThan(0.2);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void only_the_direction_asked_for_alarms(Direction direction) {
        assertThat(after(direction, 0.2, 0.6) != null).isEqualTo(direction != Direction.DOWN);
        assertThat(after(direction, 0.6, 0.2) != null).isEqualTo(direction != Direction.UP);
    }

    private static @Nullable Alarm after(Direction direction, double before, double after) {
        var detector = new ShiftedRate(direction, 1e6);
        var state = detector.start();
        var random = new SplittableRandom(8);
        Streams.feed(detector, state, random, before, 0, 3000);
        return Streams.feed(detector, state, random, after, 3000, 1000);
    }

    @Test
    void a_rare_event_that_becomes_less_rare_is_found() {
        var detector = new ShiftedRate(Direction.UP, 1e5);
        var state = detector.start();
        var random = new SplittableRandom(21);
        assertThat(Streams.feed(detector, state, random, 0.001, 0, 50_000)).isNull();
        assertThat(Streams.feed(detector, state, random, 0.004, 50_000, 20_000)).isNotNull();
    }

    @Property(tries = 100)
    void a_state_written_and_read_goes_on_alike(@ForAll Direction direction, @ForAll long seed, @ForAll boolean shares)
            throws IOException {
        var detector = new ShiftedRate(direction, 500);
        var state = detector.start();
        var random = new SplittableRandom(seed);
        feedMixed(detector, state, random, 100 + random.nextInt(3000), shares);
        byte[] bytes = bytes(state);

        var copy = detector.read(new DataInputStream(new ByteArrayInputStream(bytes)));

        assertThat(bytes(copy)).isEqualTo(bytes);
        long next = random.nextLong();
        assertThat(feedMixed(detector, copy, new SplittableRandom(next), 500, shares))
                .isEqualTo(feedMixed(detector, state, new SplittableRandom(next), 500, shares));
        assertThat(bytes(copy)).isEqualTo(bytes(state));
    }

    static List<Alarm> feedMixed(
            RateDetector<ShiftedState> detector,
            ShiftedState state,
            SplittableRandom random,
            int count,
            boolean shares) {
        var alarms = new ArrayList<Alarm>();
        double rate = random.nextDouble();
        for (int i = 0; i < count; i++) {
            rate = random.nextInt(300) == 0 ? random.nextDouble() : rate;
            boolean batch = shares && random.nextInt(5) == 0;
            double value = batch ? random.nextDouble() : random.nextDouble() < rate ? 1 : 0;
            Alarm alarm =
                    detector.add(state, 1000L * i - random.nextInt(3000), value, batch ? random.nextInt(1, 9) : 1);
            if (alarm != null) {
                alarms.add(alarm);
            }
        }
        return alarms;
    }

    static byte[] bytes(zhiheng.watch.State state) throws IOException {
        var out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void a_state_of_single_events_takes_at_most_a_kilobyte_however_many_came() throws IOException {
        var detector = new ShiftedRate(Direction.UP, 1e15);
        var state = detector.start();
        var random = new SplittableRandom(1);
        for (long i = 0; i < 3_000_000; i++) {
            detector.add(state, 1_800_000_000_000L + 997 * i, random.nextInt(10) == 0 ? 1 : 0, 1);
            if (i % 10_000 == 0) {
                assertThat(bytes(state)).hasSizeLessThanOrEqualTo(1024);
            }
        }
    }

    @Test
    void shares_of_many_events_say_what_the_events_would() {
        var detector = new ShiftedRate(Direction.UP, 1e4);
        var state = detector.start();
        for (int i = 0; i < 20; i++) {
            assertThat(detector.add(state, i, 0.1, 100)).isNull();
        }
        assertThat(state.count()).isEqualTo(2000);
        Alarm alarm = null;
        for (int i = 20; alarm == null; i++) {
            alarm = detector.add(state, i, 0.2, 100);
            assertThat(i).isLessThan(24);
        }
        assertThat(alarm.onset()).isEqualTo(20);
        assertThat(alarm.after().estimate()).isCloseTo(0.2, within(1e-9));
    }

    @Property(tries = 60)
    void weights_of_any_size_in_any_order_are_borne(@ForAll Direction direction, @ForAll long seed) {
        double[] weights = {1e-9, 1e-3, 0.3, 1, 1, 1, 7, 1e5, RateDetector.MAX_WEIGHT};
        double[] values = {0, 0, 1, 1e-12, 0.2, 0.5, 1 - 1e-12};
        var random = new SplittableRandom(seed);
        var shifted = new ShiftedRate(direction, 1e4);
        var declared = new DeclaredRate(0.2, 1e4);
        var guarded = new Guarded<>(shifted);
        var shiftedState = shifted.start();
        var declaredState = declared.start();
        var guardedState = guarded.start();
        for (int i = 0; i < 1000; i++) {
            double value = values[random.nextInt(values.length)];
            double weight = weights[random.nextInt(weights.length)];
            shifted.add(shiftedState, i, value, weight);
            declared.add(declaredState, i, value, weight);
            guarded.add(guardedState, i, value, weight);
            assertThat(shiftedState.statistic()).isNotNaN().isNotNegative();
            assertThat(declaredState.statistic()).isNotNaN().isNotNegative();
        }
    }

    @Test
    void what_is_no_share_of_events_is_left_out_and_counted() {
        var detector = new ShiftedRate(Direction.EITHER, 100);
        var state = detector.start();
        double[][] bad = {{-0.1, 1}, {1.1, 1}, {Double.NaN, 1}, {1, 0}, {1, -1}, {1, Double.NaN}, {1, 1e300}};
        for (double[] observation : bad) {
            assertThat(detector.add(state, 0, observation[0], observation[1])).isNull();
        }
        assertThat(state.rejected()).isEqualTo(bad.length);
        assertThat(state.count()).isZero();
    }

    @Test
    void times_that_jump_or_stand_still_change_no_decision() {
        var detector = new ShiftedRate(Direction.UP, 1000);
        var ordered = detector.start();
        var jumping = detector.start();
        var random = new SplittableRandom(4);
        for (int i = 0; i < 3000; i++) {
            double value = random.nextDouble() < (i < 1500 ? 0.1 : 0.3) ? 1 : 0;
            long wild = i % 3 == 0 ? Long.MAX_VALUE : i % 3 == 1 ? Long.MIN_VALUE : 0;
            boolean alarm = detector.add(ordered, i, value, 1) != null;
            assertThat(detector.add(jumping, wild, value, 1) != null).isEqualTo(alarm);
        }
    }

    @Test
    void bytes_that_are_no_state_are_refused() throws IOException {
        var up = new ShiftedRate(Direction.UP, 100);
        var down = new ShiftedRate(Direction.DOWN, 100);
        byte[] bytes = bytes(up.start());
        assertThatThrownBy(() -> down.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class);
        bytes[bytes.length - 9] = 70; // single events
        assertThatThrownBy(() -> up.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void it_promises_no_more_than_was_simulated() {
        assertThat(new ShiftedRate(Direction.UP, 1000).guarantee())
                .isEqualTo(new Guarantee.Simulated(1000, Condition.INDEPENDENT_SAME_RATE));
        assertThatThrownBy(() -> new ShiftedRate(Direction.UP, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
