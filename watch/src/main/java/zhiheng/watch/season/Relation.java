package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How several metrics move together, and how far a row of them is from that: the Mahalanobis distance under a covariance that is learnt row
 * by row. Metrics that rise and fall together say so once, and one that leaves the others is far off though its own value is usual.
 */
final class Relation {
    private static final double MEMORY = 2_000; // rows
    private static final double CUT = 4; // usual distances beyond which a value teaches no more
    private static final double RIDGE = 0.03; // of each variance: no relation is believed to be perfect
    private static final double LEAST = 0.05; // variance of a value in usual distances

    private final int metrics;
    private final double[] covariance;
    private long rows;

    Relation(int metrics) {
        this.metrics = metrics;
        covariance = new double[metrics * metrics];
    }

    /**
     * The distance of a row, and then learns it.
     *
     * @param row in usual distances, NaN where a metric is missing
     * @param shares is filled with the part of the squared distance that each metric has; they add up to 1
     */
    double of(double[] row, double[] shares) {
        int[] there = new int[metrics];
        int size = 0;
        for (int i = 0; i < metrics; i++) {
            shares[i] = 0;
            if (!Double.isNaN(row[i])) {
                there[size++] = i;
            }
        }
        double square = 0;
        if (rows > 0 && size > 0) {
            double[] solved = solve(row, there, size);
            for (int a = 0; a < size; a++) {
                shares[there[a]] = Math.max(0, row[there[a]] * solved[a]);
                square += shares[there[a]];
            }
            for (int a = 0; a < size && square > 0; a++) {
                shares[there[a]] /= square;
            }
        }
        learn(row);
        return Math.sqrt(square);
    }

    private void learn(double[] row) {
        rows++;
        double rate = 1 / Math.min(rows, MEMORY);
        for (int i = 0; i < metrics; i++) {
            for (int j = 0; j <= i; j++) {
                double product = Math.clamp(row[i], -CUT, CUT) * Math.clamp(row[j], -CUT, CUT);
                if (!Double.isNaN(product)) {
                    covariance[i * metrics + j] += (product - covariance[i * metrics + j]) * rate;
                }
            }
        }
    }

    /** The inverse covariance times the row, by Cholesky's triangle. */
    private double[] solve(double[] row, int[] there, int size) {
        double[][] low = new double[size][size];
        double[] x = new double[size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = covariance[there[a] * metrics + there[b]];
                sum += a == b ? RIDGE * sum + LEAST : 0;
                for (int c = 0; c < b; c++) {
                    sum -= low[a][c] * low[b][c];
                }
                low[a][b] = a == b ? Math.sqrt(Math.max(sum, LEAST * RIDGE)) : sum / low[b][b];
            }
            double sum = row[there[a]];
            for (int c = 0; c < a; c++) {
                sum -= low[a][c] * x[c];
            }
            x[a] = sum / low[a][a];
        }
        for (int a = size - 1; a >= 0; a--) {
            for (int c = a + 1; c < size; c++) {
                x[a] -= low[c][a] * x[c];
            }
            x[a] /= low[a][a];
        }
        return x;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(rows);
        for (double value : covariance) {
            out.writeDouble(value);
        }
    }

    void read(DataInput in) throws IOException {
        rows = Bytes.count(in);
        for (int i = 0; i < covariance.length; i++) {
            covariance[i] = Bytes.finite(in);
        }
    }
}
