package zhiheng.gateway.inspect;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fits a linear judgement of vectors: logistic regression with a pull to small weights, by stochastic gradient steps whose average is
 * the result. Texts of all sorts point much the same way, so what they have in common is taken off first. Kinds count alike, and so do
 * attacks and others, however many texts of each there are.
 */
final class VoteTrainer {
    private static final int EPOCHS = 12;
    private static final double RATE = 2;
    private static final double PULL = 1e-4;
    /** What is left of vectors once their mean is taken off is small beside 1, for which the rate is meant. */
    private static final double SCALE = 4;

    private static final int SEED = 20261130;

    record Example(float[] vector, boolean attack, double weight) {}

    /** Weights of vectors as they come, and what is added. */
    record Fitted(float[] weights, double bias) {
        double logit(float[] vector) {
            double sum = bias;
            for (int i = 0; i < vector.length; i++) {
                sum += (double) weights[i] * vector[i];
            }
            return sum;
        }
    }

    private VoteTrainer() {}

    static Fitted fit(List<Example> examples) {
        int size = examples.getFirst().vector.length;
        var middle = new double[size];
        for (var example : examples) {
            for (int i = 0; i < size; i++) {
                middle[i] += (double) example.vector[i] / examples.size();
            }
        }
        var weights = new double[size];
        var average = new double[size];
        var centred = new double[size];
        double bias = 0;
        double biasAverage = 0;
        long averaged = 0;
        long steps = 0;
        var random = new Random(SEED);
        var order = IntStream.range(0, examples.size()).toArray();
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            for (int index : order) {
                var example = examples.get(index);
                double sum = bias;
                for (int i = 0; i < size; i++) {
                    centred[i] = SCALE * (example.vector[i] - middle[i]);
                    sum += weights[i] * centred[i];
                }
                double error = (example.attack ? 1 : 0) - 1 / (1 + StrictMath.exp(-sum));
                double rate = RATE * example.weight / (1 + 2.0 * steps / examples.size());
                for (int i = 0; i < size; i++) {
                    weights[i] += rate * (error * centred[i] - PULL * weights[i]);
                }
                bias += rate * error;
                steps++;
                if (epoch >= EPOCHS / 2) {
                    averaged++;
                    for (int i = 0; i < size; i++) {
                        average[i] += weights[i];
                    }
                    biasAverage += bias;
                }
            }
        }
        var fitted = new float[size];
        double added = biasAverage / averaged;
        for (int i = 0; i < size; i++) {
            fitted[i] = (float) (SCALE * average[i] / averaged);
            added -= fitted[i] * middle[i];
        }
        return new Fitted(fitted, added);
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
