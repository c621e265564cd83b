package zhiheng.bench;

import java.util.Random;
import zhiheng.office.effect.Effect;
import zhiheng.office.effect.InterruptedSeries;

/**
 * How often an effect is claimed where there is none, and how often one of a given size is found: series with and without a season, with
 * neighbours that resemble each other more and more, judged as the page Effect judges them and, beside it, by the plain difference of means
 * with two standard errors.
 */
public final class EffectBench {
    private static final double[] STEPS = {0, 1, 2, 3, 5, 8};

    private EffectBench() {}

    public static void main(String[] args) {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        System.out.printf(
                "%d series each; a step in units of the noise; claims in per cent (at step 0: false ones)%n", series);
        System.out.printf("%-44s", "");
        for (double step : STEPS) {
            System.out.printf("%8s", "step " + (int) step);
        }
        System.out.printf("%14s%n", "means, step 0");
        int[][] shapes = {{24, 12, 12}, {60, 36, 12}, {90, 60, 7}, {48, 30, 1}};
        for (var shape : shapes) {
            for (double stays : new double[] {0, 0.4, 0.8}) {
                line(series, shape[0], shape[1], shape[2], stays);
            }
        }
    }

    private static void line(int series, int n, int at, int period, double stays) {
        var judge = InterruptedSeries.of(n, at, period);
        System.out.printf("%-44s", "%d values, %d before, season %d, stays %.1f".formatted(n, at, period, stays));
        int plain = 0;
        for (double step : STEPS) {
            var random = new Random(42);
            int claims = 0;
            for (int i = 0; i < series; i++) {
                var values = made(random, n, at, period, stays, step);
                claims += judge.effect(values).shown() == Effect.Shown.NOTHING ? 0 : 1;
                plain += step == 0 && byMeans(values, at) ? 1 : 0;
            }
            System.out.printf("%8.1f", 100.0 * claims / series);
        }
        System.out.printf("%14.1f%n", 100.0 * plain / series);
    }

    private static double[] made(Random random, int n, int at, int period, double stays, double step) {
        var values = new double[n];
        double last = random.nextGaussian() / Math.sqrt(1 - stays * stays);
        for (int t = 0; t < n; t++) {
            values[t] = 40
                    + 0.1 * t
                    + (period == 1 ? 0 : 5 * Math.sin(2 * Math.PI * t / period))
                    + last
                    + (t < at ? 0 : step);
            last = stays * last + random.nextGaussian();
        }
        return values;
    }

    private static boolean byMeans(double[] values, int at) {
        double[] sums = new double[4];
        for (int t = 0; t < values.length; t++) {
            int side = t < at ? 0 : 2;
            sums[side] += values[t];
            sums[side + 1] += values[t] * values[t];
        }
        int after = values.length - at;
        double low = sums[0] / at;
        double high = sums[2] / after;
        double error = Math.sqrt((sums[1] / at - low * low) / at + (sums[3] / after - high * high) / after);
        return Math.abs(high - low) > 2 * error;
    }
}
