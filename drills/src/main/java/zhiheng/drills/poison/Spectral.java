package zhiheng.drills.poison;

import java.util.Arrays;

/**
 * Spectral signatures with whitening, in the manner of SPECTRE (Hayase et al., ICML 2021): the vectors of one class are whitened by a
 * mean and covariance from which the outermost were left out, and each is scored by how far it reaches into the directions that are
 * still too long (quantum entropy scoring).
 */
final class Spectral {
    private static final int DIRECTIONS = 10;
    private static final double KEPT = .85;
    private static final double SHARPNESS = 4;

    private Spectral() {}

    /** A score for each vector; the larger, the odder. */
    static double[] scores(float[][] vectors) {
        int n = vectors.length;
        if (n < 4) {
            return new double[n];
        }
        var low = project(vectors, Math.min(DIRECTIONS, Math.max(1, n / 5)));
        var kept = new boolean[n];
        Arrays.fill(kept, true);
        var white = low;
        for (int round = 0; round < 5; round++) { // concentration: Rousseeuw and van Driessen, 1999
            white = whiten(low, kept);
            var length = new double[n];
            for (int i = 0; i < n; i++) {
                length[i] = dot(white[i], white[i]);
            }
            var sorted = length.clone();
            Arrays.sort(sorted);
            double cut = sorted[(int) Math.min(n - 1, Math.ceil(KEPT * n))];
            for (int i = 0; i < n; i++) {
                kept[i] = length[i] <= cut;
            }
        }
        return entropy(white);
    }

    private static double[] entropy(double[][] white) {
        int n = white.length;
        var all = new boolean[n];
        Arrays.fill(all, true);
        var own = Symmetric.of(covariance(white, new double[white[0].length], all));
        double most = Math.max(own.values()[0] - 1, 1e-9);
        var scores = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            double weights = 0;
            for (int k = 0; k < own.values().length; k++) {
                double weight = Math.exp(SHARPNESS * (own.values()[k] - own.values()[0]) / most);
                double along = dot(own.vectors()[k], white[i]);
                sum += weight * along * along;
                weights += weight;
            }
            scores[i] = sum / weights;
        }
        return scores;
    }

    /** The vectors along the directions in which they vary most. */
    private static double[][] project(float[][] vectors, int directions) {
        int n = vectors.length;
        int d = vectors[0].length;
        var wide = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                wide[i][k] = vectors[i][k];
            }
        }
        var all = new boolean[n];
        Arrays.fill(all, true);
        var mean = mean(wide, all);
        var axes = Symmetric.of(covariance(wide, mean, all));
        var low = new double[n][Math.min(directions, d)];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < low[i].length; k++) {
                low[i][k] = dot(axes.vectors()[k], wide[i]) - dot(axes.vectors()[k], mean);
            }
        }
        return low;
    }

    private static double[][] whiten(double[][] rows, boolean[] kept) {
        var mean = mean(rows, kept);
        var axes = Symmetric.of(covariance(rows, mean, kept));
        var white = new double[rows.length][mean.length];
        double floor = 1e-6 * Math.max(1e-12, axes.values()[0]);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < mean.length; k++) {
                double along = dot(axes.vectors()[k], rows[i]) - dot(axes.vectors()[k], mean);
                white[i][k] = along / Math.sqrt(Math.max(axes.values()[k], floor));
            }
        }
        return white;
    }

    private static double[] mean(double[][] rows, boolean[] kept) {
        var mean = new double[rows[0].length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (kept[i]) {
                count++;
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += rows[i][k];
                }
            }
        }
        for (int k = 0; k < mean.length; k++) {
            mean[k] /= count;
        }
        return mean;
    }

    private static double[][] covariance(double[][] rows, double[] mean, boolean[] kept) {
        int d = mean.length;
        var covariance = new double[d][d];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (kept[i]) {
                count++;
                for (int a = 0; a < d; a++) {
                    double gap = rows[i][a] - mean[a];
                    for (int b = 0; b <= a; b++) {
                        covariance[a][b] += gap * (rows[i][b] - mean[b]);
                    }
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b <= a; b++) {
                covariance[a][b] /= count;
                covariance[b][a] = covariance[a][b];
            }
        }
        return covariance;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
