package zhiheng.drills.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import zhiheng.drills.target.PortTarget;
import zhiheng.drills.target.Shape;

/** A classifier whose boundary is a plane, so that the least change that fools it is known; it counts by itself how often it was asked. */
final class Plane {
    final Shape.Picture shape = new Shape.Picture(1, 8, 8);
    final float[] weights = new float[64];
    final double bias;
    long asked;
    final PortTarget target;

    Plane(long seed, double offset) {
        var random = new SplittableRandom(seed);
        double middle = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
            middle += weights[i] * .5;
        }
        bias = offset - middle; // the grey picture is so far above the plane
        target = new PortTarget(shape, 2, inputs -> {
            asked += inputs.length;
            var scores = new float[inputs.length][];
            for (int i = 0; i < inputs.length; i++) {
                scores[i] = new float[] {(float) value(inputs[i]), 0};
            }
            return scores;
        });
    }

    double value(float[] input) {
        double sum = bias;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * input[i];
        }
        return sum;
    }

    float[] grey() {
        var grey = new float[64];
        Arrays.fill(grey, .5f);
        return grey;
    }

    double linf() {
        double sum = 0;
        for (float w : weights) {
            sum += Math.abs(w);
        }
        return value(grey()) / sum;
    }

    double l2() {
        double sum = 0;
        for (float w : weights) {
            sum += w * w;
        }
        return value(grey()) / Math.sqrt(sum);
    }
}
