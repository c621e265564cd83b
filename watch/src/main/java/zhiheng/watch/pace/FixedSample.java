package zhiheng.watch.pace;

/**
 * The test that looks once: so many calls are judged, and the system passes with at most so many harmful ones. The smallest that
 * passes a system at the bound with a probability of at most {@code alpha}, and one of the wanted rate with at least 1 − {@code beta}:
 * what an evidence-paced stage is measured against.
 */
public record FixedSample(long calls, long allowed) {
    private static final int MOST = 10_000;

    public static FixedSample least(double bound, double rate, double alpha, double beta) {
        if (!(rate < bound)) {
            throw new IllegalArgumentException("no test tells " + rate + " from " + bound);
        }
        for (int allowed = 0; allowed < MOST; allowed++) {
            long calls = calls(bound, allowed, alpha);
            if (pass(calls, allowed, rate) >= 1 - beta) {
                return new FixedSample(calls, allowed);
            }
        }
        throw new IllegalArgumentException("more than " + MOST + " harmful calls would have to be allowed");
    }

    private static long calls(double bound, int allowed, double alpha) {
        long low = allowed;
        long high = allowed + 1L;
        while (pass(high, allowed, bound) > alpha) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (pass(middle, allowed, bound) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The chance of at most {@code allowed} hits. */
    static double pass(long calls, long allowed, double rate) {
        if (rate == 0) {
            return 1;
        }
        double log = calls * Math.log1p(-rate);
        double odds = Math.log(rate) - Math.log1p(-rate);
        double sum = Math.exp(log);
        for (long k = 1; k <= Math.min(allowed, calls); k++) {
            log += Math.log((double) (calls - k + 1) / k) + odds;
            sum += Math.exp(log);
        }
        return Math.min(1, sum);
    }
}
