package zhiheng.watch.season;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is worked out many lags at a time is the same to the last bit as one lag after the other. */
class QuickAsPlainTest {
    private static final int ROWS = 12_000;

    enum Family {
        NOISE,
        BITS,
        DAILY,
        HEART,
        MODES,
        COUNTS,
        STEPS,
        STILL,
        HUGE,
        CHANGING;

        IntToDoubleFunction series(long seed) {
            var random = new Random(seed);
            int period = 20 + random.nextInt(400);
            return switch (this) {
                case NOISE -> i -> 50 + random.nextGaussian();
                case BITS -> i -> random.nextInt(20) == 0 ? 1 : 0;
                case DAILY -> Series.daily(seed);
                case HEART -> new Heart(random)::next;
                case MODES -> i -> i / 70 % 3 + .02 * random.nextGaussian();
                case COUNTS -> i -> (double) Math.round(20 + 10 * Math.sin(i * .05) + 3 * random.nextGaussian());
                case STEPS -> i -> i / 900 * 7 + .1 * random.nextGaussian() + (random.nextInt(500) == 0 ? 30 : 0);
                case STILL -> i -> i % 3_000 < 2_000 ? 4.25 : random.nextGaussian();
                case HUGE -> i -> random.nextInt(300) == 0 ? 1e75 : -1e14 * random.nextDouble();
                case CHANGING ->
                    i -> Math.sin(i * 2 * Math.PI / (i / 3_000 % 2 == 0 ? period : 3 * period + 1))
                            + .01 * random.nextGaussian();
            };
        }
    }

    /** Beats that are never quite equally long. */
    private static final class Heart {
        private final Random random;
        private double phase;

        Heart(Random random) {
            this.random = random;
        }

        double next(int i) {
            phase += .012 * (1 + .2 * random.nextGaussian());
            double in = phase - Math.floor(phase);
            return Math.exp(-400 * (in - .3) * (in - .3)) + .05 * random.nextGaussian();
        }
    }

    private static void same(double quick, double plain, String what, int row) {
        assertThat(Double.doubleToLongBits(quick))
                .as("%s in row %d: %s and %s", what, row, quick, plain)
                .isEqualTo(Double.doubleToLongBits(plain));
    }

    @ParameterizedTest
    @EnumSource
    void a_period_and_what_it_makes_likely_are_the_same(Family family) {
        for (long seed = 1; seed <= 3; seed++) {
            var series = family.series(seed);
            var quick = new Cycle();
            var plain = new PlainCycle();
            for (int i = 0; i < ROWS; i++) {
                double value = series.applyAsDouble(i);
                same(quick.expected(value), plain.expected(value), "expected", i);
                quick.learn(value);
                plain.learn(value);
                assertThat(quick.period()).as("period in row %d", i).isEqualTo(plain.period());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void how_new_a_shape_is_is_the_same_with_a_period_with_another_and_with_none(Family family) throws IOException {
        for (long seed = 1; seed <= 3; seed++) {
            var series = family.series(seed);
            var cycle = new PlainCycle();
            var random = new Random(seed);
            var quick = new Novelty();
            var plain = new PlainNovelty();
            int period = 0;
            for (int i = 0; i < ROWS; i++) {
                double value = series.applyAsDouble(i);
                cycle.learn(value);
                if (i % 2_500 == 0) {
                    period = random.nextInt(3) == 0 ? 0 : 8 + random.nextInt(500);
                }
                int used = seed == 1 ? cycle.period() : period;
                quick.period(used);
                plain.period(used);
                same(quick.add(value), plain.add(value), "novel", i);
                same(quick.shape(), plain.shape(), "shape", i);
                same(quick.predictable(1), plain.predictable(1), "predictable", i);
                same(quick.predictableShape(1), plain.predictableShape(1), "predictable shape", i);
                if (i % 3_777 == 0) {
                    quick = stored(quick);
                }
            }
        }
    }

    private static Novelty stored(Novelty novelty) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        novelty.write(out);
        novelty.writeShapes(out);
        var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        var again = Novelty.read(in);
        again.readShapes(in);
        return again;
    }
}
