package zhiheng.server.rooms.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a receiver since the start.
 *
 * @param taken when it last took a notification
 * @param since when the oldest that waits was made
 * @param trouble why the last try failed; empty when it did not
 * @param refused how many it will never take
 * @param tries how often the oldest was tried in vain
 * @param next when it is tried again; null when nothing failed
 */
public record Standing(
        String host,
        @Nullable Instant taken,
        int waiting,
        @Nullable Instant since,
        String trouble,
        int refused,
        int tries,
        @Nullable Instant next) {}
