package zhiheng.office.effect;

/**
 * What can be said of a measure's effect on an indicator, in the indicator's unit.
 *
 * @param estimate the change that goes with the measure
 * @param low the change is at least this, with the stated error
 * @param high and at most this
 * @param error how often, at most, an interval like this one misses the truth if its conditions hold
 */
public record Effect(double estimate, double low, double high, double error) {
    public Effect {
        if (!(low <= estimate && estimate <= high) || !(error > 0 && error < 1)) {
            throw new IllegalArgumentException(low + " <= " + estimate + " <= " + high + " at " + error);
        }
    }

    /** What is shown: a rise, a fall, or that neither can be told from what would have happened anyway. */
    public enum Shown {
        ROSE,
        FELL,
        NOTHING
    }

    public Shown shown() {
        return low > 0 ? Shown.ROSE : high < 0 ? Shown.FELL : Shown.NOTHING;
    }
}
