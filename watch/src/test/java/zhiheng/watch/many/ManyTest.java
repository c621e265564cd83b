package zhiheng.watch.many;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ManyTest {
    /** ln of the likelihood ratio of a mean of 2 against 0 at a normal value: an e-value where the mean is 0. */
    private static double evidence(double normal) {
        return 2 * normal - 2;
    }

    /** Mean share of wrong names among 40 metrics of which 10 changed, and mean number of right names. */
    private static double[] named(double common) {
        double wrong = 0;
        double right = 0;
        for (int run = 0; run < 2000; run++) {
            Random random = new Random(run);
            double shared = random.nextGaussian();
            Map<Integer, Double> evidence = new HashMap<>();
            for (int k = 0; k < 40; k++) {
                double own = Math.sqrt(common) * shared + Math.sqrt(1 - common) * random.nextGaussian();
                evidence.put(k, evidence(own + (k < 10 ? 4 : 0)));
            }
            List<Integer> found = Discoveries.among(evidence, 0.1);
            long mistaken = found.stream().filter(k -> k >= 10).count();
            wrong += found.isEmpty() ? 0 : mistaken / (double) found.size();
            right += found.size() - mistaken;
        }
        return new double[] {wrong / 2000, right / 2000};
    }

    @Test
    void the_share_of_wrong_names_stays_below_the_stated_one_under_strong_dependence() {
        for (double common : new double[] {0, 0.5, 0.95}) {
            double[] named = named(common);
            assertThat(named[0]).as("common part " + common).isLessThan(0.1);
            assertThat(named[1]).as("common part " + common).isGreaterThan(5);
        }
    }

    @Test
    void many_moderate_signs_together_name_what_none_would_alone() {
        Map<String, Double> three = Map.of("a", Math.log(25), "b", Math.log(24), "c", Math.log(23), "d", 0.0);
        Map<String, Double> one = Map.of("a", Math.log(25), "b", 0.0, "c", 0.0, "d", 0.0);

        assertThat(Discoveries.among(three, 0.1)).containsExactly("a", "b", "c");
        assertThat(Discoveries.among(one, 0.1)).isEmpty();
        assertThat(Discoveries.among(Map.of("a", Math.log(40), "b", 0.0, "c", 0.0, "d", 0.0), 0.1))
                .containsExactly("a");
        assertThat(Discoveries.among(Map.of(), 0.1)).isEmpty();
    }

    @Test
    void evidence_that_is_no_number_is_refused_by_name() {
        assertThatThrownBy(() -> Discoveries.among(Map.of("leak.out", Double.NaN), 0.1))
                .hasMessageContaining("leak.out");
        assertThatThrownBy(() -> Discoveries.among(Map.of(), 1)).hasMessageContaining("1.0");
    }

    @Test
    void the_mean_of_dependent_and_the_product_of_independent_e_values_are_e_values() {
        double mean = 0;
        double product = 0;
        int runs = 200_000;
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < runs; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            mean += Math.exp(Evidence.mean(Math.log(2 * a), Math.log(2 * a * a * 1.5), Math.log(2 * (1 - a))));
            product += Math.exp(Evidence.product(Math.log(2 * a), Math.log(2 * b)));
        }
        assertThat(mean / runs).isCloseTo(1, within(0.01));
        assertThat(product / runs).isCloseTo(1, within(0.02));
        assertThat(Evidence.mean(1e6, 0)).isCloseTo(1e6 - Math.log(2), within(1e-6));
        assertThat(Evidence.mean(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Evidence.product(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void the_highest_of_a_fair_game_is_no_e_value_until_it_is_adjusted() {
        double raw = 0;
        double adjusted = 0;
        int runs = 20_000;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            double log = 0;
            double highest = 0;
            for (int i = 0; i < 200; i++) {
                log += Math.log(random.nextBoolean() ? 1.5 : 0.5);
                highest = Math.max(highest, log);
            }
            raw += Math.exp(highest);
            adjusted += Math.exp(Evidence.everReached(highest));
        }
        assertThat(raw / runs).isGreaterThan(1.5);
        assertThat(adjusted / runs).isLessThan(1);
        assertThat(Evidence.everReached(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void the_shares_of_a_budget_add_up_to_it() {
        double sum = 0;
        for (long k = 1; k <= 1_000_000; k++) {
            sum += Spending.share(k);
        }
        assertThat(sum).isBetween(0.99999, 1.0);
    }
}
