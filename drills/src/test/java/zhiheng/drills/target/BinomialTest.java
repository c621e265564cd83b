package zhiheng.drills.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTest {
    @Test
    void bounds_are_those_of_the_printed_tables() {
        assertThat(Binomial.share(0, 10, .95).high()).isCloseTo(.3085, within(1e-4));
        assertThat(Binomial.share(5, 10, .95).low()).isCloseTo(.1871, within(1e-4));
        assertThat(Binomial.share(5, 10, .95).high()).isCloseTo(.8129, within(1e-4));
        assertThat(Binomial.lower(100_000, 100_000, .001)).isCloseTo(Math.pow(.001, 1e-5), within(1e-9));
    }

    @Test
    void the_normal_quantile_turns_the_distribution_round() {
        assertThat(Binomial.normalQuantile(.975)).isCloseTo(1.959963985, within(1e-8));
        for (double p : new double[] {1e-6, .01, .5, .9, .99993}) {
            assertThat(Binomial.normal(Binomial.normalQuantile(p))).isCloseTo(p, within(1e-10));
        }
        assertThat(Binomial.normalQuantile(1)).isInfinite();
    }
}
