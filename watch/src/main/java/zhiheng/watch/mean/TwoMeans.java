package zhiheng.watch.mean;

import java.util.function.DoublePredicate;
import zhiheng.watch.Interval;

/**
 * Compares the means of two groups at any time, however their members arrived: which group comes next may depend on all that was
 * seen before. The null hypothesis leaves the level open but has it stand still; the evidence is the least, over all pairs of
 * means that the hypothesis allows, of the product of what two bettors own, one on each group.
 */
public final class TwoMeans {
    private static final int STEPS = 40;
    private static final int LIKELIHOOD_STEPS = 26;
    private static final int NEWTON_STEPS = 40;
    /** Larger ratios of means are treated as infinite. */
    public static final double MOST_RATIO = 1e6;

    private TwoMeans() {}

    /**
     * ln of an e-value against "mean(b) ≥ slope · mean(a) − slack", slope above 0: it is large when b lies clearly lower. Where
     * the hypothesis holds it ever reaches ln(1/α) with probability at most α.
     */
    public static double evidenceLower(BoundedMean a, BoundedMean b, double slope, double slack) {
        double from = Math.max(0, slack / slope);
        double to = Math.min(1, (1 + slack) / slope);
        if (b.mean() >= slope * a.mean() - slack) {
            // Any lower bound of an e-value is one: the costly half is left out where it cannot lead.
            return counting(a, b, a.mean(), b.mean()) - Math.log(2);
        }
        if (from > to) {
            return Double.POSITIVE_INFINITY;
        }
        double counting = counting(a, b, slope, slack, from, to);
        return Wealth.logMean(counting, spread(a, b, slope, slack, from, to, counting));
    }

    private static double counting(BoundedMean a, BoundedMean b, double meanA, double meanB) {
        return Wealth.logBetaMean(a.sum(), a.count() - a.sum())
                + Wealth.logBetaMean(b.sum(), b.count() - b.sum())
                - Wealth.logLikelihood(a.sum(), a.count() - a.sum(), meanA)
                - Wealth.logLikelihood(b.sum(), b.count() - b.sum(), meanB);
    }

    /** The likelihood is concave: where the sample means break the hypothesis, its maximum lies on the hypothesis's border. */
    private static double counting(BoundedMean a, BoundedMean b, double slope, double slack, double from, double to) {
        double sa = a.sum();
        double fa = a.count() - sa;
        double sb = b.sum();
        double fb = b.count() - sb;
        double low = Math.max(from, Math.min(to, (b.mean() + slack) / slope));
        double high = Math.max(from, Math.min(to, a.mean()));
        for (int i = 0; i < LIKELIHOOD_STEPS; i++) {
            double m = (low + high) / 2;
            double q = Math.clamp(slope * m - slack, 0, 1);
            if (sa / m - fa / (1 - m) + slope * (sb / q - fb / (1 - q)) > 0) {
                low = m;
            } else {
                high = m;
            }
        }
        double m = (low + high) / 2;
        double q = Math.clamp(slope * m - slack, 0, 1);
        return counting(a, b, m, q);
    }

    /**
     * The product falls in mean(a) and rises in mean(b), so its least is on the border, where its logarithm is convex: Newton's
     * steps, kept inside a bracket. Gives up when the least is seen to be below {@code floor}.
     */
    private static double spread(
            BoundedMean a, BoundedMean b, double slope, double slack, double from, double to, double floor) {
        double low = from;
        double high = to;
        double weight = a.count() + slope * b.count();
        double m = Math.clamp((a.sum() + b.sum() + b.count() * slack) / weight, low, high);
        double[] up = new double[2];
        double[] down = new double[2];
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < NEWTON_STEPS && high - low > 1e-12; i++) {
            double ea = a.sum() - a.count() * m;
            double eb = b.count() * (slope * m - slack) - b.sum();
            least = Math.min(least, Wealth.logSpread(ea, a.spread()) + Wealth.logSpread(eb, b.spread()));
            if (least < floor) {
                return Double.NEGATIVE_INFINITY;
            }
            Wealth.spreadSlopes(ea, a.spread(), up);
            Wealth.spreadSlopes(eb, b.spread(), down);
            double rise = slope * b.count() * down[0] - a.count() * up[0];
            double bend = slope * slope * b.count() * b.count() * down[1] + a.count() * a.count() * up[1];
            if (rise < 0) {
                low = m;
            } else {
                high = m;
            }
            double next = m - rise / bend;
            if (rise * (m - next) < 1e-9) {
                return least - 1e-9;
            }
            m = next > low && next < high ? next : (low + high) / 2;
        }
        return least - 1e-9;
    }

    /** Bounds of mean(b) − mean(a), valid at all times at once. */
    public static Interval difference(BoundedMean a, BoundedMean b, double level) {
        double need = -Math.log((1 - level) / 2);
        double seen = b.mean() - a.mean();
        double low = edge(-1, seen, d -> evidenceLower(b, a, 1, d) >= need);
        double high = edge(1, seen, d -> evidenceLower(a, b, 1, -d) >= need);
        return new Interval(low, seen, high, level);
    }

    /** Bounds of mean(b) / mean(a), valid at all times at once; {@link #MOST_RATIO} stands for "no upper bound known". */
    public static Interval ratio(BoundedMean a, BoundedMean b, double level) {
        double need = -Math.log((1 - level) / 2);
        double end = Math.log(MOST_RATIO);
        double seen = a.mean() <= 0 ? end : Math.clamp(Math.log(b.mean() / a.mean()), -end, end);
        double low = edge(-end, seen, r -> evidenceLower(b, a, Math.exp(-r), 0) >= need);
        double high = edge(end, seen, r -> evidenceLower(a, b, Math.exp(r), 0) >= need);
        return new Interval(low == -end ? 0 : Math.exp(low), Math.exp(seen), Math.exp(high), level);
    }

    private static double edge(double end, double seen, DoublePredicate rejects) {
        double rejected = end;
        double kept = seen;
        if (!rejects.test(end)) {
            return end;
        }
        for (int i = 0; i < STEPS; i++) {
            double middle = (rejected + kept) / 2;
            if (rejects.test(middle)) {
                rejected = middle;
            } else {
                kept = middle;
            }
        }
        return rejected;
    }
}
