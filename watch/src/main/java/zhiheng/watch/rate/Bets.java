package zhiheng.watch.rate;

/**
 * Bets against "the conditional mean is at most the limit", one for each of several odds ratios. The bet on a rate q above the
 * limit p has the size λ = (q − p)/(p(1 − p)), with which 1 + λ(x − p) is q's likelihood ratio for x = 0 or 1.
 */
final class Bets {
    static final double[] ODDS_RATIOS = {1.15, 1.3, 1.6, 2, 3, 5, 10, 30};
    static final int COUNT = ODDS_RATIOS.length;

    final double limit;
    private final double[] onOne = new double[COUNT];
    private final double[] onZero = new double[COUNT];

    Bets(double limit) {
        this.limit = limit;
        for (int i = 0; i < COUNT; i++) {
            double odds = ODDS_RATIOS[i] * limit / (1 - limit);
            onOne[i] = odds / (1 + odds) / limit;
            onZero[i] = 1 / (1 + odds) / (1 - limit);
        }
    }

    /** What each bet's stake is multiplied by after a single event. */
    double[] factors(boolean one) {
        return one ? onOne : onZero;
    }

    /**
     * Bet i's factor after a share of several events. Up to one event: (1 + λ(x − limit)) to the power of the weight, at most 1 on
     * average whatever x in [0,1] is. More events: the product over them, in which their order does not matter.
     */
    double factor(int i, double share, double weight) {
        if (weight <= 1) {
            return Math.pow(share * onOne[i] + (1 - share) * onZero[i], weight);
        }
        return Math.exp(weight * (share * Math.log(onOne[i]) + (1 - share) * Math.log(onZero[i])));
    }

    /** What a stake of one, shared among the bets and first laid before these events, has become. */
    double won(double ones, double events) {
        double total = 0;
        for (int i = 0; i < COUNT; i++) {
            total += Math.exp(ones * Math.log(onOne[i]) + (events - ones) * Math.log(onZero[i]));
        }
        return total / COUNT;
    }
}
