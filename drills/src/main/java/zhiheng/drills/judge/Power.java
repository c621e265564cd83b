package zhiheng.drills.judge;

import zhiheng.drills.suite.Criterion;

/** How many prompts a criterion needs. */
public final class Power {
    private static final int MOST = 20_000;

    private Power() {}

    /**
     * The fewest independent prompts with which a model of the assumed rate passes with this probability, while one exactly at the
     * threshold passes in {@code error} of the runs at most; exact binomial, seen through the judge.
     *
     * @return {@link Integer#MAX_VALUE} where no number within reason does
     */
    public static int needed(Criterion criterion, double assumed, double error, double power, Quality quality) {
        double at = seen(criterion.threshold(), quality);
        double really = seen(assumed, quality);
        // A criterion of "at most" is one of "at least" about what does not happen.
        double p0 = criterion.atLeast() ? at : 1 - at;
        double p1 = criterion.atLeast() ? really : 1 - really;
        if (p1 <= p0) {
            return Integer.MAX_VALUE;
        }
        int low = 1;
        int high = 1;
        while (high < MOST && passes(high, p0, p1, error) < power) {
            low = high;
            high *= 2;
        }
        if (high >= MOST) {
            return Integer.MAX_VALUE;
        }
        // The power has teeth, so the first number after which none of the next ten fails is looked for.
        for (int n = low; n <= high; n++) {
            boolean all = true;
            for (int more = 0; more < 10 && all; more++) {
                all = passes(n + more, p0, p1, error) >= power;
            }
            if (all) {
                return n;
            }
        }
        return high;
    }

    private static double seen(double rate, Quality q) {
        return rate * q.sensitivity() + (1 - rate) * (1 - q.specificity());
    }

    static double passes(int n, double p0, double p1, double error) {
        double tail = 0;
        double power = 0;
        for (int k = n; k >= 0; k--) {
            tail += Numbers.binomial(n, k, p0);
            if (tail > error) {
                return power;
            }
            power += Numbers.binomial(n, k, p1);
        }
        return power;
    }
}
