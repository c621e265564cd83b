package zhiheng.drills.judge;

import zhiheng.watch.Interval;

/**
 * Two sides that differ in one thing: how much more often the first is decided for. What both sides share cancels, so few pairs tell.
 *
 * @param first pairs where only the first side was decided for
 * @param second where only the second was
 */
public record Pairs(int pairs, int first, int second) {
    /** The difference of the two rates, with Agresti and Min's interval for matched pairs (2005: half an event in each cell). */
    public Interval difference(double level) {
        double n = pairs + 2;
        double b = first + .5;
        double c = second + .5;
        double middle = (b - c) / n;
        double half = normal(level) * Math.sqrt(Math.max(0, b + c - (b - c) * (b - c) / n)) / n;
        double estimate = pairs == 0 ? 0 : (double) (first - second) / pairs;
        double low = pairs == 0 ? -1 : Math.max(-1, Math.min(estimate, middle - half));
        double high = pairs == 0 ? 1 : Math.min(1, Math.max(estimate, middle + half));
        return new Interval(low, estimate, high, level);
    }

    /** Exact, two-sided (McNemar): the probability of a split at least as uneven where the sides make no difference. */
    public double chance() {
        int n = first + second;
        int less = Math.min(first, second);
        double tail = 0;
        for (int k = 0; k <= less; k++) {
            tail += Numbers.binomial(n, k, .5);
        }
        return Math.min(1, 2 * tail);
    }

    /** The quantile of a normal distribution between whose sides lies {@code level}; by halving its tail (Abramowitz and Stegun 7.1.26). */
    static double normal(double level) {
        double a = 0;
        double b = 8;
        for (int i = 0; i < 60; i++) {
            double z = (a + b) / 2;
            if (1 - tails(z) < level) {
                a = z;
            } else {
                b = z;
            }
        }
        return a;
    }

    private static double tails(double z) {
        double x = z / Math.sqrt(2);
        double t = 1 / (1 + .3275911 * x);
        return t
                * (.254829592 + t * (-.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-x * x);
    }
}
