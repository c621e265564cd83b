package zhiheng.server.rooms.assess;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run, or a report that was brought.
 *
 * @param settings how the model is asked, as {@link RunSettings} writes it; "" for one that was brought
 * @param trouble why it failed, a line in each language; "" where it did not
 * @param report as JSON; "" while it runs
 * @param taken when its oldest answer was taken; null where that is not known
 */
record RunRow(
        String id,
        String system,
        String org,
        String suite,
        String tool,
        String model,
        String judge,
        String settings,
        State state,
        String trouble,
        long heard,
        long known,
        long planned,
        long failed,
        String report,
        String sha256,
        @Nullable Instant taken,
        String person,
        Instant time,
        @Nullable Instant ended) {
    enum State {
        RUNNING,
        DONE,
        STOPPED,
        FAILED
    }

    boolean running() {
        return state == State.RUNNING;
    }
}
