package zhiheng.server.rooms.incidents;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What must change so that it does not happen again.
 *
 * @param due its last day
 * @param words how it was done; "" while it is open, as are the name and digest of the file that proves it
 */
record Corrective(
        String id,
        String incident,
        String system,
        String title,
        String owner,
        LocalDate due,
        @Nullable Instant done,
        String doneBy,
        String words,
        String fileName,
        String sha256) {
    static final Text KIND = new Text("整改义务", "Corrective duty");

    boolean late(LocalDate today) {
        return done == null && today.isAfter(due);
    }
}
