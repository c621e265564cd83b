package zhiheng.watch.alert;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is handed in. The same labels are the same alert: handing it in again renews it, and handing it in with an
 * end that has passed ends it.
 *
 * @param annotations what is only shown: title, grade, address of the page
 * @param start null for now
 * @param end null for "until not renewed any more"
 */
public record Raised(
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Instant start,
        @Nullable Instant end) {
    public Raised {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }
}
