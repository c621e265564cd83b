package zhiheng.server.rooms.assess;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of a duty that a result became.
 *
 * @param model of which it says something; of another it says nothing
 * @param ended the day on which it fell; null while it stands
 */
record Proof(
        String run,
        String duty,
        String system,
        String model,
        String evidence,
        LocalDate expires,
        @Nullable LocalDate ended) {}
