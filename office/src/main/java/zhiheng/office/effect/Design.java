package zhiheng.office.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;

/**
 * The regression of an interrupted series: level, trend, season as waves, and the step that begins with the measure (A. Wagner et
 * al., "Segmented regression analysis of interrupted time series studies", 2002). Everything that does not depend on the values is
 * worked out once, so that thousands of simulated series cost little.
 */
final class Design {
    private static final int STEP = 2;
    private final int n;
    private final int columns;
    private final double[][] basis; // orthonormal, column by column
    private final double[] stepWeights;
    private final double stepVariance;

    /**
     * @param n values
     * @param at the first of them under the measure
     * @param period values in a season; 1 for none
     */
    Design(int n, int at, int period) {
        this.n = n;
        var x = columns(n, at, period);
        columns = x.length;
        var qr = new QRDecomposition(new Array2DRowRealMatrix(x, false).transpose(), 1e-9);
        var q = qr.getQ();
        basis = new double[columns][];
        for (int c = 0; c < columns; c++) {
            basis[c] = q.getColumn(c);
        }
        var inverse = qr.getSolver().getInverse();
        stepWeights = inverse.getRow(STEP);
        double sum = 0;
        for (double w : stepWeights) {
            sum += w * w;
        }
        stepVariance = sum;
    }

    private static double[][] columns(int n, int at, int period) {
        var columns = new ArrayList<double[]>();
        columns.add(column(n, _ -> 1));
        columns.add(column(n, t -> (t - n / 2.0) / n));
        columns.add(column(n, t -> t < at ? 0 : 1));
        int waves = Math.min(period / 2, n >= 3 * period ? 2 : 1);
        for (int wave = 1; wave <= waves; wave++) {
            double speed = 2 * Math.PI * wave / period;
            columns.add(column(n, t -> Math.cos(speed * t)));
            if (2 * wave < period) { // else it is nothing but zeros
                columns.add(column(n, t -> Math.sin(speed * t)));
            }
        }
        return columns.toArray(double[][]::new);
    }

    private static double[] column(int n, IntToDoubleFunction value) {
        var column = new double[n];
        Arrays.setAll(column, value);
        return column;
    }

    /**
     * @param step the estimated step
     * @param error its standard error if neighbours had nothing to do with each other
     * @param correlation of each residual with the one before
     */
    record Fit(double step, double error, double correlation) {}

    Fit fit(double[] values) {
        double step = 0;
        var rest = values.clone();
        for (int t = 0; t < n; t++) {
            step += stepWeights[t] * values[t];
        }
        for (var column : basis) {
            double along = 0;
            for (int t = 0; t < n; t++) {
                along += column[t] * values[t];
            }
            for (int t = 0; t < n; t++) {
                rest[t] -= along * column[t];
            }
        }
        double squares = 0;
        double neighbours = 0;
        for (int t = 0; t < n; t++) {
            squares += rest[t] * rest[t];
            neighbours += t == 0 ? 0 : rest[t] * rest[t - 1];
        }
        return new Fit(
                step, Math.sqrt(squares / (n - columns) * stepVariance), squares == 0 ? 0 : neighbours / squares);
    }

    int n() {
        return n;
    }
}
