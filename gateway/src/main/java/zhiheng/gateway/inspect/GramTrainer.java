package zhiheng.gateway.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Fits a {@link GramModel}: logistic regression by stochastic gradient steps, with the average of all steps as the result. */
final class GramTrainer {
    private static final int EPOCHS = 8;
    private static final double RATE = 0.6;
    private static final int SEED = 20260701;

    /** @param slots each n-gram's slot, in any order, with repeats */
    record Example(int[] slots, boolean attack) {}

    private GramTrainer() {}

    static Example example(String text, boolean attack) {
        var slots = new int[GramModel.LONGEST_GRAM * text.length() * 2 + 64];
        var count = new int[1];
        var grams = new Grams(slot -> {
            if (count[0] < slots.length) {
                slots[count[0]++] = slot;
            }
        });
        Normal.folded(text).chars().forEach(c -> grams.take((char) c));
        grams.endOfWord();
        return new Example(Arrays.copyOf(slots, count[0]), attack);
    }

    /** The model reports nothing before {@link GramModel#withThresholds} is called. */
    static GramModel fit(List<Example> examples) {
        int size = 1 << GramModel.BITS;
        var weights = new double[size];
        var drift = new double[size];
        double bias = 0;
        double biasDrift = 0;
        long steps = 1;
        var random = new Random(SEED);
        var order = IntStream.range(0, examples.size()).toArray();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[j];
                order[j] = kept;
            }
            for (int index : order) {
                var example = examples.get(index);
                double root = Math.sqrt(example.slots.length);
                double sum = 0;
                for (int slot : example.slots) {
                    sum += weights[slot];
                }
                double score = sum / root + bias;
                double error = (example.attack ? 1 : 0) - 1 / (1 + StrictMath.exp(-score));
                double rate = RATE / (1 + 1.0 * steps / examples.size());
                double step = rate * error / root;
                for (int slot : example.slots) {
                    weights[slot] += step;
                    drift[slot] += steps * step;
                }
                bias += rate * error;
                biasDrift += steps * rate * error;
                steps++;
            }
        }
        double largest = 1e-9;
        for (int i = 0; i < size; i++) {
            weights[i] = weights[i] - drift[i] / steps;
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        float step = (float) (largest / 127);
        var rounded = new byte[size];
        for (int i = 0; i < size; i++) {
            rounded[i] = (byte) Math.round(weights[i] / step);
        }
        return new GramModel(rounded, step, (float) (bias - biasDrift / steps), Float.MAX_VALUE, Float.MAX_VALUE);
    }
}
