package zhiheng.office.effect;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import zhiheng.base.Refusal;

/**
 * The effect of a measure on one series: how much higher the indicator lies from the measure on than its level, trend and season
 * before and after would have it.
 *
 * <p>The plain formula for the error of such a step claims effects that are not there, because what is high today is high tomorrow
 * too. How far that goes is not known either, and from two dozen months it is estimated far too low. So both are answered by
 * simulation of series without any effect: first, the strongest correlation of neighbours (of the kind "a share of the last
 * deviation stays", AR(1)) under which residuals as independent as ours would still be seen in one case of fifty; then, how large
 * the step, in units of its plain error, gets by chance under that correlation. The chance of a false claim is at most the sum of
 * both, {@value #ERROR}. The distribution depends on neither the level, trend, season nor the spread, only on the number of values
 * and where the measure begins, so nothing of it is tuned on the data.
 *
 * <p>It holds if the season keeps its shape, deviations are about normal and AR(1), and nothing else of weight began at the same
 * time. The last cannot be seen in one series: give a series that the measure did not touch as a control, and the difference is
 * judged.
 */
public final class InterruptedSeries {
    public static final double ERROR = 0.05;
    /** Fewer values on either side of the measure say nothing. */
    public static final int LEAST = 8;

    public static final int MOST = 10_000;
    private static final double CORRELATION_ERROR = 0.02;
    private static final double STEP_ERROR = ERROR - CORRELATION_ERROR;
    private static final double[] CORRELATIONS = {0, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95};
    private static final int SIMULATIONS = 4_000;
    private static final long SEED = 20_250_520;

    private final Design design;
    /** For each correlation: how low residuals' correlation is in the lowest fiftieth, and how large the step's ratio in the highest. */
    private final double[] lowestResidual = new double[CORRELATIONS.length];

    private final double[] largestRatio = new double[CORRELATIONS.length];

    private InterruptedSeries(Design design) {
        this.design = design;
        for (int i = 0; i < CORRELATIONS.length; i++) {
            simulate(i, RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + i));
        }
    }

    /**
     * Prepares for series of this shape; takes a moment, since it simulates.
     *
     * @param n values
     * @param at the first of them under the measure, counted from 0
     * @param period values in a season, 12 for months; 1 for no season
     */
    public static InterruptedSeries of(int n, int at, int period) {
        int least = Math.max(LEAST, period == 1 ? 0 : period / 2);
        if (at < Math.max(LEAST, period == 1 ? 0 : period) || n - at < least) {
            throw Refusal.invalid(
                    "至少需要措施前 " + Math.max(LEAST, period) + " 个、措施后 " + least + " 个数值，现有 " + at + " 个和 " + (n - at)
                            + " 个；请等待更多数据，或改用对照组比较。",
                    "At least " + Math.max(LEAST, period) + " values before the measure and " + least
                            + " from it on are wanted, not " + at + " and " + (n - at)
                            + "; wait for more, or compare with others that the measure did not touch.");
        }
        if (n > MOST || period < 1) {
            throw Refusal.invalid(
                    "最多 " + MOST + " 个数值，周期至少为 1。", "At most " + MOST + " values, and a season of at least 1.");
        }
        return new InterruptedSeries(new Design(n, at, period));
    }

    /** The effect on the series; all values are numbers. */
    public Effect effect(double... values) {
        if (values.length != design.n() || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(design.n() + " numbers are wanted");
        }
        var fit = design.fit(values);
        double ratio = 0;
        for (int i = 0; i < CORRELATIONS.length; i++) {
            if (fit.correlation() >= lowestResidual[i] || i == 0) {
                ratio = Math.max(ratio, largestRatio[i]);
            }
        }
        double reach = ratio * fit.error();
        return new Effect(fit.step(), fit.step() - reach, fit.step() + reach, ERROR);
    }

    private void simulate(int i, RandomGenerator random) {
        double stays = CORRELATIONS[i];
        var residual = new double[SIMULATIONS];
        var ratio = new double[SIMULATIONS];
        var values = new double[design.n()];
        for (int s = 0; s < SIMULATIONS; s++) {
            double last = random.nextGaussian() / Math.sqrt(1 - stays * stays);
            for (int t = 0; t < values.length; t++) {
                values[t] = last;
                last = stays * last + random.nextGaussian();
            }
            var fit = design.fit(values);
            residual[s] = fit.correlation();
            ratio[s] = Math.abs(fit.step()) / fit.error();
        }
        Arrays.sort(residual);
        Arrays.sort(ratio);
        lowestResidual[i] = residual[(int) (CORRELATION_ERROR * SIMULATIONS)];
        largestRatio[i] = ratio[(int) Math.ceil((1 - STEP_ERROR) * SIMULATIONS)];
    }
}
