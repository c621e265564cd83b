package zhiheng.drills.attack;

/**
 * What an attack did to one input.
 *
 * @param skipped the target was wrong on it before any attack; counts neither way
 * @param queries how often the target was asked about it, the first look included
 * @param input the last input tried; where {@code fooled}, the target answers otherwise than its label
 */
public record Outcome(boolean skipped, boolean fooled, long queries, double linf, double l2, float[] input) {
    static Outcome of(float[] from, float[] to, boolean fooled, long queries) {
        double linf = 0;
        double squares = 0;
        for (int i = 0; i < from.length; i++) {
            double gap = Math.abs(from[i] - to[i]);
            linf = Math.max(linf, gap);
            squares += gap * gap;
        }
        return new Outcome(false, fooled, queries, linf, Math.sqrt(squares), to);
    }

    static Outcome skipped(float[] input) {
        return new Outcome(true, false, 1, 0, 0, input);
    }
}
