package zhiheng.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A detector's finding that its stream changed.
 *
 * @param time when it was found, milliseconds since 1970
 * @param statistic the evidence at that moment, at or above {@code threshold}
 * @param onset when the change is estimated to have begun, milliseconds since 1970
 * @param before the level held or declared before, with its confidence interval where it was estimated
 * @param after the level since the onset, with an interval that stays valid however often one looks
 * @param moved which groups, bins or categories moved, largest first; empty where the stream has none
 * @param extent between which moments the onset lies and what was counted since; null where the detector cannot tell
 */
public record Alarm(
        long time,
        double statistic,
        double threshold,
        long onset,
        @Nullable Interval before,
        @Nullable Interval after,
        List<Moved> moved,
        @Nullable Extent extent) {
    public Alarm {
        moved = List.copyOf(moved);
    }

    public Alarm(
            long time,
            double statistic,
            double threshold,
            long onset,
            @Nullable Interval before,
            @Nullable Interval after,
            List<Moved> moved) {
        this(time, statistic, threshold, onset, before, after, moved, null);
    }

    /** 1 for a rise, −1 for a fall, 0 where that cannot be said. */
    public int direction() {
        return before == null || after == null ? 0 : (int) Math.signum(after.estimate() - before.estimate());
    }

    /** A part of a distribution, or a group, that moved: its share or level before and after. */
    public record Moved(String what, double before, double after) {}

    /**
     * Since when, and how much.
     *
     * @param earliest and {@code latest}: between them the onset lies with the probability {@code level}, found by simulation
     * @param sum of the values since {@link Alarm#onset}: of zeros and ones, how many ones
     * @param events how many there were since then
     * @param effect of a comparison of groups the ratio or difference, whose bounds leave out what is allowed; null otherwise
     */
    public record Extent(
            long earliest,
            long latest,
            double level,
            double sum,
            double events,
            @Nullable Interval effect) {}
}
