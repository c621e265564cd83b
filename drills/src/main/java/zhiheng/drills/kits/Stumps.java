package zhiheng.drills.kits;

import java.util.Arrays;
import zhiheng.drills.target.Shape;

/**
 * Boosted stumps for two classes: each asks whether one column is above one cut, and adds its weight to the score of class 1. Grown by
 * the gradient and curvature of the logistic loss (Friedman, Annals of Statistics 29, 2001), with cuts at quantiles.
 */
record Stumps(int width, int[] columns, float[] cuts, float[] weights, float bias) implements Model {
    private static final int CUTS = 24;
    private static final double SHRINK = 0.3;
    private static final double RIDGE = 1;

    static Stumps train(Labelled data, int rounds) {
        int width = data.inputs()[0].length;
        var cuts = new float[width][CUTS];
        for (int c = 0; c < width; c++) {
            cuts[c] = quantiles(data.inputs(), c);
        }
        var score = new double[data.size()];
        int[] columns = new int[rounds];
        var at = new float[rounds];
        var weights = new float[rounds];
        double bias = 0;
        for (int round = 0; round < rounds; round++) {
            var best = best(data, score, cuts);
            columns[round] = best.column;
            at[round] = cuts[best.column][best.cut];
            double below = SHRINK * best.below;
            double above = SHRINK * best.above;
            bias += below;
            weights[round] = (float) (above - below);
            for (int i = 0; i < score.length; i++) {
                score[i] += data.inputs()[i][best.column] > at[round] ? above : below;
            }
        }
        return new Stumps(width, columns, at, weights, (float) bias);
    }

    private static float[] quantiles(float[][] rows, int column) {
        var values = new float[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[i][column];
        }
        Arrays.sort(values);
        var cuts = new float[CUTS];
        for (int i = 0; i < CUTS; i++) {
            cuts[i] = values[(int) ((long) (i + 1) * values.length / (CUTS + 1))];
        }
        return cuts;
    }

    private record Split(int column, int cut, double below, double above) {}

    private static Split best(Labelled data, double[] score, float[][] cuts) {
        int n = data.size();
        var gradient = new double[n];
        var curvature = new double[n];
        double allG = 0;
        double allH = 0;
        for (int i = 0; i < n; i++) {
            double p = 1 / (1 + Math.exp(-score[i]));
            gradient[i] = data.labels()[i] - p;
            curvature[i] = p * (1 - p);
            allG += gradient[i];
            allH += curvature[i];
        }
        double most = Double.NEGATIVE_INFINITY;
        var best = new Split(0, 0, 0, 0);
        for (int c = 0; c < cuts.length; c++) {
            var g = new double[CUTS + 1]; // what lies above this many cuts
            var h = new double[CUTS + 1];
            for (int i = 0; i < n; i++) {
                int above = above(cuts[c], data.inputs()[i][c]);
                g[above] += gradient[i];
                h[above] += curvature[i];
            }
            double upG = 0;
            double upH = 0;
            for (int cut = CUTS - 1; cut >= 0; cut--) {
                upG += g[cut + 1];
                upH += h[cut + 1];
                double gain = upG * upG / (upH + RIDGE) + (allG - upG) * (allG - upG) / (allH - upH + RIDGE);
                if (gain > most) {
                    most = gain;
                    best = new Split(c, cut, (allG - upG) / (allH - upH + RIDGE), upG / (upH + RIDGE));
                }
            }
        }
        return best;
    }

    private static int above(float[] cuts, float value) {
        int count = 0;
        while (count < cuts.length && value > cuts[count]) {
            count++;
        }
        return count;
    }

    @Override
    public Shape shape() {
        return new Shape.Row(width);
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public float[] scores(float[] input) {
        float sum = bias;
        for (int i = 0; i < columns.length; i++) {
            if (input[columns[i]] > cuts[i]) {
                sum += weights[i];
            }
        }
        return new float[] {0, sum};
    }

    @Override
    public byte[] onnx() {
        return Onnx.of(this);
    }
}
