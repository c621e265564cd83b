package zhiheng.watch.alert;

import java.time.Instant;
import java.util.List;

/**
 * For a time, no notification about alerts with these labels.
 *
 * @param from first moment, {@code to} last moment
 * @param by who asked for it, {@code why} for what reason; both are shown beside it
 */
public record Silence(String id, List<Matcher> matchers, Instant from, Instant to, String by, String why) {
    public Silence {
        matchers = List.copyOf(matchers);
        if (matchers.isEmpty() || matchers.stream().allMatch(m -> m.matches(""))) {
            throw new IllegalArgumentException(
                    "silence " + id + ": at least one matcher must ask for a value, or it would silence everything");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "silence " + id + ": the end " + to + " must be after the start " + from);
        }
    }

    boolean active(Instant now) {
        return !now.isBefore(from) && !now.isAfter(to);
    }
}
