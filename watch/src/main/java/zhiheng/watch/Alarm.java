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
 */
public record Alarm(
        long time,
        double statistic,
        double threshold,
        long onset,
        @Nullable Interval before,
        @Nullable Interval after,
        List<Moved> moved) {
    public Alarm {
        moved = List.copyOf(moved);
    }

    /** A part of a distribution, or a group, that moved: its share or level before and after. */
    public record Moved(String what, double before, double after) {}
}
