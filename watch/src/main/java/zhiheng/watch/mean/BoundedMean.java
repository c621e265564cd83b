package zhiheng.watch.mean;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.Interval;

/**
 * The sums of a stream of values in [0,1], and what they prove about its mean however often one looks. Holds three numbers; the
 * formulas are in {@code docs/watch-means.md}. Not for use by several threads at once.
 */
public final class BoundedMean {
    private static final int STEPS = 44;

    private double n;
    private double sum;
    private double spread;

    /**
     * Takes in a value of weight w. A weight above 1 stands for that many events with {@code x} as their mean, of which only
     * that they lie in [0,1] is known.
     *
     * @throws IllegalArgumentException when x is not in [0,1] or the weight is not positive and finite
     */
    public void add(double x, double weight) {
        if (!(x >= 0 && x <= 1) || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a value in [0,1] with a positive weight is wanted, not " + x + " × " + weight);
        }
        double centre = (sum + 0.5) / (n + 1);
        double square = weight > 1 ? x * (1 - 2 * centre) + centre * centre : (x - centre) * (x - centre);
        spread += weight * square;
        n += weight;
        sum = Math.min(n, sum + weight * x);
    }

    public double count() {
        return n;
    }

    double sum() {
        return sum;
    }

    double spread() {
        return spread;
    }

    /** The mean so far; ½ before the first value. */
    public double mean() {
        return n == 0 ? 0.5 : Math.clamp(sum / n, 0, 1);
    }

    /**
     * ln of the evidence against "the mean, given the past, is always at most m": where that holds, it ever reaches ln(1/α) with
     * probability at most α. The counting half is the least over all means allowed, so that none of them is refuted wrongly.
     */
    public double evidenceAbove(double m) {
        return Wealth.logMean(counting(Math.min(m, mean())), Wealth.logSpread(sum - n * m, spread));
    }

    /** The same against "always at least m". */
    public double evidenceBelow(double m) {
        return Wealth.logMean(counting(Math.max(m, mean())), Wealth.logSpread(n * m - sum, spread));
    }

    private double counting(double m) {
        return Wealth.logBetaMean(sum, n - sum) - Wealth.logLikelihood(sum, n - sum, m);
    }

    /** Bounds that hold the mean, if it stands still, at all times at once with the probability {@code level}. */
    public Interval interval(double level) {
        double need = -Math.log1p(-level);
        double mean = mean();
        double low = rejects(0, need) ? edge(0, mean, need) : 0;
        double high = rejects(1, need) ? edge(1, mean, need) : 1;
        return new Interval(low, mean, high, level);
    }

    /** The counting bettor is two-sided by itself; the spread bettor puts half its money on either side. */
    boolean rejects(double m, double need) {
        double excess = m < mean() ? sum - n * m : n * m - sum;
        return Wealth.logMean(counting(m), Wealth.logSpread(excess, spread) - Math.log(2)) >= need;
    }

    /** The rejected value nearest to the mean, to within 2^-44. */
    private double edge(double rejected, double kept, double need) {
        for (int i = 0; i < STEPS; i++) {
            double middle = (rejected + kept) / 2;
            if (rejects(middle, need)) {
                rejected = middle;
            } else {
                kept = middle;
            }
        }
        return rejected;
    }

    public void clear() {
        n = 0;
        sum = 0;
        spread = 0;
    }

    /** Takes on the sums of another. */
    public void set(BoundedMean other) {
        n = other.n;
        sum = other.sum;
        spread = other.spread;
    }

    /** What came in after {@code earlier}, an older state of this same stream. */
    BoundedMean since(BoundedMean earlier) {
        BoundedMean part = new BoundedMean();
        part.n = n - earlier.n;
        part.sum = Math.clamp(sum - earlier.sum, 0, part.n);
        part.spread = Math.max(0, spread - earlier.spread);
        return part;
    }

    /** Joins in the sums of a stream over the same mean, as if both had been one. */
    public void merge(BoundedMean other) {
        n += other.n;
        sum += other.sum;
        spread += other.spread;
    }

    public void write(DataOutput out) throws IOException {
        out.writeDouble(n);
        out.writeDouble(sum);
        out.writeDouble(spread);
    }

    public static BoundedMean read(DataInput in) throws IOException {
        BoundedMean mean = new BoundedMean();
        mean.n = in.readDouble();
        mean.sum = in.readDouble();
        mean.spread = in.readDouble();
        boolean sane = mean.n >= 0 && mean.n < Double.POSITIVE_INFINITY && mean.sum >= 0 && mean.sum <= mean.n;
        if (!sane || !(mean.spread >= 0 && mean.spread <= mean.n)) {
            throw new IOException("not the sums of values in [0,1]: " + mean.n + ", " + mean.sum + ", " + mean.spread);
        }
        return mean;
    }
}
