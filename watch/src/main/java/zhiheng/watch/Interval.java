package zhiheng.watch;

/**
 * An estimate between two bounds.
 *
 * @param level the probability that the bounds hold the truth, at all times at once for a confidence sequence; 1 for a declared value
 */
public record Interval(double low, double estimate, double high, double level) {
    /** A value that was declared, not estimated. */
    public static Interval declared(double value) {
        return new Interval(value, value, value, 1);
    }
}
