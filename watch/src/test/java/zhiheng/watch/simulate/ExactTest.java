package zhiheng.watch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the tables that statisticians print. */
class ExactTest {
    @Test
    void a_share_has_the_interval_of_clopper_and_pearson() {
        var share = Exact.share(5, 100);
        assertThat(share.low()).isCloseTo(0.01643, within(1e-5));
        assertThat(share.high()).isCloseTo(0.11283, within(1e-5));
        assertThat(Exact.share(0, 10).low()).isZero();
        assertThat(Exact.share(0, 10).high()).isCloseTo(0.30850, within(1e-5));
        assertThat(Exact.share(10, 10).low()).isCloseTo(0.69150, within(1e-5));
    }

    @Test
    void the_time_between_events_has_the_interval_of_garwood() {
        var time = Exact.meanTime(10, 1);
        assertThat(1 / time.high()).isCloseTo(4.7954, within(1e-4));
        assertThat(1 / time.low()).isCloseTo(18.3904, within(1e-4));
        assertThat(1 / Exact.meanTime(1000, 1).low()).isCloseTo(1063.96, within(0.2));
    }

    @Test
    void a_mean_has_the_interval_of_student() {
        var values = IntStream.rangeClosed(1, 10).mapToDouble(i -> i).toArray();
        var mean = Exact.mean(values);
        assertThat(mean.estimate()).isEqualTo(5.5);
        assertThat(mean.high() - 5.5).isCloseTo(2.26216 * Math.sqrt(110.0 / 12 / 10), within(1e-4));
    }

    @Test
    void a_median_lies_between_the_order_statistics_of_the_sign_test() {
        var median =
                Exact.median(IntStream.rangeClosed(1, 10).mapToDouble(i -> i).toArray());
        assertThat(median.low()).isEqualTo(2);
        assertThat(median.high()).isEqualTo(9);
        var many =
                Exact.median(IntStream.rangeClosed(1, 5000).mapToDouble(i -> i).toArray());
        assertThat(many.low()).isBetween(2429.0, 2433.0);
        assertThat(Exact.median(new double[] {1, 2, 3}).high()).isInfinite();
    }
}
