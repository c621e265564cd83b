package zhiheng.server.rooms.placement;

import java.time.Instant;
import zhiheng.placement.Plan;
import zhiheng.placement.Problem;

/**
 * A plan as it is kept.
 *
 * @param before the plan that it goes on from, "" for none
 */
record Made(
        String id,
        String org,
        String person,
        String title,
        Problem problem,
        Plan plan,
        Saved saved,
        String before,
        Instant time) {
    /** Its head alone, for lists. */
    record Head(String id, String org, String title, Instant time) {}
}
