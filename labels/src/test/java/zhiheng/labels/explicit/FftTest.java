package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the sum that defines the transform, which takes longer but cannot be got wrong. */
class FftTest {
    private static float[] noise(int size, long seed) {
        var random = new Random(seed);
        var out = new float[size];
        for (int i = 0; i < size; i++) {
            out[i] = (float) random.nextGaussian();
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 64, 256})
    void every_coefficient_is_the_sum_that_defines_it(int size) {
        float[] re = noise(size, 1);
        float[] im = noise(size, 2);
        float[] gotRe = re.clone();
        float[] gotIm = im.clone();
        new Fft(size).transform(gotRe, gotIm);
        for (int k = 0; k < size; k++) {
            double sumRe = 0;
            double sumIm = 0;
            for (int n = 0; n < size; n++) {
                double angle = -2 * Math.PI * k * n / size;
                sumRe += re[n] * Math.cos(angle) - im[n] * Math.sin(angle);
                sumIm += re[n] * Math.sin(angle) + im[n] * Math.cos(angle);
            }
            assertThat((double) gotRe[k]).isCloseTo(sumRe, within(1e-3));
            assertThat((double) gotIm[k]).isCloseTo(sumIm, within(1e-3));
        }
    }

    @Test
    void no_energy_is_lost_or_made() {
        int size = 1024;
        float[] re = noise(size, 3);
        float[] im = new float[size];
        double before = energy(re, im);
        new Fft(size).transform(re, im);
        assertThat(energy(re, im) / size).isCloseTo(before, within(before * 1e-5)); // Parseval
    }

    private static double energy(float[] re, float[] im) {
        double sum = 0;
        for (int i = 0; i < re.length; i++) {
            sum += re[i] * re[i] + im[i] * im[i];
        }
        return sum;
    }

    @Test
    void a_pure_tone_is_one_line_at_its_frequency() {
        int size = 512;
        float[] re = new float[size];
        for (int i = 0; i < size; i++) {
            re[i] = (float) Math.cos(2 * Math.PI * 37 * i / size);
        }
        float[] im = new float[size];
        new Fft(size).transform(re, im);
        for (int k = 0; k < size; k++) {
            double wanted = k == 37 || k == size - 37 ? size / 2.0 : 0;
            assertThat(Math.hypot(re[k], im[k])).as("line " + k).isCloseTo(wanted, within(1e-2));
        }
    }

    @Test
    void one_plan_serves_many_transforms_and_keeps_nothing_of_them() {
        var fft = new Fft(64);
        float[] first = noise(64, 4);
        float[] again = first.clone();
        fft.transform(first, new float[64]);
        fft.transform(noise(64, 5), noise(64, 6));
        fft.transform(again, new float[64]);
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 100, -4})
    void a_size_that_is_no_power_of_two_is_refused(int size) {
        assertThatThrownBy(() -> new Fft(size)).isInstanceOf(IllegalArgumentException.class);
    }
}
