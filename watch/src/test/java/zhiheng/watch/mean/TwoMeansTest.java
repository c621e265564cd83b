package zhiheng.watch.mean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zhiheng.watch.Interval;

class TwoMeansTest {
    private static final int RUNS = 600;
    private static final double ALPHA = 0.1;
    private static final double MOST = ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);

    /** Who comes next; it may look at all that was seen. */
    private interface Arrival {
        boolean second(SplittableRandom random, BoundedMean a, BoundedMean b);
    }

    private static final Arrival EVEN = (r, a, b) -> r.nextBoolean();
    private static final Arrival RARE = (r, a, b) -> r.nextInt(20) == 0;
    /** Takes more of b while b looks worse than a: the order a cheat, or a queue under load, would choose. */
    private static final Arrival CHASING = (r, a, b) -> b.mean() <= a.mean() ? r.nextInt(5) > 0 : r.nextInt(5) == 0;

    private static double alarms(double pa, double pb, double slope, double slack, Arrival arrival) {
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            BoundedMean a = new BoundedMean();
            BoundedMean b = new BoundedMean();
            boolean alarm = false;
            for (int i = 1; i <= 3000 && !alarm; i++) {
                boolean second = arrival.second(random, a, b);
                (second ? b : a).add(random.nextDouble() < (second ? pb : pa) ? 1 : 0, 1);
                alarm = i % 40 == 0 && TwoMeans.evidenceLower(a, b, slope, slack) >= -Math.log(ALPHA);
            }
            alarms += alarm ? 1 : 0;
        }
        return alarms / (double) RUNS;
    }

    @Test
    void equal_means_raise_a_false_alarm_at_most_as_often_as_promised_in_any_order_of_arrival() {
        for (Arrival arrival : new Arrival[] {EVEN, RARE, CHASING}) {
            assertThat(alarms(0.3, 0.3, 1, 0, arrival)).isLessThan(MOST);
        }
    }

    @Test
    void a_ratio_on_the_border_of_what_is_allowed_raises_few_false_alarms() {
        assertThat(alarms(0.5, 0.4, 0.8, 0, CHASING)).isLessThan(MOST);
        assertThat(alarms(0.05, 0.04, 0.8, 0, EVEN)).isLessThan(MOST);
    }

    @Test
    void a_difference_on_the_border_of_what_is_allowed_raises_few_false_alarms() {
        assertThat(alarms(0.7, 0.6, 1, 0.1, CHASING)).isLessThan(MOST);
    }

    @Test
    void a_ratio_below_four_fifths_is_found() {
        assertThat(alarms(0.5, 0.3, 0.8, 0, EVEN)).isGreaterThan(0.95);
    }

    @Test
    void small_differences_of_values_that_vary_little_are_found_by_the_spread_bettor() {
        SplittableRandom random = new SplittableRandom(5);
        BoundedMean a = new BoundedMean();
        BoundedMean b = new BoundedMean();
        for (int i = 0; i < 600; i++) {
            a.add(0.5 + random.nextDouble() / 10, 1);
            b.add(0.47 + random.nextDouble() / 10, 1);
        }
        assertThat(TwoMeans.evidenceLower(a, b, 1, 0)).isGreaterThan(Math.log(100));
        assertThat(TwoMeans.difference(a, b, 0.95).high()).isNegative();
    }

    @Test
    void the_bounds_of_difference_and_ratio_hold_the_truth_at_all_times_at_once() {
        int wrongDifference = 0;
        int wrongRatio = 0;
        for (int run = 0; run < 200; run++) {
            SplittableRandom random = new SplittableRandom(run);
            BoundedMean a = new BoundedMean();
            BoundedMean b = new BoundedMean();
            boolean outside = false;
            boolean beyond = false;
            for (int i = 1; i <= 1500; i++) {
                a.add(random.nextDouble() < 0.4 ? 1 : 0, 1);
                if (i % 3 == 0) {
                    b.add(random.nextDouble() < 0.3 ? 1 : 0, 1);
                }
                if (i % 100 == 0) {
                    Interval difference = TwoMeans.difference(a, b, 0.9);
                    Interval ratio = TwoMeans.ratio(a, b, 0.9);
                    outside |= difference.low() > -0.1 || difference.high() < -0.1;
                    beyond |= ratio.low() > 0.75 || ratio.high() < 0.75;
                }
            }
            wrongDifference += outside ? 1 : 0;
            wrongRatio += beyond ? 1 : 0;
        }
        double most = 200 * ALPHA + 3 * Math.sqrt(200 * ALPHA * (1 - ALPHA));
        assertThat((double) wrongDifference).isLessThan(most);
        assertThat((double) wrongRatio).isLessThan(most);
    }

    @Property(tries = 40)
    void the_evidence_is_the_least_over_a_fine_grid_of_allowed_means(
            @ForAll @IntRange(min = 1, max = 40) int na,
            @ForAll @IntRange(min = 1, max = 40) int nb,
            @ForAll @DoubleRange(min = 0, max = 1) double shareA,
            @ForAll @DoubleRange(min = 0, max = 1) double shareB,
            @ForAll @DoubleRange(min = 0.3, max = 2) double slope,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double slack) {
        BoundedMean a = hits((int) (na * shareA), na);
        BoundedMean b = hits((int) (nb * shareB), nb);
        double least = Double.POSITIVE_INFINITY;
        double own = Wealth.logBetaMean(a.sum(), na - a.sum()) + Wealth.logBetaMean(b.sum(), nb - b.sum());
        double leastSpread = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 200; i++) {
            double ma = i / 200.0;
            for (double mb = Math.max(0, slope * ma - slack); mb <= 1; mb += 1 / 200.0) {
                least = Math.min(
                        least,
                        own
                                - Wealth.logLikelihood(a.sum(), na - a.sum(), ma)
                                - Wealth.logLikelihood(b.sum(), nb - b.sum(), mb));
                leastSpread = Math.min(
                        leastSpread,
                        Wealth.logSpread(a.sum() - na * ma, a.spread())
                                + Wealth.logSpread(nb * mb - b.sum(), b.spread()));
            }
        }
        double exact = TwoMeans.evidenceLower(a, b, slope, slack);

        assertThat(exact).isLessThanOrEqualTo(Wealth.logMean(least, leastSpread) + 1e-6);
        if (least < 20 && b.mean() < slope * a.mean() - slack) {
            assertThat(exact).isGreaterThan(Math.max(least, leastSpread) - Math.log(2) - 0.25);
        }
    }

    private static BoundedMean hits(int hits, int n) {
        BoundedMean sums = new BoundedMean();
        for (int i = 0; i < n; i++) {
            sums.add(i < hits ? 1 : 0, 1);
        }
        return sums;
    }
}
