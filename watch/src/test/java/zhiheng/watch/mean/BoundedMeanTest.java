package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Interval;

class BoundedMeanTest {
    private static final int RUNS = 600;
    /** Three standard errors above α = 0.1. */
    private static final double MOST = 0.1 + 3 * Math.sqrt(0.1 * 0.9 / RUNS);

    /** How often the 90 % interval missed the mean at any of the first 2,000 times. */
    private static double misses(double mean, ToDoubleFunction<SplittableRandom> value) {
        int misses = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(1000 + run);
            BoundedMean sums = new BoundedMean();
            boolean missed = false;
            for (int i = 1; i <= 2000 && !missed; i++) {
                sums.add(value.applyAsDouble(random), 1);
                missed = (i < 100 || i % 20 == 0) && sums.rejects(mean, -Math.log(0.1));
            }
            Interval end = sums.interval(0.9);
            assertThat(end.low() > mean || end.high() < mean).isEqualTo(sums.rejects(mean, -Math.log1p(-0.9)));
            misses += missed ? 1 : 0;
        }
        return misses / (double) RUNS;
    }

    @Test
    void the_interval_of_a_rate_holds_it_at_all_times_at_once() {
        for (double p : new double[] {0.01, 0.2, 0.5, 0.97}) {
            assertThat(misses(p, r -> r.nextDouble() < p ? 1 : 0))
                    .as("rate " + p)
                    .isLessThan(MOST);
        }
    }

    @Test
    void the_interval_of_smooth_and_of_lumpy_values_holds_their_mean() {
        assertThat(misses(0.5, r -> r.nextDouble())).isLessThan(MOST);
        assertThat(misses(0.25, r -> r.nextDouble() * r.nextDouble())).isLessThan(MOST);
        assertThat(misses(0.5, r -> 0.5 + (r.nextDouble() - 0.5) / 50)).isLessThan(MOST);
        assertThat(misses(0.03, r -> r.nextInt(10) == 0 ? 0.3 : 0)).isLessThan(MOST);
    }

    /** Proven only for a mean that stands still; a swing must at least do no harm in practice. */
    @Test
    void a_mean_that_swings_is_still_held_as_the_average_of_its_means() {
        int misses = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            BoundedMean sums = new BoundedMean();
            double means = 0;
            boolean missed = false;
            for (int i = 1; i <= 1000 && !missed; i++) {
                double p = i / 100 % 2 == 0 ? 0.1 : 0.6;
                means += p;
                sums.add(random.nextDouble() < p ? 1 : 0, 1);
                if (i % 20 == 0) {
                    missed = sums.rejects(means / i, -Math.log(0.1));
                }
            }
            misses += missed ? 1 : 0;
        }
        assertThat(misses / (double) RUNS).isLessThan(MOST);
    }

    @Test
    void the_interval_is_about_as_narrow_as_hedged_capital_which_keeps_a_grid_of_means() {
        assertThat(width(2000, r -> r.nextInt(10) == 0 ? 1 : 0)).isLessThan(1.2);
        assertThat(width(2000, r -> r.nextDouble())).isLessThan(1.35);
        assertThat(width(5000, r -> 0.3 + r.nextDouble() / 10)).isLessThan(1.8);
    }

    /** Our width over that of hedged capital (Waudby-Smith and Ramdas 2024, section 4.4), on the same values. */
    private static double width(int n, ToDoubleFunction<SplittableRandom> value) {
        SplittableRandom random = new SplittableRandom(0);
        BoundedMean sums = new BoundedMean();
        HedgedCapital peer = new HedgedCapital(2000, 0.05);
        for (int i = 0; i < n; i++) {
            double x = value.applyAsDouble(random);
            sums.add(x, 1);
            peer.add(x);
        }
        Interval now = sums.interval(0.95);
        return (now.high() - now.low()) / peer.width();
    }

    @Property(tries = 200)
    void bounds_lie_in_order_around_the_mean_and_more_certainty_is_never_narrower(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1) Double> values) {
        BoundedMean sums = new BoundedMean();
        values.forEach(x -> sums.add(x, 1));
        Interval wide = sums.interval(0.99);
        Interval narrow = sums.interval(0.8);

        assertThat(wide.low()).isBetween(0.0, narrow.low());
        assertThat(narrow.low()).isLessThanOrEqualTo(narrow.estimate());
        assertThat(narrow.estimate()).isLessThanOrEqualTo(narrow.high());
        assertThat(wide.high()).isBetween(narrow.high(), 1.0);
    }

    @Property(tries = 100)
    void mirrored_values_give_the_mirrored_interval(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1) Double> values) {
        BoundedMean sums = new BoundedMean();
        BoundedMean mirror = new BoundedMean();
        values.forEach(x -> sums.add(x, 1));
        values.forEach(x -> mirror.add(1 - x, 1));

        assertThat(mirror.interval(0.95).low())
                .isCloseTo(1 - sums.interval(0.95).high(), within(1e-6));
    }

    @Property(tries = 100)
    void evidence_falls_as_the_claim_comes_nearer_to_the_mean(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0, max = 1) Double> values,
            @ForAll @DoubleRange(min = 0, max = 1) double a,
            @ForAll @DoubleRange(min = 0, max = 1) double b) {
        BoundedMean sums = new BoundedMean();
        values.forEach(x -> sums.add(x, 1));

        assertThat(sums.evidenceAbove(Math.min(a, b)))
                .isGreaterThanOrEqualTo(sums.evidenceAbove(Math.max(a, b)) - 1e-9);
        assertThat(sums.evidenceBelow(Math.min(a, b))).isLessThanOrEqualTo(sums.evidenceBelow(Math.max(a, b)) + 1e-9);
    }

    @Test
    void a_batch_of_events_proves_no_more_than_its_events_one_by_one() {
        BoundedMean single = new BoundedMean();
        BoundedMean batch = new BoundedMean();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 50; i++) {
            int hits = 0;
            for (int k = 0; k < 20; k++) {
                int x = random.nextInt(4) == 0 ? 1 : 0;
                hits += x;
                single.add(x, 1);
            }
            batch.add(hits / 20.0, 20);
        }
        Interval one = single.interval(0.95);
        Interval many = batch.interval(0.95);

        assertThat(batch.count()).isEqualTo(1000);
        assertThat(many.high() - many.low()).isCloseTo(one.high() - one.low(), within(0.01));
        assertThat(many.estimate()).isCloseTo(one.estimate(), within(1e-9));
    }

    @Test
    void a_million_equal_values_stay_in_reach_of_the_numbers() {
        BoundedMean sums = new BoundedMean();
        for (int i = 0; i < 1_000_000; i++) {
            sums.add(0.1, 1);
        }
        Interval now = sums.interval(0.999);

        assertThat(now.low()).isBetween(0.0999, 0.1);
        assertThat(now.high()).isBetween(0.1, 0.1001);
    }

    @Test
    void values_outside_the_range_and_weights_that_are_none_are_refused_with_their_number() {
        BoundedMean sums = new BoundedMean();
        for (double x : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> sums.add(x, 1)).hasMessageContaining(String.valueOf(x));
        }
        for (double w : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> sums.add(0.5, w)).hasMessageContaining(String.valueOf(w));
        }
        assertThat(sums.count()).isZero();
    }

    @Test
    void sums_that_were_written_are_read_back_and_others_are_refused() throws IOException {
        BoundedMean sums = new BoundedMean();
        sums.add(0.25, 3);
        BoundedMean back = BoundedMean.read(Bytes.reading(Bytes.of(sums::write)));

        assertThat(back.interval(0.9)).isEqualTo(sums.interval(0.9));
        assertThatThrownBy(() -> BoundedMean.read(Bytes.reading(Bytes.of(out -> {
                    out.writeDouble(1);
                    out.writeDouble(2);
                    out.writeDouble(0);
                }))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2.0");
    }
}
