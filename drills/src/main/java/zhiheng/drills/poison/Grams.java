package zhiheng.drills.poison;

import java.util.Arrays;

/**
 * Gram statistics in the manner of Beatrix (Ma et al., NDSS 2023): how the planes of a layer go together, to several powers, compared
 * with the medians of the class. What is beyond the usual spread adds up.
 */
final class Grams {
    private static final int[] POWERS = {1, 2, 4};

    private Grams() {}

    /** The upper triangle of the Gram matrix of planes, for each power, its root taken. */
    static float[] of(float[] planes, int count) {
        int size = planes.length / count;
        var gram = new float[POWERS.length * count * (count + 1) / 2];
        int at = 0;
        for (int power : POWERS) {
            var raised = new float[planes.length];
            for (int i = 0; i < planes.length; i++) {
                raised[i] = power(planes[i], power);
            }
            for (int a = 0; a < count; a++) {
                for (int b = 0; b <= a; b++) {
                    double sum = 0;
                    for (int i = 0; i < size; i++) {
                        sum += raised[a * size + i] * raised[b * size + i];
                    }
                    gram[at++] = (float) Math.copySign(Math.pow(Math.abs(sum / size), .5 / power), sum);
                }
            }
        }
        return gram;
    }

    private static float power(float value, int power) {
        float result = value;
        for (int i = 1; i < power; i++) {
            result *= value;
        }
        return result;
    }

    /** How far each row of one class is beyond what is usual in it, column by column, summed. */
    static double[] scores(float[][] rows) {
        var scores = new double[rows.length];
        if (rows.length < 4) {
            return scores;
        }
        for (int k = 0; k < rows[0].length; k++) {
            var column = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                column[i] = rows[i][k];
            }
            var sorted = column.clone();
            Arrays.sort(sorted);
            double middle = sorted[sorted.length / 2];
            double low = middle - sorted[sorted.length / 10];
            double high = sorted[sorted.length * 9 / 10] - middle;
            double spread = Math.max(1e-6 * Math.max(1, Math.abs(middle)), low + high);
            for (int i = 0; i < rows.length; i++) {
                scores[i] += Math.max(0, Math.abs(column[i] - middle) / spread - .5);
            }
        }
        return scores;
    }
}
