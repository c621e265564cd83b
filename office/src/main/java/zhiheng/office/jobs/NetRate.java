package zhiheng.office.jobs;

import java.util.Collection;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Jobs more or fewer for each hundred people whose roles changed, with what chance alone makes of it where the enterprises that reported
 * are looked on as drawn from all: the estimate of a ratio by the jackknife over enterprises (M. Quenouille, Biometrika 43, 1956), with
 * Student's t. Enterprises that keep silent may differ, and no interval knows of that.
 *
 * @param low and {@code high}: the interval for 95 in 100
 */
public record NetRate(double perHundred, double low, double high, int enterprises) {
    /** Below this nothing is said. */
    public static final int LEAST = 30;

    /** One enterprise: people in the roles before, and jobs more or fewer. */
    public record Counted(long before, long net) {}

    /** Null for fewer than {@link #LEAST} enterprises, or nobody in the roles. */
    public static @Nullable NetRate of(Collection<Counted> enterprises) {
        int n = enterprises.size();
        long before = enterprises.stream().mapToLong(Counted::before).sum();
        long net = enterprises.stream().mapToLong(Counted::net).sum();
        if (n < LEAST || before == 0) {
            return null;
        }
        double rate = net / (double) before;
        double mean = 0;
        double squares = 0;
        int seen = 0;
        for (var one : enterprises) {
            long rest = before - one.before();
            if (rest == 0) {
                return null; // one enterprise has everybody
            }
            double without = (net - one.net()) / (double) rest;
            seen++;
            double off = without - mean;
            mean += off / seen;
            squares += off * (without - mean);
        }
        double error = Math.sqrt((n - 1.0) / n * squares);
        // as many degrees of freedom as enterprises of one size would give (L. Kish, Survey Sampling, 1965)
        double sizes = enterprises.stream()
                .mapToDouble(one -> (double) one.before() * one.before())
                .sum();
        double reach =
                new TDistribution(Math.max(1, before / sizes * before - 1)).inverseCumulativeProbability(0.975) * error;
        return new NetRate(100 * rate, 100 * (rate - reach), 100 * (rate + reach), n);
    }
}
