package zhiheng.watch.rate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many dependent observations say as much about their mean as one independent one. Two views, both from windows of
 * {@link #WINDOW} observations so that a change of the level, which looks like dependence over a long time, touches few of them:
 * the correlation ρ of neighbours, which gives (1 + ρ)/(1 − ρ) if dependence fades from one to the next at a steady rate; and the
 * variance of the windows' sums, by half their squared differences, which also sees slower dependence but learns more slowly.
 */
public final class Dependence {
    static final int WINDOW = 64;
    static final int MOST = 256;
    /** Of the correlation, two standard errors: with less it counts as known. */
    static final double MOST_DOUBT = 0.2;

    /** Where a promise is for the whole life of a stream and forgives nothing at its beginning. */
    static final double LITTLE_DOUBT = 0.15;

    /** So little dependence is taken for none. */
    private static final double SLACK = 0.1;

    private static final int MIN_WINDOWS = 32;
    private static final double MIN_RARER_OF_WINDOWS = 64;

    private final double mostDoubt;
    // the window that is filling
    private int count;
    private double sum;
    private double squares;
    private double products;
    private double first;
    private double last;
    // all windows before
    private double previousSum;
    private long windows;
    private double total;
    private double pairs;
    private double covariance;
    private double variance;
    private double differences;

    /** For a promise that is for the whole life of a stream. */
    public static Dependence ofPromiseForEver() {
        return new Dependence(LITTLE_DOUBT);
    }

    /** Of several streams whose neighbours are alike to the same degree, though their levels differ. */
    public static Dependence pooled(Iterable<Dependence> streams) {
        var pool = ofPromiseForEver();
        for (var one : streams) {
            pool.windows += one.windows;
            pool.total += one.total;
            pool.pairs += one.pairs;
            pool.covariance += one.covariance;
            pool.variance += one.variance;
            pool.differences += one.differences;
        }
        return pool;
    }

    Dependence(double mostDoubt) {
        this.mostDoubt = mostDoubt;
    }

    /** True at the end of a window: the estimate may have changed. */
    public boolean add(double value) {
        if (count == 0) {
            first = value;
        } else {
            products += value * last;
        }
        last = value;
        sum += value;
        squares += value * value;
        if (++count < WINDOW) {
            return false;
        }
        close();
        return true;
    }

    private void close() {
        double mean = sum / WINDOW;
        covariance += products - mean * (2 * sum - first - last) + (WINDOW - 1) * mean * mean;
        variance += (squares - sum * mean) * (WINDOW - 1) / WINDOW;
        differences += windows == 0 ? 0 : (sum - previousSum) * (sum - previousSum) / 2;
        total += sum;
        pairs += products;
        windows++;
        previousSum = sum;
        count = 0;
        sum = 0;
        squares = 0;
        products = 0;
    }

    /** Whether enough was seen to tell dependent from independent observations. */
    public boolean known() {
        return doubt() <= mostDoubt;
    }

    private double observations() {
        return (double) windows * WINDOW;
    }

    private double rarer() {
        return Math.min(total, observations() - total);
    }

    /** At least 1; above it only where that is unlikely to be chance. */
    double observationsPerIndependentOne() {
        return Math.clamp(Math.max(ofNeighbours(), ofWindows()), 1, MOST);
    }

    /** How many observations a block must hold: one more than the estimate, as its mean still leans on the block before. */
    public int block() {
        double observations = observationsPerIndependentOne();
        return observations <= 1 + SLACK ? 1 : (int) Math.ceil(observations - SLACK) + 1;
    }

    private double ofNeighbours() {
        double correlation = correlation();
        return correlation > doubt() ? inflation(correlation) : 1;
    }

    /** Twice the standard error of the correlation: of how often the rarer value follows itself, generously. */
    private double doubt() {
        double rarer = rarer();
        if (rarer <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double together = total == rarer ? pairs : observations() - 2 * total + pairs;
        return 2 * Math.sqrt(Math.max(0, together) + 2) / rarer / (1 - rarer / observations());
    }

    /** Of neighbours; corrected for each window's own mean having been taken away. */
    double correlation() {
        if (variance <= 0) {
            return 0;
        }
        double raw = covariance / variance;
        double corrected = raw;
        for (int i = 0; i < 4; i++) {
            double lost = Math.min(0.5, inflation(corrected) / WINDOW);
            corrected = raw * (1 - lost) + lost;
        }
        return Math.clamp(corrected, -1, 1);
    }

    private static double inflation(double correlation) {
        double bounded = Math.clamp(correlation, -0.9, 0.99);
        return (1 + bounded) / (1 - bounded);
    }

    private double ofWindows() {
        if (windows < MIN_WINDOWS || rarer() < MIN_RARER_OF_WINDOWS || variance <= 0) {
            return 1;
        }
        double lost = Math.min(0.5, inflation(correlation()) / WINDOW);
        double perObservation = variance / (windows * (WINDOW - 1)) / (1 - lost);
        double ofSums = differences / (windows - 1) / WINDOW / perObservation;
        return ofSums * (1 - 2 * Math.sqrt(3.0 / windows));
    }

    public void write(DataOutput out) throws IOException {
        Bytes.write(out, count);
        Bytes.write(out, windows);
        for (double value : new double[] {
            sum, squares, products, first, last, previousSum, total, pairs, covariance, variance, differences
        }) {
            out.writeDouble(value);
        }
    }

    public void read(DataInput in) throws IOException {
        count = Bytes.readInt(in, 0, WINDOW - 1);
        windows = Bytes.read(in);
        sum = in.readDouble();
        squares = in.readDouble();
        products = in.readDouble();
        first = in.readDouble();
        last = in.readDouble();
        previousSum = in.readDouble();
        total = in.readDouble();
        pairs = in.readDouble();
        covariance = in.readDouble();
        variance = in.readDouble();
        differences = in.readDouble();
    }
}
