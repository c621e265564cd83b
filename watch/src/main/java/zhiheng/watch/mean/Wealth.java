package zhiheng.watch.mean;

/**
 * What a bettor owns who bets against a claimed mean m of values in [0,1]; all in logarithms, all from the sums n, S = Σx and
 * V = Σ(x − c)², where c is the mean before x.
 *
 * <p>Two kinds of bettor are kept, because each is strong where the other is weak. The <em>counting</em> one plays as if values
 * were 0 or 1: E[e^λx] ≤ 1 − m + m·e^λ holds for any x in [0,1], so the likelihood ratio against m, averaged over a Beta(½,½)
 * prior, is a supermartingale; for 0/1 values nothing is lost. The <em>spread</em> one knows that values vary little:
 * exp(λ(x − m) − ψ(λ)(x − c)²) with ψ(λ) = −ln(1 − λ) − λ has expectation at most 1 for λ in [0,1) (Fan, Grama and Liu 2015;
 * Howard, Ramdas, McAuliffe and Sekhon 2021, theorem 4); it is averaged over a fixed geometric list of λ, so that it needs no
 * tuning to a horizon.
 */
final class Wealth {
    private static final int BETS = 20;
    private static final double[] LAMBDA = new double[BETS];
    private static final double[] PSI = new double[BETS];
    private static final double[] LOG_WEIGHT = new double[BETS];
    private static final double LOG_PI = Math.log(Math.PI);

    static {
        double total = 0;
        for (int j = 0; j < BETS; j++) {
            LAMBDA[j] = 0.95 * Math.pow(1.6, -j);
            PSI[j] = -Math.log1p(-LAMBDA[j]) - LAMBDA[j];
            total += 1.0 / (j + 2);
        }
        for (int j = 0; j < BETS; j++) {
            LOG_WEIGHT[j] = -Math.log((j + 2) * total);
        }
    }

    private Wealth() {}

    /** ln of the Beta(½,½) average of q^s (1−q)^f: the numerator of the counting bettor. */
    static double logBetaMean(double s, double f) {
        return logGamma(s + 0.5) + logGamma(f + 0.5) - logGamma(s + f + 1) - LOG_PI;
    }

    /** ln m^s (1−m)^f, with 0·ln 0 = 0. */
    static double logLikelihood(double s, double f, double m) {
        return (s <= 0 ? 0 : s * Math.log(m)) + (f <= 0 ? 0 : f * Math.log1p(-m));
    }

    /** The spread bettor on "the mean is above": {@code excess} is S − n·m, or n·m − S for a bet on "below". */
    static double logSpread(double excess, double v) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < BETS; j++) {
            top = Math.max(top, LOG_WEIGHT[j] + LAMBDA[j] * excess - PSI[j] * v);
        }
        double sum = 0;
        for (int j = 0; j < BETS; j++) {
            sum += Math.exp(LOG_WEIGHT[j] + LAMBDA[j] * excess - PSI[j] * v - top);
        }
        return top + Math.log(sum);
    }

    /** The mean and the variance of λ under the weights that the bets have earned: logSpread's derivatives by the excess. */
    static void spreadSlopes(double excess, double v, double[] into) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < BETS; j++) {
            top = Math.max(top, LOG_WEIGHT[j] + LAMBDA[j] * excess - PSI[j] * v);
        }
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int j = 0; j < BETS; j++) {
            double w = Math.exp(LOG_WEIGHT[j] + LAMBDA[j] * excess - PSI[j] * v - top);
            sum += w;
            first += w * LAMBDA[j];
            second += w * LAMBDA[j] * LAMBDA[j];
        }
        into[0] = first / sum;
        into[1] = second / sum - into[0] * into[0];
    }

    /** ln((e^a + e^b) / 2). */
    static double logMean(double a, double b) {
        double top = Math.max(a, b);
        if (Double.isInfinite(top)) {
            return top;
        }
        return top + Math.log1p(Math.exp(Math.min(a, b) - top)) - Math.log(2);
    }

    /** Stirling's series after shifting the argument above 10; relative error below 1e-13. */
    static double logGamma(double x) {
        double shift = 1;
        while (x < 10) {
            shift *= x;
            x++;
        }
        double y = 1 / (x * x);
        double series = (1.0 / 12 - y * (1.0 / 360 - y * (1.0 / 1260 - y * (1.0 / 1680 - y / 1188)))) / x;
        return (x - 0.5) * Math.log(x) - x + 0.91893853320467274178 + series - Math.log(shift);
    }
}
