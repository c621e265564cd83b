package zhiheng.watch.fairness;

import org.jspecify.annotations.Nullable;
import zhiheng.watch.Interval;
import zhiheng.watch.mean.BoundedMean;
import zhiheng.watch.mean.TwoMeans;

/** The sums of groups in the units of the criterion, with bounds valid at all times at once. */
final class Bounds {
    /** The probability of each of the bounds. */
    private static final double LEVEL = 0.95;

    private final Criterion criterion;

    Bounds(Criterion criterion) {
        this.criterion = criterion;
    }

    /** A group's rate or mean; for calibration the score's excess over the outcome. */
    Interval level(BoundedMean sums) {
        Interval share = sums.interval(LEVEL);
        return switch (criterion) {
            case Criterion.SelectionRatio ratio -> share;
            case Criterion.EqualOpportunity opportunity -> share;
            case Criterion.EqualMeans means -> scaled(share, means.low(), means.high() - means.low());
            case Criterion.Calibration calibration -> scaled(share, -1, 2);
        };
    }

    /** How a group stands to the reference; nothing is known of it before the reference was seen. */
    Interval effect(@Nullable BoundedMean base, BoundedMean group, boolean isReference) {
        return switch (criterion) {
            case Criterion.SelectionRatio ratio -> {
                if (base == null) {
                    yield new Interval(0, 1, TwoMeans.MOST_RATIO, LEVEL);
                }
                yield isReference ? Interval.declared(1) : TwoMeans.ratio(base, group, LEVEL);
            }
            case Criterion.EqualOpportunity opportunity -> difference(base, group, isReference);
            case Criterion.EqualMeans means ->
                scaled(difference(base, group, isReference), 0, means.high() - means.low());
            case Criterion.Calibration calibration -> level(group);
        };
    }

    private static Interval difference(@Nullable BoundedMean base, BoundedMean group, boolean isReference) {
        if (base == null) {
            return new Interval(-1, 0, 1, LEVEL);
        }
        return isReference ? Interval.declared(0) : TwoMeans.difference(base, group, LEVEL);
    }

    private static Interval scaled(Interval share, double zero, double unit) {
        return new Interval(
                zero + unit * share.low(), zero + unit * share.estimate(), zero + unit * share.high(), share.level());
    }
}
