package zhiheng.office.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What a table of figures says of a measure, with what speaks against believing it.
 *
 * @param strength how the figure came about, and so which word it deserves
 * @param effect the estimate with its interval
 * @param plainChange the mean after less the mean before, which is not the effect
 * @param placebo the same question asked of a time before the measure, where there is nothing to find
 * @param cautions what may explain the figure otherwise
 */
public record Judgement(
        Strength strength,
        Effect effect,
        double plainChange,
        @Nullable Effect placebo,
        List<Text> cautions) {
    /** From weak to strong; below {@link #COMPARED} a figure is called a change and not an effect. */
    public enum Strength {
        /** One series, its trend and season taken out. */
        BEFORE_AND_AFTER,
        /** With others that the measure did not touch. */
        COMPARED,
        /** Compared, and alike before the measure as far as figures show. */
        QUASI_EXPERIMENT;

        public Text text() {
            return switch (this) {
                case BEFORE_AND_AFTER -> new Text("前后对比（已扣除趋势与季节）", "before and after, trend and season taken out");
                case COMPARED -> new Text("与未受措施影响者比较", "compared with others that the measure did not touch");
                case QUASI_EXPERIMENT ->
                    new Text("准实验（比较，且措施前走势无差别）", "quasi-experiment (compared, and alike before the measure)");
            };
        }
    }

    public Judgement {
        cautions = List.copyOf(cautions);
    }

    /** How far from the others, in their standard deviations, chosen units must lie to be called extreme. */
    private static final double EXTREME = 1;

    /**
     * Judges one series.
     *
     * @param control the same times for something that the measure did not touch
     * @param at the first value under the measure, counted from 0
     * @param period values in a season; 1 for none
     */
    public static Judgement ofSeries(double[] values, double @Nullable [] control, int at, int period) {
        var judged = values.clone();
        var cautions = new ArrayList<Text>();
        if (control == null) {
            cautions.add(new Text(
                    "没有对照序列：同一时间开始的其他事情会被算进来。若有未受措施影响的同类数据，请作为 control 列加入。",
                    "There is no control: whatever else began at the same time is counted in. Add figures that the"
                            + " measure did not touch as a column “control” if there are any."));
        } else {
            for (int i = 0; i < judged.length; i++) {
                judged[i] -= control[i];
            }
        }
        if (period > 1 && at < 2 * period) {
            cautions.add(new Text(
                    "措施前不足两个完整周期，季节形状难以确认。",
                    "There are fewer than two whole seasons before the measure; their shape is uncertain."));
        }
        var effect = InterruptedSeries.of(judged.length, at, period).effect(judged);
        var placebo = placebo(judged, at, period);
        if (placebo != null && placebo.shown() != Effect.Shown.NOTHING) {
            cautions.add(new Text(
                    "措施之前的中点也显示出变化：走势并不平稳，结论不可靠。",
                    "A change shows at the middle of the time before the measure too: the course was not steady, and"
                            + " this proves little."));
        }
        var strength = control == null
                ? Strength.BEFORE_AND_AFTER
                : placebo != null && placebo.shown() == Effect.Shown.NOTHING
                        ? Strength.QUASI_EXPERIMENT
                        : Strength.COMPARED;
        return new Judgement(
                strength, effect, mean(values, at, values.length) - mean(values, 0, at), placebo, cautions);
    }

    private static @Nullable Effect placebo(double[] values, int at, int period) {
        int middle = at / 2;
        if (middle < Math.max(InterruptedSeries.LEAST, period == 1 ? 0 : period)) {
            return null;
        }
        return InterruptedSeries.of(at, middle, period).effect(Arrays.copyOf(values, at));
    }

    /** Judges units with and without the measure. @param earlier the indicator still before {@code before} */
    public static Judgement ofUnits(Units units, double @Nullable [] earlier) {
        var cautions = new ArrayList<Text>();
        var effect = Comparison.of(units).effect();
        Effect placebo = null;
        if (earlier != null) {
            placebo =
                    Comparison.placebo(earlier, units.before(), units.treated()).effect();
            if (placebo.shown() != Effect.Shown.NOTHING) {
                cautions.add(new Text(
                        "措施之前两组走势已不同：比较不成立。",
                        "The two kinds of units went different ways before the measure: the comparison does"
                                + " not hold."));
            }
        } else {
            cautions.add(new Text(
                    "没有更早的数据（earlier 列），无法检验两组此前走势是否一致。",
                    "There are no earlier figures (a column “earlier”) to see whether both kinds went the same"
                            + " way before."));
        }
        backToTheMean(units, earlier, cautions);
        var strength = placebo != null && placebo.shown() == Effect.Shown.NOTHING
                ? Strength.QUASI_EXPERIMENT
                : Strength.COMPARED;
        return new Judgement(strength, effect, of(units.changes(), units.treated(), true), placebo, cautions);
    }

    private static void backToTheMean(Units units, double @Nullable [] earlier, List<Text> cautions) {
        double chosen = of(units.before(), units.treated(), true);
        double others = of(units.before(), units.treated(), false);
        double spread = 0;
        for (int i = 0; i < units.size(); i++) {
            spread += units.treated()[i] ? 0 : Math.pow(units.before()[i] - others, 2);
        }
        spread = Math.sqrt(spread / (units.size() - units.treatedCount()));
        if (Math.abs(chosen - others) <= EXTREME * spread) {
            return;
        }
        if (earlier == null) {
            cautions.add(new Text(
                    "受措施的单位此前明显偏离其他单位；若因此被选中，即使没有措施也会向均值回归。",
                    "The units with the measure lay far from the others before; if they were chosen for that, they"
                            + " come back towards the mean without any measure."));
            return;
        }
        double all = mean(units.before(), 0, units.size());
        double expected = Comparison.expectedAnyway(chosen, all, correlation(earlier, units.before())) - chosen;
        cautions.add(new Text(
                "受措施的单位此前明显偏离其他单位：仅向均值回归，预计就会变化 " + rounded(expected) + "。",
                "The units with the measure lay far from the others before: coming back towards the mean alone, they"
                        + " would be expected to change by " + rounded(expected) + "."));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%+.2f", value);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double of(double[] values, boolean[] treated, boolean which) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (treated[i] == which) {
                sum += values[i];
                n++;
            }
        }
        return sum / n;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = mean(a, 0, a.length);
        double meanB = mean(b, 0, b.length);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa == 0 || bb == 0 ? 0 : Math.clamp(ab / Math.sqrt(aa * bb), -1, 1);
    }
}
