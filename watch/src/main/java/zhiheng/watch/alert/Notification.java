package zhiheng.watch.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to one receiver about one group.
 *
 * @param groupKey names the group as Alertmanager does: the route's matchers and the group's labels
 * @param alerts firing and, where the receiver is told of ends, resolved ones, ordered by start and labels
 */
public record Notification(
        Instant at, String receiver, String groupKey, Map<String, String> groupLabels, List<Item> alerts) {
    /** An alert as it stands; {@code end} is null while it fires. */
    public record Item(
            Map<String, String> labels,
            Map<String, String> annotations,
            Instant start,
            @Nullable Instant end) {
        public boolean firing() {
            return end == null;
        }
    }

    public Notification {
        alerts = List.copyOf(alerts);
    }

    /** A group fires while any of its alerts does. */
    public boolean firing() {
        return alerts.stream().anyMatch(Item::firing);
    }
}
