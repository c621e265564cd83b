package zhiheng.drills.suite;

import zhiheng.base.Text;

/**
 * When a part is passed: the bound of the interval on the far side of the threshold counts, never the estimate.
 *
 * @param atLeast whether the rate must be at least the threshold; else at most
 * @param least how many prompts must have been judged
 * @param duty the duty that a result may serve; "" for none
 * @param days how long a result counts
 * @param source where the threshold comes from
 */
public record Criterion(boolean atLeast, double threshold, int least, String duty, int days, Text source) {
    public enum Outcome {
        MET,
        NOT_MET,
        OPEN
    }

    /** What an interval says: met or not met where all of it lies on one side, else open. */
    public Outcome of(double low, double high, long judged) {
        boolean allowed = judged >= least;
        if (atLeast ? high < threshold : low > threshold) {
            return Outcome.NOT_MET;
        }
        return allowed && (atLeast ? low >= threshold : high <= threshold) ? Outcome.MET : Outcome.OPEN;
    }
}
