package zhiheng.server.rooms.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something somebody must do. {@code owner} is a person's id, or a department in words; a null {@code due} sets no time. */
record Task(
        String id,
        String title,
        String owner,
        @Nullable Instant due,
        @Nullable Instant done,
        String doneBy) {
    boolean late(Instant now) {
        return done == null && due != null && now.isAfter(due);
    }
}
