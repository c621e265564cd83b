package zhiheng.office.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetRateTest {
    /** Enterprises of very different size, most of which lose nobody: nothing like a normal distribution. */
    private static List<NetRate.Counted> drawn(Random random, int n) {
        return IntStream.range(0, n)
                .mapToObj(_ -> {
                    long before = Math.round(5 + 40 * Math.exp(random.nextGaussian()));
                    double share = random.nextInt(3) == 0 ? 0.3 * random.nextDouble() : 0.05;
                    return new NetRate.Counted(before, -Math.round(before * share));
                })
                .toList();
    }

    @Test
    void the_interval_holds_the_truth_about_as_often_as_it_says() {
        var random = new Random(3);
        var all = drawn(random, 400_000);
        double truth = 100.0
                * all.stream().mapToLong(NetRate.Counted::net).sum()
                / all.stream().mapToLong(NetRate.Counted::before).sum();
        for (int n : new int[] {30, 100, 300}) {
            int holds = 0;
            for (int i = 0; i < 1_000; i++) {
                var rate = Objects.requireNonNull(NetRate.of(drawn(random, n)));
                holds += rate.low() <= truth && truth <= rate.high() ? 1 : 0;
            }
            // thirty enterprises as unlike as these keep 87 in 100 instead of 95; docs/policy-effect.md says so
            assertThat(holds).as("of 1,000 with %s enterprises", n).isGreaterThan(n == 30 ? 860 : 910);
        }
    }

    @Test
    void few_enterprises_nobody_or_one_that_has_everybody_say_nothing() {
        assertThat(NetRate.of(drawn(new Random(1), NetRate.LEAST - 1))).isNull();
        var nobody = new ArrayList<NetRate.Counted>();
        for (int i = 0; i < 35; i++) {
            nobody.add(new NetRate.Counted(0, 0));
        }
        assertThat(NetRate.of(nobody)).isNull();
        nobody.add(new NetRate.Counted(100, -3));
        assertThat(NetRate.of(nobody)).isNull();
        var alike = IntStream.range(0, 40)
                .mapToObj(_ -> new NetRate.Counted(50, -5))
                .toList();
        assertThat(Objects.requireNonNull(NetRate.of(alike)).high()).isCloseTo(-10, within(1e-9));
    }
}
