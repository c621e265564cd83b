package zhiheng.watch.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateBoundsTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.5, 0.97})
    void the_true_rate_stays_inside_at_all_times_in_95_of_100_streams(double rate) {
        var random = new SplittableRandom(6);
        int streams = 400;
        int left = 0;
        for (int i = 0; i < streams; i++) {
            double ones = 0;
            for (int n = 1; n <= 2000; n++) {
                ones += random.nextDouble() < rate ? 1 : 0;
                if (RateBounds.excess(ones, n, rate) >= Math.log(1 / (1 - RateBounds.LEVEL))) {
                    left++;
                    break;
                }
            }
        }
        assertThat(left).isLessThan((int) (0.05 * streams + 3 * Math.sqrt(0.05 * 0.95 * streams)));
    }

    @Test
    void the_bounds_are_where_the_excess_meets_the_level() {
        var bounds = RateBounds.of(12, 80, 1);
        assertThat(RateBounds.excess(12, 80, bounds.low())).isCloseTo(Math.log(20), within(1e-6));
        assertThat(RateBounds.excess(12, 80, bounds.high())).isCloseTo(Math.log(20), within(1e-6));
        assertThat(bounds.estimate()).isEqualTo(0.15);
    }

    @Test
    void without_events_nothing_is_known_and_the_ends_are_reached() {
        assertThat(RateBounds.of(0, 0, 1)).extracting("low", "high").containsExactly(0.0, 1.0);
        assertThat(RateBounds.of(0, 1000, 1).low()).isZero();
        assertThat(RateBounds.of(0, 1000, 1).high()).isLessThan(0.01);
        assertThat(RateBounds.of(1000, 1000, 1).high()).isOne();
    }

    @Test
    void the_logarithm_of_gamma_is_right_to_twelve_digits() {
        assertThat(Kt.logGamma(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-12));
        double factorial = 0;
        for (int n = 2; n < 5000; n++) {
            factorial += Math.log(n - 1);
            assertThat(Kt.logGamma(n)).isCloseTo(factorial, within(1e-12 * Math.max(1, factorial)));
        }
        assertThat(Kt.log(0.3 + 4095, 8191.5))
                .isCloseTo(
                        Kt.logGamma(4095.8)
                                + Kt.logGamma(8191.5 - 4095.3 + 0.5)
                                - Kt.logGamma(8192.5)
                                - Math.log(Math.PI),
                        within(1e-9));
    }
}
