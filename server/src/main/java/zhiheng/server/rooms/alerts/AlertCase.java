package zhiheng.server.rooms.alerts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.server.rooms.watch.GradedAlert;

/**
 * An alert and how far people are with it.
 *
 * @param systemName of the system that it is about
 * @param handled what people last said
 */
public record AlertCase(GradedAlert alert, String systemName, Handled handled) {
    /**
     * One version of what people say about an alert.
     *
     * @param version 0 while nobody has said anything
     * @param owner who looks after it; may be empty, as may note and reason
     * @param reason why it is closed
     * @param time null in version 0
     * @param actor who said it; empty in version 0
     * @param index of the act in the ledger, -1 while it is not there or not asked for
     */
    public record Handled(
            long version,
            Progress state,
            String owner,
            String note,
            String reason,
            @Nullable Instant time,
            String actor,
            long index) {
        static final Handled NOBODY = new Handled(0, Progress.OPEN, "", "", "", null, "", -1);
    }
}
