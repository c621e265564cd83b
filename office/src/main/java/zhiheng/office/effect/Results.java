package zhiheng.office.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/**
 * Results and not busyness: for several pieces of work, what was done (visits, forms, meetings) beside what became of their indicators.
 * Work counts as done when its indicator moved the wanted way, by {@link InterruptedSeries}, and somebody independent confirms the
 * values; what only its owner reports stays grey. The list of the busy without effect is worked out here and declared by nobody.
 *
 * <p>Of a hundred pieces of work without any effect at most five are said to have one, so that a long list holds some by chance;
 * {@link #byChance} says how many. What may explain a figure otherwise (season and trend, coming back from an extreme, figures made to
 * fit) stands beside it as a caution.
 */
public final class Results {
    /** Fewer doings than these over the whole time are no busyness. */
    public static final int FEW = 5;

    private static final int JUST_BEFORE = 3;
    private static final double EXTREME = 1.5;
    private static final double MOSTLY = 0.8;
    private static final int MOST = 10_000;

    /**
     * A piece of work over the same times.
     *
     * @param activity what was done in each time
     * @param indicator its values, as far as they are confirmed by somebody independent where {@code confirmed}
     * @param reported what its owner says the values are; empty where nobody asked
     * @param counter an indicator that would suffer if this one were forced, in the sense that higher is worse; empty for none
     * @param target where the indicator is to be; NaN for no target
     * @param lowerIsBetter whether the indicator is wanted to fall
     */
    public record Work(
            String name,
            double[] activity,
            double[] indicator,
            double[] reported,
            double[] counter,
            double target,
            boolean lowerIsBetter,
            boolean confirmed) {
        public Work {
            if (activity.length != indicator.length
                    || (reported.length > 0 && reported.length != indicator.length)
                    || (counter.length > 0 && counter.length != indicator.length)) {
                throw Refusal.invalid("“" + name + "”的各列长度不一。", "The columns of “" + name + "” differ in length.");
            }
            if (!Arrays.stream(indicator).allMatch(Double::isFinite)
                    || !Arrays.stream(activity).allMatch(v -> Double.isFinite(v) && v >= 0)) {
                throw Refusal.invalid(
                        "“" + name + "”有缺失的数值或负的活动次数。",
                        "“" + name + "” lacks a value, or counts less than nothing as done.");
            }
        }
    }

    /** How a piece of work stands, the best first. */
    public enum Verdict {
        /** The indicator moved the wanted way, and somebody independent confirms it. */
        EFFECT,
        /** It moved the wanted way as far as its owner says: grey. */
        GREY,
        /** Little was done, and nothing can be told. */
        QUIET,
        /** Much was done, and no move of the wanted kind can be told. */
        BUSY,
        /** It moved the other way. */
        WORSE;

        public Text text() {
            return switch (this) {
                case EFFECT -> new Text("有成效，已获确认", "Moved, and confirmed");
                case GREY -> new Text("自报有变化，未获确认", "Moved by its owner’s word, not confirmed");
                case QUIET -> new Text("做得少，看不出变化", "Little done, nothing to be seen");
                case BUSY -> new Text("忙而无效", "Busy without effect");
                case WORSE -> new Text("变差", "Worse");
            };
        }
    }

    /**
     * @param done how much was done from the beginning of the measure on
     * @param plainChange the mean after less the mean before, which is not the effect
     */
    public record Row(Work work, Verdict verdict, double done, double plainChange, Effect effect, List<Text> cautions) {
        public Row {
            cautions = List.copyOf(cautions);
        }
    }

    private final List<Row> rows;

    private Results(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * Judges all of them.
     *
     * @param at the first time under the measure, counted from 0
     * @param period times in a season; 1 for none
     */
    public static Results of(List<Work> works, int at, int period) {
        if (works.isEmpty() || works.size() > MOST) {
            throw Refusal.invalid("需要 1 至 " + MOST + " 项工作。", "From 1 to " + MOST + " pieces of work are wanted.");
        }
        int n = works.getFirst().indicator().length;
        if (works.stream().anyMatch(w -> w.indicator().length != n)) {
            throw Refusal.invalid("各项工作的时间长度须相同。", "All pieces of work are wanted over the same times.");
        }
        var judge = InterruptedSeries.of(n, at, period);
        var done = works.stream().mapToDouble(w -> sum(w.activity(), at)).toArray();
        double busy = Math.max(FEW, middle(done) / 2); // as much as half of what is usual among them
        var rows = new ArrayList<Row>();
        for (int i = 0; i < done.length; i++) {
            rows.add(row(works.get(i), judge, at, done[i], done[i] >= busy));
        }
        return new Results(rows);
    }

    private static Row row(Work work, InterruptedSeries judge, int at, double done, boolean busy) {
        var effect = judge.effect(work.indicator());
        var wanted = work.lowerIsBetter() ? Effect.Shown.FELL : Effect.Shown.ROSE;
        boolean moved = effect.shown() == wanted;
        var verdict = moved
                ? work.confirmed() ? Verdict.EFFECT : Verdict.GREY
                : effect.shown() != Effect.Shown.NOTHING ? Verdict.WORSE : busy ? Verdict.BUSY : Verdict.QUIET;
        double change = mean(work.indicator(), at, work.indicator().length) - mean(work.indicator(), 0, at);
        var cautions = new ArrayList<Text>();
        season(work, effect, moved, change, cautions);
        extreme(work, at, cautions);
        gaming(work, judge, at, cautions);
        return new Row(work, verdict, done, change, effect, cautions);
    }

    /** The difference of means looks like success and the judgement sees none. */
    private static void season(Work work, Effect effect, boolean moved, double change, List<Text> cautions) {
        double wanted = work.lowerIsBetter() ? -change : change;
        double reach = effect.high() - effect.estimate();
        if (!moved && wanted > 0 && Math.abs(change - effect.estimate()) > reach / 2) {
            cautions.add(new Text(
                    "前后均值之差为 " + signed(change) + "，但趋势与季节即可解释其中大部分。",
                    "The means differ by " + signed(change) + ", most of which trend and season explain."));
        }
    }

    /** The measure began when the indicator was at its worst: it comes back by itself. */
    private static void extreme(Work work, int at, List<Text> cautions) {
        var v = work.indicator();
        int from = Math.max(0, at - JUST_BEFORE);
        double all = mean(v, 0, from);
        double spread = 0;
        for (int i = 0; i < from; i++) {
            spread += Math.pow(v[i] - all, 2);
        }
        spread = Math.sqrt(spread / Math.max(1, from - 1));
        double off = mean(v, from, at) - all;
        double worse = work.lowerIsBetter() ? off : -off;
        if (from > JUST_BEFORE && spread > 0 && worse > EXTREME * spread) {
            cautions.add(new Text(
                    "措施开始前指标正处于极端（比此前均值差 " + signed(off) + "）：没有措施也会向均值回归。",
                    "Just before the measure the indicator was extreme (" + signed(off)
                            + " from its mean): without any measure it would come back."));
        }
    }

    /** Signs that figures were made to fit. None proves it; each is a reason to look. */
    private static void gaming(Work work, InterruptedSeries judge, int at, List<Text> cautions) {
        var v = work.indicator();
        var reported = work.reported();
        if (reported.length > 0) {
            int better = 0;
            for (int i = at; i < v.length; i++) {
                double gain = work.lowerIsBetter() ? v[i] - reported[i] : reported[i] - v[i];
                better += gain > 0 ? 1 : 0;
            }
            if (better >= MOSTLY * (v.length - at)) {
                cautions.add(new Text(
                        "自报数值有 " + better + " 期好于他人确认的数值（共 " + (v.length - at) + " 期）。",
                        "In " + better + " of " + (v.length - at)
                                + " times its owner reports better values than others confirm."));
            }
        }
        if (!Double.isNaN(work.target())) {
            double near = 0.01 * Math.max(1e-9, Math.abs(work.target()));
            long before = Arrays.stream(v, 0, at)
                    .filter(x -> Math.abs(x - work.target()) <= near)
                    .count();
            long after = Arrays.stream(v, at, v.length)
                    .filter(x -> Math.abs(x - work.target()) <= near)
                    .count();
            if (after > (v.length - at) / 2 && before * 4 < at) {
                cautions.add(new Text(
                        "措施之后有 " + after + " 期恰好在目标上：数值可能迁就目标。",
                        "In " + after + " times since, it stands just at the target: figures may be made to fit."));
            }
        }
        var counter = work.counter();
        if (counter.length > 0 && judge.effect(counter).shown() == Effect.Shown.ROSE) {
            cautions.add(new Text(
                    "对照的反向指标同时变差：改善可能只是转移。",
                    "The counter-indicator got worse meanwhile: the gain may be moved from there."));
        }
    }

    /** In the order of the works. */
    public List<Row> rows() {
        return rows;
    }

    /** Those who did much without an effect or made it worse, the busiest first. */
    public List<Row> busyWithoutEffect() {
        return rows.stream()
                .filter(r -> r.verdict() == Verdict.BUSY || (r.verdict() == Verdict.WORSE && r.done() >= FEW))
                .sorted(Comparator.comparingDouble((Row r) -> -r.done()))
                .toList();
    }

    /** How many would be said to have moved, either way, if none had: at most, on average. */
    public double byChance() {
        return rows.size() * InterruptedSeries.ERROR;
    }

    private static double sum(double[] values, int from) {
        return Arrays.stream(values, from, values.length).sum();
    }

    private static double mean(double[] values, int from, int to) {
        return from >= to ? 0 : Arrays.stream(values, from, to).average().orElse(0);
    }

    private static double middle(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.2f", value);
    }
}
