package zhiheng.server.rooms.watch;

import java.time.ZoneId;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.server.rooms.watch.ReplaySettings.FairnessKind;
import zhiheng.watch.Detector;
import zhiheng.watch.State;
import zhiheng.watch.fairness.Criterion;
import zhiheng.watch.fairness.Fairness;
import zhiheng.watch.mean.GuardedMean;
import zhiheng.watch.mean.MeanLimit;
import zhiheng.watch.mean.MeanShift;
import zhiheng.watch.mean.Rescaled;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Direction;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.rate.RateDetector;
import zhiheng.watch.rate.Season;
import zhiheng.watch.rate.SeasonalLevel;
import zhiheng.watch.rate.ShiftedRate;
import zhiheng.watch.unit.ByUnit;

/** The detector that the settings ask for. */
final class Detectors {
    /** For tests whose promise is a probability over the whole life of a stream. */
    static final double ALPHA = 0.05;

    private static final int EPOCH = 200;

    private Detectors() {}

    /** @throws Refusal when the settings contradict each other */
    static Detector<? extends State> of(ReplaySettings s, boolean units, ZoneId zone) {
        var detector = of(s, zone);
        return units ? byUnit(detector, s) : detector;
    }

    /** Each unit once in a period; a label that comes later counts beside the decision, for criteria that need labels. */
    private static <S extends State> Detector<? extends State> byUnit(Detector<S> inner, ReplaySettings s) {
        boolean labels = s.metric() == ReplaySettings.Metric.FAIRNESS && s.fairness() != FairnessKind.SELECTION;
        return new ByUnit<>(inner, ByUnit.UNIT, labels ? List.of("label") : List.of(), s.unitPeriod(), true);
    }

    /** @throws Refusal when the settings contradict each other */
    static Detector<? extends State> of(ReplaySettings s, ZoneId zone) {
        var season = s.season();
        try {
            return switch (s.metric()) {
                case RATE -> season == null ? rate(s) : seasonal(s, season, zone);
                case MEAN -> season == null ? mean(s) : seasonal(s, season, zone);
                case FAIRNESS -> {
                    var fairness = new Fairness(criterion(s), ALPHA);
                    fairness = season == null ? fairness : fairness.within(season, zone);
                    yield s.guard() ? fairness.guarded() : fairness;
                }
                case COUNT, SCORE -> throw new IllegalStateException("scores have no alarms");
            };
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("设置有误：" + e.getMessage(), "a setting is wrong: " + e.getMessage());
        }
    }

    private static Detector<? extends State> rate(ReplaySettings s) {
        var limit = s.limit();
        if (limit != null && s.direction() != Direction.UP) {
            throw Refusal.invalid("声明了上限的比率只看上升。", "a rate with a declared limit is watched for a rise only");
        }
        return limit != null
                ? guarded(s, new DeclaredRate(limit, s.falseAlarmEvery()))
                : guarded(s, new ShiftedRate(s.direction(), s.falseAlarmEvery()));
    }

    private static Detector<? extends State> seasonal(ReplaySettings s, Season season, ZoneId zone) {
        var level = new SeasonalLevel(season, zone, s.direction(), s.falseAlarmEvery(), s.limit(), s.low(), s.high());
        return s.guard()
                ? new Rescaled<>(new Guarded<>(level), s.low(), s.high())
                : new Rescaled<>(level, s.low(), s.high());
    }

    private static <S extends State> Detector<? extends State> guarded(ReplaySettings s, RateDetector<S> inner) {
        return s.guard() ? new Guarded<>(inner) : inner;
    }

    private static Detector<? extends State> mean(ReplaySettings s) {
        var limit = s.limit();
        if (limit == null) {
            var shift = new MeanShift(s.low(), s.high(), ALPHA, EPOCH);
            return s.guard() ? GuardedMean.of(shift) : shift;
        }
        var bound = s.direction() == Direction.DOWN
                ? MeanLimit.below(limit, s.low(), s.high(), s.falseAlarmEvery())
                : MeanLimit.above(limit, s.low(), s.high(), s.falseAlarmEvery());
        return s.guard() ? GuardedMean.of(bound) : bound;
    }

    private static Criterion criterion(ReplaySettings s) {
        var limit = s.limit();
        if (s.fairness() != FairnessKind.CALIBRATION && s.reference().isEmpty()) {
            throw Refusal.invalid(
                    "请用 --reference 指明作为比较基准的群体。", "name the group that others are compared with, by --reference");
        }
        return switch (s.fairness()) {
            case SELECTION -> new Criterion.SelectionRatio(s.reference(), limit == null ? 0.8 : limit);
            case OPPORTUNITY -> new Criterion.EqualOpportunity(s.reference(), limit == null ? 0.1 : limit);
            case CALIBRATION -> new Criterion.Calibration(10, limit == null ? 0.1 : limit);
        };
    }
}
