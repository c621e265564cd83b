package zhiheng.drills.kits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import zhiheng.drills.target.Shape;

class NetTest {
    private static Net small(long seed) {
        return Net.picture(new Shape.Picture(3, 8, 8), 3, 4, 6, 3, seed);
    }

    private static Labelled corners(int count) {
        var random = new SplittableRandom(9);
        var inputs = new float[count][192];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int k = 0; k < 192; k++) {
                inputs[i][k] = (float) random.nextDouble(.3);
            }
            inputs[i][64 * labels[i] + 9] = 1;
        }
        return new Labelled(inputs, labels);
    }

    /** The way back against differences of the way forward, by another eye. */
    @Test
    void the_gradient_is_the_slope() {
        var net = small(4);
        var input = corners(1).inputs()[0];
        var gradient = net.inputGradient(input, 2);
        int agree = 0;
        int looked = 0;
        for (int i = 0; i < input.length; i += 7) {
            float step = 2e-3f;
            var up = input.clone();
            var down = input.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (loss(net, up) - loss(net, down)) / (2 * step);
            agree += Math.abs(gradient[i] - slope) < 1e-3 + .02 * Math.abs(slope) ? 1 : 0;
            looked++;
        }
        assertThat(agree).isGreaterThan(looked * 9 / 10); // a step across a kink of a pool has no one slope
    }

    private static double loss(Net net, float[] input) {
        return -Math.log(net.probabilities(input)[2]);
    }

    @Test
    void it_learns_and_the_same_seed_gives_the_same_bytes() {
        var data = corners(300);
        var one = small(5).train(data, 12, 5e-3);
        assertThat(one.accuracy(data)).isGreaterThan(.95);
        assertThat(Arrays.equals(one.onnx(), small(5).train(data, 12, 5e-3).onnx()))
                .isTrue();
        assertThat(Arrays.equals(one.onnx(), small(6).train(data, 12, 5e-3).onnx()))
                .isFalse();
    }

    @Test
    void features_are_of_the_pools_and_the_last_hidden_layer() {
        assertThat(small(1).features(new float[192])).extracting(f -> f.length).containsExactly(48, 16, 6);
        assertThat(small(1).planes()).containsExactly(3, 4, 1);
    }
}
