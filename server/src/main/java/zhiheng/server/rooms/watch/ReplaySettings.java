package zhiheng.server.rooms.watch;

import org.jspecify.annotations.Nullable;
import zhiheng.watch.rate.Direction;

/**
 * How a file is to be watched.
 *
 * @param limit the declared limit of a rate or mean; null to look for a change from whatever level there was
 * @param falseAlarmEvery events between false alarms, at least, on average
 * @param low and {@code high}: the range of the values of a mean
 * @param guard whether dependence between neighbours is measured and provided for
 * @param fairness what is meant by fair
 * @param reference the group that others are compared with
 */
public record ReplaySettings(
        Metric metric,
        @Nullable Double limit,
        double falseAlarmEvery,
        Direction direction,
        double low,
        double high,
        boolean guard,
        FairnessKind fairness,
        String reference) {
    public enum Metric {
        RATE,
        MEAN,
        COUNT,
        SCORE,
        FAIRNESS
    }

    public enum FairnessKind {
        SELECTION,
        OPPORTUNITY,
        CALIBRATION
    }

    public static ReplaySettings of(Metric metric) {
        return new ReplaySettings(metric, null, 10_000, Direction.UP, 0, 1, true, FairnessKind.SELECTION, "");
    }
}
