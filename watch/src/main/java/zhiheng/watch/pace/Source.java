package zhiheng.watch.pace;

/**
 * What one way of finding harm has found: inspection of calls drawn by lot, or complaints about the others. A call is in one source
 * only, and only once the time in which its harm would have come to light is over; a younger one is not taken for harmless.
 *
 * @param share the least share of harmful calls that come to light here in that time; declared, not estimated
 * @param judged calls whose time is over
 * @param harmful those of them known to be harmful now, however late that came
 */
public record Source(double share, long judged, long harmful) {
    public Source {
        if (!(share > 0 && share <= 1) || judged < 0 || harmful < 0 || harmful > judged) {
            throw new IllegalArgumentException("a share in (0,1] and 0 <= harmful <= judged are wanted, not " + share
                    + ", " + harmful + " of " + judged);
        }
    }

    double rate() {
        return judged == 0 ? 0 : (double) harmful / judged;
    }

    /** ln of the likelihood of what was found, if this share of calls were found harmful. */
    double likelihood(double rate) {
        return times(harmful, Math.log(rate)) + times(judged - harmful, Math.log1p(-rate));
    }

    private static double times(double count, double log) {
        return count == 0 ? 0 : count * log;
    }
}
