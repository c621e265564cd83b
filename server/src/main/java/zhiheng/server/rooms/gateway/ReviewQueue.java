package zhiheng.server.rooms.gateway;

import java.time.Instant;
import zhiheng.gateway.Reviews;

/** The queue of calls that wait for a person, as the gateway needs it: how many wait, and what is over. */
public interface ReviewQueue extends Reviews {
    /** How many calls of a system wait. */
    long waiting(String system);

    /** Whether it still waits for somebody to decide. Takes nothing on. */
    boolean isWaiting(String system, String id);

    /** Lets go what nobody decided or fetched in time. @return how many */
    int lapse();

    /** Forgets the rows of a system from before a moment. @return how many */
    int forget(String system, Instant before);
}
