package zhiheng.watch.simulate;

import java.util.function.DoubleUnaryOperator;
import zhiheng.watch.Interval;

/** Two-sided intervals for what a finite number of runs showed, at one level. */
final class Exact {
    static final double LEVEL = 0.95;
    private static final double TAIL = (1 - LEVEL) / 2;

    private Exact() {}

    /** The share behind {@code hits} of {@code runs}: Clopper and Pearson, Biometrika 26 (1934). */
    static Interval share(long hits, long runs) {
        if (runs == 0) {
            return new Interval(0, Double.NaN, 1, LEVEL);
        }
        double low = hits == 0 ? 0 : solve(p -> Special.beta(p, hits, runs - hits + 1.0), TAIL, 0, 1);
        double high = hits == runs ? 1 : solve(p -> Special.beta(p, hits + 1.0, (double) runs - hits), 1 - TAIL, 0, 1);
        return new Interval(low, (double) hits / runs, high, LEVEL);
    }

    /**
     * Mean time between events of a Poisson process that gave {@code events} of them in {@code time}: Garwood, Biometrika 28 (1936).
     * With no event the estimate and the upper bound are infinite.
     */
    static Interval meanTime(long events, double time) {
        double most = solve(x -> Special.gamma(events + 1.0, x), 1 - TAIL, 0, bound(events));
        double fewest = events == 0 ? 0 : solve(x -> Special.gamma(events, x), TAIL, 0, bound(events));
        return new Interval(time / most, time / events, time / fewest, LEVEL);
    }

    private static double bound(long events) {
        return 20 + 2.0 * events + 10 * Math.sqrt(events);
    }

    /** The mean of independent values by Student's distribution; with a single value, all the line. */
    static Interval mean(double[] values) {
        int n = values.length;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double gap = values[i] - mean;
            mean += gap / (i + 1);
            squares += gap * (values[i] - mean);
        }
        if (n < 2) {
            return new Interval(Double.NEGATIVE_INFINITY, n == 0 ? Double.NaN : mean, Double.POSITIVE_INFINITY, LEVEL);
        }
        double half = student(n - 1) * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean - half, mean, mean + half, LEVEL);
    }

    /** The t beyond which a tail holds 1 − LEVEL over 2. */
    private static double student(double freedom) {
        return solve(t -> 1 - Special.beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2, 1 - TAIL, 0, 1000);
    }

    /** Order statistics around the middle: right whatever the distribution. The values are sorted, the largest may be censored. */
    static Interval median(double[] sorted) {
        int n = sorted.length;
        int rank = (int)
                Math.max(0, n / 2.0 - 1.5 * Math.sqrt(n)); // three standard deviations out, surely beyond the tail
        while (Special.beta(0.5, n - rank, rank + 1.0) <= TAIL) {
            rank++;
        }
        double middle = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return rank == 0
                ? new Interval(0, middle, Double.POSITIVE_INFINITY, LEVEL)
                : new Interval(sorted[rank - 1], middle, sorted[n - rank], LEVEL);
    }

    /** Where a rising function takes the value, to double precision. */
    private static double solve(DoubleUnaryOperator rising, double value, double low, double high) {
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
