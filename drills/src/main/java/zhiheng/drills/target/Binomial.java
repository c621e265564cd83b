package zhiheng.drills.target;

import zhiheng.watch.Interval;

/** Exact bounds on a share: Clopper and Pearson, Biometrika 26 (1934); and the normal quantile that radii are made of. */
public final class Binomial {
    private Binomial() {}

    /** Two-sided bounds on the share behind {@code hits} of {@code trials}, at {@code level}. */
    public static Interval share(long hits, long trials, double level) {
        double tail = (1 - level) / 2;
        return new Interval(
                lower(hits, trials, tail),
                trials == 0 ? Double.NaN : (double) hits / trials,
                1 - lower(trials - hits, trials, tail),
                level);
    }

    /** The share is at least this with probability 1 − {@code alpha}. */
    public static double lower(long hits, long trials, double alpha) {
        if (hits == 0) {
            return 0;
        }
        double low = 0;
        double high = (double) hits / trials;
        for (int i = 0; i < 100 && high - low > 1e-12; i++) {
            double p = (low + high) / 2;
            if (beta(p, hits, trials - hits + 1.0) < alpha) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }

    /** The regularised incomplete beta function, by Lentz's continued fraction (DLMF 8.17.22). */
    static double beta(double x, double a, double b) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - beta(1 - x, b, a);
        }
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        double tiny = 1e-300;
        double c = 1;
        double d = 1 / guarded(1 - (a + b) * x / (a + 1), tiny);
        double sum = d;
        for (int m = 1; m < 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / guarded(1 + even * d, tiny);
            c = guarded(1 + even / c, tiny);
            sum *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / guarded(1 + odd * d, tiny);
            c = guarded(1 + odd / c, tiny);
            sum *= d * c;
            if (Math.abs(d * c - 1) < 1e-14) {
                break;
            }
        }
        return front * sum / a;
    }

    private static double guarded(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    /** Lanczos' approximation, g = 7, right to some 15 digits. */
    static double logGamma(double x) {
        double[] c = {
            0.99999999999980993,
            676.5203681218851,
            -1259.1392167224028,
            771.32342877765313,
            -176.61502916214059,
            12.507343278686905,
            -0.13857109526572012,
            9.9843695780195716e-6,
            1.5056327351493116e-7
        };
        double sum = c[0];
        for (int i = 1; i < c.length; i++) {
            sum += c[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }

    /** The z below which a standard normal variable is with probability {@code p}, by halving. */
    public static double normalQuantile(double p) {
        if (p <= 0 || p >= 1) {
            return p <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double low = -40;
        double high = 40;
        for (int i = 0; i < 200 && high - low > 1e-13; i++) {
            double z = (low + high) / 2;
            if (normal(z) < p) {
                low = z;
            } else {
                high = z;
            }
        }
        return (low + high) / 2;
    }

    /** The normal distribution function, by the incomplete gamma function's series and the continued fraction of its tail. */
    static double normal(double z) {
        double x = Math.abs(z);
        double upper;
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int i = 1; Math.abs(term) > 1e-17 * sum; i++) {
                term *= x * x / (2 * i + 1);
                sum += term;
            }
            upper = 0.5 - sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        } else {
            double fraction = x;
            for (int i = 60; i > 0; i--) {
                fraction = x + i / fraction;
            }
            upper = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) / fraction;
        }
        return z > 0 ? 1 - upper : upper;
    }
}
