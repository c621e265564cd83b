package zhiheng.server.rooms.watch;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.server.ground.shell.Speech;
import zhiheng.watch.Detector;
import zhiheng.watch.Guarantee;
import zhiheng.watch.Interval;
import zhiheng.watch.State;
import zhiheng.watch.mean.GuardedMean;
import zhiheng.watch.mean.MeanLimit;
import zhiheng.watch.mean.MeanShift;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.RateDetector;
import zhiheng.watch.rate.Season;
import zhiheng.watch.rate.SeasonalLevel;
import zhiheng.watch.rate.ShiftedRate;
import zhiheng.watch.simulate.Dating;
import zhiheng.watch.simulate.Delay;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.RunLength;
import zhiheng.watch.simulate.Source;
import zhiheng.watch.simulate.Sources;
import zhiheng.watch.unit.ByUnit;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "在生成的数据流上度量检测器：不变时多久误报一次，变化后多久报警。",
            "Measure a detector on generated streams: how long to a false alarm while nothing changes, how long to an alarm"
                    + " after a change. Every figure with its 95 %% interval; the same seed gives the same figures."
        })
final class WatchSimulateCommand implements Callable<Integer> {
    /** What one call may draw: some minutes' work. */
    private static final double MOST_EVENTS = 2e10;

    /** Events in the first stretches that a shift of means compares. */
    private static final int EPOCH = 500;

    /** Units that are decided on in turn. */
    private static final int TOGETHER = 30;

    enum Kind {
        shift,
        limit,
        mean_shift,
        mean_limit
    }

    @Option(
            names = "--detector",
            paramLabel = "KIND",
            defaultValue = "shift",
            description = {
                "shift: 比率偏离自身水平 / a rate that leaves its own level;",
                "limit: 比率越过声明的上限 / a rate above a declared limit;",
                "mean_shift, mean_limit: 同上，对象为 [0,1] 内的均值 / the same for means of values in [0,1]"
            })
    Kind detector = Kind.shift;

    @Option(names = "--rate", paramLabel = "P", defaultValue = "0.05", description = "变化前 / the level before (0.05)")
    double rate;

    @Option(names = "--to", paramLabel = "P", description = "变化后；不给则只测误报 / the level after; without it, no delay")
    @Nullable
    Double to;

    @Option(names = "--over", paramLabel = "N", description = "在 N 个事件内渐变 / change gradually over N events")
    @Nullable
    Long over;

    @Option(
            names = "--correlation",
            paramLabel = "R",
            defaultValue = "0",
            description = "相邻事件的相关系数 / correlation of neighbouring events (0)")
    double correlation;

    @Option(
            names = "--unit-correlation",
            paramLabel = "R",
            description =
                    "每人决定 5 至 20 次，同一人的两次决定相关 R；检测器按人计（承诺以人计）/ each person is decided on 5 to 20 times, R is"
                            + " the correlation of two decisions about one; the detector counts persons, and so does the promise")
    @Nullable
    Double unitCorrelation;

    @Option(
            names = "--day",
            paramLabel = "N",
            description = "一天的事件数，水平随一天起伏 / events a day, over which the level swings by --swing")
    @Nullable
    Long day;

    @Option(
            names = "--swing",
            paramLabel = "P",
            defaultValue = ".6",
            description = "起伏的幅度 / how far, as a share of the level (.6)")
    double swing;

    @Option(
            names = "--season",
            paramLabel = "day|week",
            description = "检测器区分时刻，如 replay --season / the detector tells moments apart, as replay --season does")
    @Nullable
    Season season;

    @Option(
            names = "--independent",
            description = "不按区块处理，如 replay --independent / no blocks, as with replay --independent")
    boolean independent;

    @Option(names = "--limit", paramLabel = "P", description = "声明的上限 / the declared limit (default: --rate)")
    @Nullable
    Double limit;

    @Option(
            names = "--false-alarm-every",
            paramLabel = "N",
            defaultValue = "10000",
            description = "承诺误报间隔不少于 N 个事件 / promised events to a false alarm (10000)")
    double falseAlarmEvery;

    @Option(
            names = "--alpha",
            paramLabel = "P",
            defaultValue = "0.01",
            description = "mean_shift：误报概率上限 / mean_shift: probability of a false alarm, ever (0.01)")
    double alpha;

    @Option(names = "--change", paramLabel = "N", defaultValue = "5000", description = "变化前的事件数 / events before (5000)")
    long change;

    @Option(
            names = "--horizon",
            paramLabel = "N",
            defaultValue = "20000",
            description = "变化后观察多久 / events after (20000)")
    long horizon;

    @Option(
            names = "--longest",
            paramLabel = "N",
            description = "不变时每条流至多多少事件 / a run without an alarm ends here (default: 20 × --false-alarm-every)")
    @Nullable
    Long longest;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "200", description = "流的条数 / streams (200)")
    int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "随机种子 / seed (1)")
    long seed;

    @Option(names = "--json", description = "以 JSON 回答 / answer as JSON, a stable contract")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        Detector<?> made;
        RunLength still;
        @Nullable Delay moved;
        @Nullable Dating dated;
        try {
            made = unitCorrelation == null ? detector() : byUnit(detector());
            long most = longest != null ? longest : Math.round(20 * falseAlarmEvery);
            check(most);
            var meter = new Meter(runs, seed);
            double millis = day == null ? 1 : (double) Duration.ofDays(1).toMillis() / day;
            var probe = Probe.of(made, millis);
            still = meter.runLength(probe, source(Level.constant(rate)), most);
            moved = to == null ? null : meter.delay(probe, source(level(to)), change, horizon);
            dated = to == null ? null : meter.dating(made, source(level(to)), millis, change, horizon, to);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        System.out.println(
                json
                        ? JsonMapper.shared().writeValueAsString(json(made, still, moved, dated))
                        : text(made, still, moved, dated));
        return 0;
    }

    private void check(long most) {
        if (most < 1 || change < 0 || horizon < 1 || runs < 2) {
            throw new IllegalArgumentException(say(
                    "--longest 与 --horizon 至少为 1，--change 至少为 0，--runs 至少为 2",
                    "--longest and --horizon are at least 1, --change at least 0, --runs at least 2"));
        }
        double events = (double) runs * ((double) most + (to == null ? 0 : (double) change + horizon));
        if (events > MOST_EVENTS) {
            throw new IllegalArgumentException(say(
                            "可能要生成 %.3g 个事件，上限 %.3g；请减小 --runs 或 --longest",
                            "this may draw %.3g events, more than %.3g; make --runs or --longest smaller")
                    .formatted(events, MOST_EVENTS));
        }
    }

    private Detector<?> detector() {
        double declared = limit != null ? limit : rate;
        if (season != null) {
            boolean limited = detector == Kind.limit || detector == Kind.mean_limit;
            return guarded(SeasonalLevel.ofRate(
                    season, ZoneOffset.UTC, direction(), falseAlarmEvery, limited ? declared : null));
        }
        return switch (detector) {
            case shift -> guarded(new ShiftedRate(direction(), falseAlarmEvery));
            case limit -> guarded(new DeclaredRate(declared, falseAlarmEvery));
            case mean_shift -> {
                var shift = new MeanShift(0, 1, alpha, EPOCH);
                yield independent ? shift : GuardedMean.of(shift);
            }
            case mean_limit -> {
                var bound = MeanLimit.above(declared, 0, 1, falseAlarmEvery);
                yield independent ? bound : GuardedMean.of(bound);
            }
        };
    }

    /** In simulated time, a unit never comes again after its period. */
    private static <S extends State> Detector<?> byUnit(Detector<S> inner) {
        return ByUnit.of(inner, ReplaySettings.UNIT_PERIOD);
    }

    private <S extends State> Detector<? extends State> guarded(RateDetector<S> bare) {
        return independent ? bare : new Guarded<>(bare);
    }

    private Direction direction() {
        return to != null && to < rate ? Direction.DOWN : Direction.UP;
    }

    private Level level(double after) {
        return over == null ? Level.step(rate, after, change) : Level.ramp(rate, after, change, over);
    }

    /** Means come as beta values, three quarters of the way to the mean, which linger where they are correlated; rates as zeros and ones. */
    private Source source(Level steady) {
        var level = day == null ? steady : steady.season(day, swing);
        if (unitCorrelation != null) {
            return Sources.units(level, unitCorrelation, TOGETHER);
        }
        boolean mean = detector == Kind.mean_shift || detector == Kind.mean_limit;
        return mean ? Sources.beta(level, 4, correlation) : Sources.bernoulli(level, correlation);
    }

    private String text(Detector<?> made, RunLength still, @Nullable Delay moved, @Nullable Dating dated) {
        var text = new StringBuilder();
        line(text, say("承诺", "promised"), promise(made.guarantee()));
        line(text, say("误报间隔，均值", "events to a false alarm, mean"), events(still.mean()));
        if (unitCorrelation != null) {
            double each = Sources.PER_UNIT;
            var mean = still.mean();
            var units = new Interval(mean.low() / each, mean.estimate() / each, mean.high() / each, mean.level());
            line(text, say("误报间隔，以人计", "persons to a false alarm, mean"), events(units));
        }
        line(text, say("误报间隔，中位数", "events to a false alarm, median"), events(still.median()));
        line(text, say("始终未报警的流", "streams without an alarm"), still.censored() + " / " + still.runs());
        if (moved != null) {
            line(text, say("变化前已误报的流", "alarmed before the change"), share(moved.early()));
            if (moved.early().estimate() == 1) {
                return text
                        + say(
                                "没有一条流到变化时尚未误报：请增大 --false-alarm-every 或减小 --change。",
                                "no stream lasted until the change: raise --false-alarm-every or lower --change.");
            }
            line(text, say("延迟，均值", "events to the alarm, mean"), events(moved.mean()));
            line(text, say("延迟，中位数", "events to the alarm, median"), events(moved.median()));
            line(text, say("漏报", "missed"), share(moved.missed()));
        }
        if (dated != null && dated.told() > 0) {
            line(text, say("起始在所给区间内", "onset inside its interval"), share(dated.onset()));
            line(text, say("区间宽度，中位数", "width of that interval, median"), events(dated.width()));
            line(text, say("变化后水平在所给区间内", "level since inside its interval"), share(dated.level()));
        }
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    private String promise(Guarantee guarantee) {
        var promise = switch (guarantee) {
            case Guarantee.RunLength length ->
                say("误报间隔平均不少于 %,.0f 个事件（已证明）", "a false alarm in no less than %,.0f events on average (proven)")
                        .formatted(length.events());
            case Guarantee.Simulated length ->
                say("误报间隔平均不少于 %,.0f 个事件（经模拟）", "a false alarm in no less than %,.0f events on average (simulated)")
                        .formatted(length.events());
            case Guarantee.Probability chance ->
                say("误报概率至多 %.3g", "a false alarm with probability at most %.3g")
                        .formatted(chance.atMost());
            case Guarantee.SimulatedProbability chance ->
                say("误报概率至多 %.3g（经模拟）", "a false alarm with probability at most %.3g (simulated)")
                        .formatted(chance.atMost());
            case Guarantee.None() -> say("无", "nothing");
        };
        var condition = guarantee.condition().text();
        return guarantee instanceof Guarantee.None
                ? promise
                : promise + say("，前提：" + condition.zh(), ", provided that " + condition.en());
    }

    private static String events(Interval interval) {
        return "%s [%s, %s]".formatted(number(interval.estimate()), number(interval.low()), number(interval.high()));
    }

    private static String number(double events) {
        return Double.isInfinite(events) ? "∞" : "%,.0f".formatted(events);
    }

    private static String share(Interval share) {
        return "%.1f %% [%.1f, %.1f]".formatted(100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }

    private Map<String, Object> json(Detector<?> made, RunLength still, @Nullable Delay moved, @Nullable Dating dated) {
        var json = new LinkedHashMap<String, Object>();
        json.put("detector", detector.name());
        json.put("promised", promise(made.guarantee()));
        json.put("seed", seed);
        json.put("runs", runs);
        var length = new LinkedHashMap<String, Object>();
        length.put("mean", json(still.mean()));
        length.put("median", json(still.median()));
        length.put("censored", still.censored());
        json.put("runLength", length);
        if (moved != null) {
            var delay = new LinkedHashMap<String, Object>();
            delay.put("early", json(moved.early()));
            delay.put("missed", json(moved.missed()));
            delay.put("mean", json(moved.mean()));
            delay.put("median", json(moved.median()));
            json.put("delay", delay);
        }
        if (dated != null && dated.told() > 0) {
            var dating = new LinkedHashMap<String, Object>();
            dating.put("onset", json(dated.onset()));
            dating.put("level", json(dated.level()));
            dating.put("width", json(dated.width()));
            json.put("dating", dating);
        }
        return json;
    }

    private static Map<String, Double> json(Interval interval) {
        var json = new LinkedHashMap<String, Double>();
        put(json, "low", interval.low());
        put(json, "estimate", interval.estimate());
        put(json, "high", interval.high());
        return json;
    }

    /** JSON has no number for infinity: such a bound is left out. */
    private static void put(Map<String, Double> json, String name, double bound) {
        if (Double.isFinite(bound)) {
            json.put(name, bound);
        }
    }

    private String say(String zh, String en) {
        return speech.say(zh, en);
    }
}
