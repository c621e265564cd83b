package zhiheng.watch.rate;

/**
 * Krichevsky and Trofimov's mixture over all rates of a coin (1981): the probability of n events in a given order, a of them ones,
 * averaged over a Beta(½,½) rate, is Γ(a+½)Γ(n−a+½)/(π Γ(n+1)). Shares of events take the same formula with fractions.
 */
final class Kt {
    private static final int TABLE = 1 << 16;
    private static final double[] HALVES = new double[TABLE]; // ln Γ(i + ½)
    private static final double[] WHOLES = new double[TABLE]; // ln Γ(i + 1)
    private static final double LN_PI = Math.log(Math.PI);
    private static final double HALF_LN_2_PI = 0.5 * Math.log(2 * Math.PI);

    static {
        HALVES[0] = 0.5 * LN_PI;
        for (int i = 1; i < TABLE; i++) {
            HALVES[i] = logGamma(i + 0.5);
            WHOLES[i] = logGamma(i + 1);
        }
    }

    private Kt() {}

    /** The logarithm of the probability; 0 without events. */
    static double log(double ones, double events) {
        return half(ones) + half(events - ones) - whole(events) - LN_PI;
    }

    static double half(double i) {
        int k = (int) i;
        return k == i && k < TABLE ? HALVES[k] : logGamma(i + 0.5);
    }

    static double whole(double i) {
        int k = (int) i;
        return k == i && k < TABLE ? WHOLES[k] : logGamma(i + 1);
    }

    /** ln Γ(z) for z above 0: Stirling's series, moved to where three terms give 12 digits. */
    static double logGamma(double z) {
        double below = 0;
        if (z < 10) {
            double product = 1;
            while (z < 10) {
                product *= z++;
            }
            below = Math.log(product);
        }
        double r = 1 / z;
        double rr = r * r;
        double series = r * (1.0 / 12 - rr * (1.0 / 360 - rr * (1.0 / 1260 - rr / 1680)));
        return (z - 0.5) * Math.log(z) - z + HALF_LN_2_PI + series - below;
    }
}
