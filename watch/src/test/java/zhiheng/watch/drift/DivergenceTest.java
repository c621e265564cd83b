package zhiheng.watch.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.junit.jupiter.api.Test;

class DivergenceTest {
    @Test
    void the_critical_values_are_passed_by_chance_about_as_often_as_stated() {
        int runs = 4000;
        int n = 2000;
        int m = 500;
        int bins = 10;
        int[] passed = new int[3];
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            Divergence d = Divergence.of(draw(random, n, bins), draw(random, m, bins), true);
            passed[0] += d.psi() >= Divergence.criticalPsi(bins, n, m, 0.05) ? 1 : 0;
            passed[1] += d.js() >= Divergence.criticalJs(bins, n, m, 0.05) ? 1 : 0;
            passed[2] += d.ks() >= Divergence.criticalKs(n, m, 0.05) ? 1 : 0;
        }
        assertThat(passed[0] / (double) runs).as("PSI").isCloseTo(0.05, within(0.012));
        assertThat(passed[1] / (double) runs).as("JS").isCloseTo(0.05, within(0.012));
        assertThat(passed[2] / (double) runs).as("KS").isBetween(0.01, 0.055);
    }

    /** The fixed cut of 0.1 that is widely used would call every other small sample drift. */
    @Test
    void the_rule_of_thumb_is_no_test() {
        int alarms = 0;
        for (int run = 0; run < 1000; run++) {
            SplittableRandom random = new SplittableRandom(run);
            alarms += Divergence.of(draw(random, 1000, 10), draw(random, 100, 10), true)
                                    .psi()
                            > 0.1
                    ? 1
                    : 0;
        }
        assertThat(alarms).isGreaterThan(300);
    }

    private static long[] draw(SplittableRandom random, int n, int bins) {
        long[] counts = new long[bins];
        for (int i = 0; i < n; i++) {
            counts[random.nextInt(bins)]++;
        }
        return counts;
    }

    @Property(tries = 200)
    void a_set_of_counts_does_not_differ_from_itself_and_differences_have_no_direction(
            @ForAll @Size(5) List<@IntRange(max = 1000) Integer> a,
            @ForAll @Size(5) List<@IntRange(max = 1000) Integer> b) {
        long[] x = a.stream().mapToLong(i -> i + 1).toArray();
        long[] y = b.stream().mapToLong(i -> i + 1).toArray();

        Divergence same = Divergence.of(x, x, true);
        assertThat(same.psi() + same.ks() + same.js()).isCloseTo(0, within(1e-12));
        assertThat(same.psiP()).isEqualTo(1);
        Divergence forth = Divergence.of(x, y, true);
        Divergence back = Divergence.of(y, x, true);
        assertThat(forth.psi()).isCloseTo(back.psi(), within(1e-9));
        assertThat(forth.js()).isBetween(0.0, 1.0).isCloseTo(back.js(), within(1e-9));
        assertThat(forth.ks()).isBetween(0.0, 1.0);
    }

    @Test
    void chi_square_agrees_with_the_printed_tables() {
        assertThat(ChiSquare.quantileAbove(1, 0.05)).isCloseTo(3.841, within(0.001));
        assertThat(ChiSquare.quantileAbove(9, 0.05)).isCloseTo(16.919, within(0.001));
        assertThat(ChiSquare.quantileAbove(9, 0.001)).isCloseTo(27.877, within(0.001));
        assertThat(ChiSquare.quantileAbove(100, 0.01)).isCloseTo(135.807, within(0.001));
        assertThat(ChiSquare.above(4, 2)).isCloseTo(2 * Math.exp(-1), within(1e-12));
        assertThat(ChiSquare.above(2, 600)).isCloseTo(Math.exp(-300), within(1e-140));
    }

    @Test
    void empty_sides_and_unlike_bins_are_refused() {
        assertThatThrownBy(() -> Divergence.of(new long[3], new long[] {1, 2, 3}, true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Divergence.of(new long[] {1, 2}, new long[] {1, 2, 3}, true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bins_may_come_from_sketches_that_were_merged() {
        KllDoublesSketch one = KllDoublesSketch.newHeapInstance(200);
        KllDoublesSketch two = KllDoublesSketch.newHeapInstance(200);
        FrequentItemsSketch<String> here = new FrequentItemsSketch<>(64);
        FrequentItemsSketch<String> there = new FrequentItemsSketch<>(64);
        for (int i = 0; i < 10_000; i++) {
            one.update(i);
            two.update(10_000 + i);
            here.update(i % 3 == 0 ? "zh" : "en");
            there.update(i % 5 == 0 ? "fr" : "zh");
        }
        one.merge(two);
        Bins.Ranges ranges = (Bins.Ranges) Bins.atQuantiles(one, 4);
        Bins names = Bins.ofMostFrequent(here.merge(there), 3);

        assertThat(ranges.cuts()[1]).isCloseTo(10_000, within(500.0));
        assertThat(ranges.of(ranges.cuts()[1])).isEqualTo(1);
        assertThat(ranges.of(1e9)).isEqualTo(3);
        assertThat(ranges.of(-1e9)).isZero();
        assertThat(names.name(0)).isEqualTo("zh");
        assertThat(names.name(1)).isEqualTo("en");
        assertThat(names.size()).isEqualTo(3);
    }
}
