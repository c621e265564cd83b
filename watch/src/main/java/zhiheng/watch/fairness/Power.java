package zhiheng.watch.fairness;

import zhiheng.watch.many.Spending;

/**
 * About how many decisions it takes to find a group that is treated unfairly, known before one is taken: half of all streams alarm by
 * then. Per decision the evidence grows, in nats, by the least of p·D(a‖m) + q·D(b‖n) over all pairs of rates m, n that the criterion
 * allows (D: Kullback and Leibler's divergence; p, q: the shares of the decisions that go to reference and group; a, b: their rates).
 * It must pay for the probability of a false alarm, the group's share of it, the direction, the epochs and both kinds of bettor, and
 * for not knowing the rates: half the logarithm of the count of each (Krichevsky and Trofimov). A test compares with simulation.
 */
public final class Power {
    private static final int STEPS = 200;
    /** More is never waited for. */
    private static final double MOST = 1e12;

    private Power() {}

    /**
     * Decisions of all groups together until four fifths, or another {@code least}, is seen to be broken; infinite where it is kept.
     *
     * @param share of the decisions that go to the group, {@code shareOfReference} to the reference
     * @param place in which the group appears among those compared, from 1
     */
    public static double decisions(
            Criterion.SelectionRatio criterion,
            double alpha,
            double shareOfReference,
            double rateOfReference,
            double share,
            double rate,
            int place) {
        double low = Math.min(rate, rateOfReference);
        double high = Math.max(rate, rateOfReference);
        boolean isLower = rate <= rateOfReference;
        if (low >= criterion.least() * high) {
            return Double.POSITIVE_INFINITY;
        }
        double pHigh = isLower ? shareOfReference : share;
        double pLow = isLower ? share : shareOfReference;
        double growth = Double.POSITIVE_INFINITY;
        for (int i = 1; i < STEPS; i++) {
            // the least lies where the criterion is just kept, between what both rates would make of it
            double m = low / criterion.least() + (high - low / criterion.least()) * i / STEPS;
            growth = Math.min(growth, pHigh * divergence(high, m) + pLow * divergence(low, criterion.least() * m));
        }
        double fixed = -Math.log(alpha)
                + 3 * Math.log(2)
                - Math.log((Spending.share(place) + 1.0 / Fairness.MOST_GROUPS) / 2)
                - Math.log(Spending.share(1))
                + Math.log(Math.PI / 2);
        double n = fixed / growth;
        for (int i = 0; i < STEPS && n < MOST; i++) {
            n = (fixed + Math.log(Math.max(1, n * share)) / 2 + Math.log(Math.max(1, n * shareOfReference)) / 2)
                    / growth;
        }
        return n;
    }

    private static double divergence(double p, double q) {
        return (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);
    }
}
