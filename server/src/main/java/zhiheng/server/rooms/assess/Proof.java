package zhiheng.server.rooms.assess;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Evidence of a duty that a result became.
 *
 * @param model of which it says something; of another it says nothing
 * @param ended the day on which it fell; null while it stands
 * @param why it fell; null while it stands and where that was not kept
 */
record Proof(
        String run,
        String duty,
        String system,
        String model,
        String evidence,
        LocalDate expires,
        @Nullable LocalDate ended,
        @Nullable Text why) {}
