package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A period is found by itself, and only where there is one. */
class CycleTest {
    private static Cycle after(int rows, IntToDoubleFunction series) {
        var cycle = new Cycle();
        for (int i = 0; i < rows; i++) {
            cycle.learn(series.applyAsDouble(i));
        }
        return cycle;
    }

    @Property(tries = 60)
    void a_period_of_any_length_foretells_the_next_value(
            @ForAll @IntRange(min = 8, max = 450) int period, @ForAll long seed) {
        var random = new Random(seed);
        IntToDoubleFunction shape =
                i -> Math.sin(2 * Math.PI * i / period) + 0.4 * Math.sin(4 * Math.PI * i / period + 1);
        int rows = 2048;
        var cycle = after(rows, i -> shape.applyAsDouble(i) + 0.05 * random.nextGaussian());
        assertThat(cycle.expected(shape.applyAsDouble(rows))).isCloseTo(shape.applyAsDouble(rows), within(0.35));
        assertThat(cycle.expected(9)).as("no more than what stood there before").isLessThan(2);
    }

    private static org.assertj.core.data.Offset<Double> within(double off) {
        return org.assertj.core.data.Offset.offset(off);
    }

    @Test
    void beats_of_uneven_length_have_a_period() {
        int found = 0;
        for (int seed = 0; seed < 10; seed++) {
            var random = new Random(seed);
            double[] beat = {0, 120}; // began, lasts
            var cycle = after(4_096, i -> {
                if (i - beat[0] > beat[1]) {
                    beat[0] = i;
                    beat[1] = 120 * (1 + 0.03 * random.nextGaussian());
                }
                double at = (i - beat[0]) / 120 - 0.3;
                return Math.exp(-at * at / 0.0008) + 0.02 * random.nextGaussian();
            });
            found += Math.abs(cycle.period() - 120) <= 12 ? 1 : 0;
        }
        assertThat(found).as("about half are found").isGreaterThanOrEqualTo(4);
    }

    @Property(tries = 30)
    void noise_has_no_period(@ForAll long seed) {
        var random = new Random(seed);
        assertThat(after(1024, i -> random.nextGaussian()).expected(0)).isNaN();
    }

    @Test
    void neither_a_constant_nor_a_slope_has_one() {
        assertThat(after(1024, i -> 7).expected(7)).isNaN();
        assertThat(after(1024, i -> i).expected(1024)).isNaN();
    }

    @Test
    void values_without_measure_do_no_harm() {
        var cycle = after(1024, i -> i % 20 == 0 ? 1e75 : -1e75);
        assertThat(cycle.expected(1e75)).isFinite();
    }
}
