package zhiheng.server.rooms.drills;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * A finding and the duty to mend it.
 *
 * @param repeated whether an earlier drill of the system had shown the same
 * @param due its last day
 * @param words how it was done; "" while it is open, as are the name and digest of the file that proves it
 */
record Mending(
        String id,
        String drill,
        String system,
        String code,
        String inject,
        String letter,
        boolean repeated,
        Text title,
        LocalDate due,
        @Nullable Instant done,
        String doneBy,
        String words,
        String fileName,
        String sha256) {
    static final Text KIND = new Text("演练整改", "Mend after a drill");
    static final Text NEXT = new Text("定期演练", "Periodic drill");
}
