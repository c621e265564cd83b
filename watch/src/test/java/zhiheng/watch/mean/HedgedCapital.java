package zhiheng.watch.mean;

import java.util.Arrays;

/** Hedged capital with predictable plug-in bets on a grid of means: O(grid) per value, for comparison only. */
final class HedgedCapital {
    private final double[] up;
    private final double[] down;
    private final double alpha;
    private double n;
    private double sum;
    private double square;

    HedgedCapital(int grid, double alpha) {
        up = new double[grid + 1];
        down = new double[grid + 1];
        this.alpha = alpha;
    }

    void add(double x) {
        double mean = (0.5 + sum) / (n + 1);
        double variance = (0.25 + square) / (n + 1);
        double bet = Math.sqrt(2 * Math.log(2 / alpha) / (variance * (n + 1) * Math.log(n + 2)));
        for (int i = 0; i < up.length; i++) {
            double m = i / (double) (up.length - 1);
            up[i] += Math.log1p(Math.min(bet, 0.5 / m) * (x - m));
            down[i] += Math.log1p(-Math.min(bet, 0.5 / (1 - m)) * (x - m));
        }
        n++;
        sum += x;
        square += (x - mean) * (x - mean);
    }

    double width() {
        double need = Math.log(2 / alpha);
        long kept = Arrays.stream(java.util.stream.IntStream.range(0, up.length).toArray())
                .filter(i -> Math.max(up[i], down[i]) < need)
                .count();
        return kept / (double) (up.length - 1);
    }
}
