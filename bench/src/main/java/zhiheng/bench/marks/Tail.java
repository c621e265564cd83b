package zhiheng.bench.marks;

import java.util.Arrays;

/**
 * The largest of many values as a generalised Pareto distribution, fitted by probability-weighted moments (Hosking and Wallis, 1987): what
 * lies above a high bound follows it whatever the values are.
 *
 * @param from the bound; {@code share} how many lie above it
 */
public record Tail(double from, double share, double shape, double scale) {
    /** @param sorted from the smallest */
    public static Tail of(double[] sorted, double share) {
        int many = (int) Math.max(20, sorted.length * share);
        var above = Arrays.copyOfRange(sorted, sorted.length - many, sorted.length);
        double from = sorted[Math.max(0, sorted.length - many - 1)];
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < many; i++) {
            double over = above[i] - from;
            mean += over / many;
            weighted += over * (many - 1 - i) / (many - 1.0) / many;
        }
        double k = mean / (mean - 2 * weighted) - 2;
        return new Tail(from, (double) many / sorted.length, -k, 2 * mean * weighted / (mean - 2 * weighted));
    }

    /** How often a value is above {@code bound}; a tail that ends before it is taken to go on as an exponential one, which is more. */
    public double beyond(double bound) {
        double over = (bound - from) / scale;
        return shape <= 0 ? share * Math.exp(-over) : share * Math.pow(1 + shape * over, -1 / shape);
    }
}
