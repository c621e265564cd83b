package zhiheng.drills.judge;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import zhiheng.drills.judge.LabelledSet.Labelled;

/**
 * A logistic regression over the words of a text (runs of one and two, by their hash) and, where there is a sentence model, its vector.
 * Small, trained in a second at the start, the same for the same data.
 */
final class Learned {
    private static final int WORDS = 1 << 13;
    private static final int ROUNDS = 30;
    private static final double RATE = .3;
    private static final double SHRINK = 1e-4;

    private final Function<String, Optional<float[]>> vector;
    /** How much the vector says beside the words, whose features have the length one together. */
    private final double share;

    private double[] weights = {};

    /** What of a text is looked at: which words, and the vector behind them. */
    private record Features(int[] words, float[] vector) {}

    private Learned(Function<String, Optional<float[]>> vector, double share) {
        this.vector = vector;
        this.share = share;
    }

    static Learned of(List<Labelled> texts, Function<String, Optional<float[]>> vector, double share) {
        var learned = new Learned(vector, share);
        learned.train(texts);
        return learned;
    }

    /** The chance that the event is in the text, as far as it goes: texts it learnt from were made by halves. */
    double chance(String text) {
        return 1 / (1 + Math.exp(-score(features(text))));
    }

    private void train(List<Labelled> texts) {
        var features = texts.stream().map(t -> features(t.text())).toList();
        int width = features.stream().mapToInt(f -> f.vector.length).max().orElse(0);
        weights = new double[WORDS + width + 1];
        var order = new ArrayList<Integer>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            double rate = RATE / (1 + .2 * round);
            for (int i : order) {
                var f = features.get(i);
                double error = (texts.get(i).event() ? 1 : 0) - 1 / (1 + Math.exp(-score(f)));
                step(f, rate * error, rate * SHRINK);
            }
        }
    }

    private void step(Features f, double by, double shrink) {
        double each = 1 / Math.sqrt(Math.max(1, f.words.length));
        for (int w : f.words) {
            weights[w] += by * each - shrink * weights[w];
        }
        for (int k = 0; k < f.vector.length; k++) {
            weights[WORDS + k] += by * share * f.vector[k] - shrink * weights[WORDS + k];
        }
        weights[weights.length - 1] += by;
    }

    private double score(Features f) {
        double each = 1 / Math.sqrt(Math.max(1, f.words.length));
        double sum = weights[weights.length - 1];
        for (int w : f.words) {
            sum += each * weights[w];
        }
        for (int k = 0; k < f.vector.length && WORDS + k < weights.length - 1; k++) {
            sum += share * f.vector[k] * weights[WORDS + k];
        }
        return sum;
    }

    private Features features(String text) {
        var words = words(text);
        var hashes = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); i++) {
            hashes.add(Math.floorMod(words.get(i).hashCode() * 0x9E3779B1, WORDS));
            if (i > 0) {
                hashes.add(Math.floorMod((words.get(i - 1) + " " + words.get(i)).hashCode() * 0x9E3779B1, WORDS));
            }
        }
        return new Features(
                hashes.stream().distinct().mapToInt(h -> h).toArray(),
                share == 0 ? new float[0] : vector.apply(text).orElse(new float[0]));
    }

    private static List<String> words(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        for (var points = plain.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            boolean han = Character.isIdeographic(point);
            if (!word.isEmpty() && (han || !Character.isLetterOrDigit(point))) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (han) {
                words.add(Character.toString(point));
            } else if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
