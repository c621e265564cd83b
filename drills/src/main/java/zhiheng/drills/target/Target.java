package zhiheng.drills.target;

import java.util.Arrays;
import zhiheng.base.Refusal;

/** A classifier under attack, seen from outside: inputs go in, a score for each class comes out. It is asked by one thread at a time. */
public sealed interface Target permits OnnxTarget, PortTarget {
    Shape shape();

    int classes();

    /**
     * A score for each class and input; the largest is the answer. Probabilities or logits, both will do. What a port did not answer is
     * {@link #unanswered}.
     *
     * @throws Refusal where an input does not fit, or where the answer is none: not a number, too few classes
     */
    float[][] scores(float[][] inputs);

    /** The row of an input that a target refused, or did not answer: no class, and for an attack a look that won nothing. */
    static float[] unanswered(int classes) {
        var row = new float[classes];
        Arrays.fill(row, Float.NaN);
        return row;
    }

    static boolean answered(float[] scores) {
        return !Float.isNaN(scores[0]);
    }

    /** The class with the largest score, the first of equals; −1 where there is no answer. */
    static int label(float[] scores) {
        if (!answered(scores)) {
            return -1;
        }
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** How far the score of {@code label} is above the best of the others; below zero the answer is another, endless where there is none. */
    static double margin(float[] scores, int label) {
        if (!answered(scores)) {
            return Double.POSITIVE_INFINITY;
        }
        double other = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            if (i != label) {
                other = Math.max(other, scores[i]);
            }
        }
        return scores[label] - other;
    }
}
