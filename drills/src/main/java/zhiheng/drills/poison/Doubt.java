package zhiheng.drills.poison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Net;
import zhiheng.drills.target.Shape;

/**
 * Whether a row's label follows from what can be seen in it: chances from networks that did not train on the row. Against triggers
 * they are shown only blurred, noisy pictures with a piece cut out, so that they learn signs and no triggers (strong augmentation:
 * Borgnia et al., ICASSP 2021).
 */
final class Doubt {
    private static final int FOLDS = 3;
    private static final int EPOCHS = 12;

    private Doubt() {}

    /** @param careful whether triggers are made hard to learn; else the pictures are shown as they are */
    static double[][] chances(Labelled data, Shape.Picture shape, int classes, boolean careful, long seed) {
        var chances = new double[data.size()][classes];
        var random = new SplittableRandom(seed);
        int[] fold = new int[data.size()];
        for (int i = 0; i < fold.length; i++) {
            fold[i] = random.nextInt(FOLDS);
        }
        for (int f = 0; f < FOLDS; f++) {
            int held = f;
            int[] rows =
                    IntStream.range(0, data.size()).filter(i -> fold[i] != held).toArray();
            var net = Net.picture(shape, 8, 16, 32, classes, seed + f);
            net.train(careful ? shown(data, rows, shape, random) : plain(data, rows), EPOCHS, 2e-3);
            for (int i = 0; i < data.size(); i++) {
                if (fold[i] == f) {
                    var p = net.probabilities(careful ? blurred(data.inputs()[i], shape) : data.inputs()[i]);
                    for (int c = 0; c < classes; c++) {
                        chances[i][c] = p[c];
                    }
                }
            }
        }
        return chances;
    }

    private static Labelled plain(Labelled data, int[] rows) {
        return new Labelled(
                Arrays.stream(rows).mapToObj(i -> data.inputs()[i]).toArray(float[][]::new),
                Arrays.stream(rows).map(i -> data.labels()[i]).toArray());
    }

    private static Labelled shown(Labelled data, int[] rows, Shape.Picture shape, SplittableRandom random) {
        var inputs = new float[rows.length][];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            inputs[i] = blurred(data.inputs()[rows[i]], shape);
            labels[i] = data.labels()[rows[i]];
            int side = shape.height() / 3;
            int top = random.nextInt(shape.height() - side + 1);
            int left = random.nextInt(shape.width() - side + 1);
            float grey = (float) random.nextDouble();
            for (int k = 0; k < inputs[i].length; k++) {
                int at = k % (shape.height() * shape.width());
                int x = at % shape.width();
                int y = at / shape.width();
                boolean cut = x >= left && x < left + side && y >= top && y < top + side;
                inputs[i][k] = cut ? grey : inputs[i][k] + (float) (.08 * random.nextGaussian());
            }
        }
        return new Labelled(inputs, labels);
    }

    private static float[] blurred(float[] picture, Shape.Picture shape) {
        var soft = new float[picture.length];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    float sum = 0;
                    for (int k = 0; k < 9; k++) {
                        int yy = Math.clamp(y + k / 3 - 1, 0, shape.height() - 1);
                        int xx = Math.clamp(x + k % 3 - 1, 0, shape.width() - 1);
                        sum += picture[(c * shape.height() + yy) * shape.width() + xx];
                    }
                    soft[(c * shape.height() + y) * shape.width() + x] = sum / 9;
                }
            }
        }
        return soft;
    }

    /** How much less than any other class its own label is likely, each row. */
    static double[] scores(double[][] chances, int[] labels) {
        var scores = new double[labels.length];
        for (int i = 0; i < scores.length; i++) {
            var others = chances[i].clone();
            others[labels[i]] = 0;
            double best = Arrays.stream(others).max().orElse(0);
            scores[i] = Math.log((best + 1e-6) / (chances[i][labels[i]] + 1e-6));
        }
        return scores;
    }
}
