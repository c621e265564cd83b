package zhiheng.drills.target;

import zhiheng.base.Refusal;

/** A classifier under attack, seen from outside: inputs go in, a score for each class comes out. It is asked by one thread at a time. */
public sealed interface Target permits OnnxTarget, PortTarget {
    Shape shape();

    int classes();

    /**
     * A score for each class and input; the largest is the answer. Probabilities or logits, both will do.
     *
     * @throws Refusal where an input does not fit, or where the answer is none: not a number, too few classes
     */
    float[][] scores(float[][] inputs);

    /** The class with the largest score, the first of equals. */
    static int label(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** How far the score of {@code label} is above the best of the others; below zero the answer is another. */
    static double margin(float[] scores, int label) {
        double other = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            if (i != label) {
                other = Math.max(other, scores[i]);
            }
        }
        return scores[label] - other;
    }
}
