package zhiheng.server.rooms.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls of a system to look for; null, empty and 0 do not narrow.
 *
 * @param from the first moment, {@code to} the first after
 * @param clause of the permit that refused it
 * @param kind found in it, as in {@link zhiheng.gateway.Interaction#detections}
 * @param user hashed as calls are
 */
public record CallFilter(
        String system,
        @Nullable Instant from,
        @Nullable Instant to,
        Outcome outcome,
        String clause,
        String kind,
        String model,
        int status,
        String surface,
        @Nullable Long user,
        long permitVersion) {
    /** How a call ended. */
    public enum Outcome {
        ANY,
        PASSED,
        REFUSED,
        FAILED,
        HELD
    }

    /** Every call of a system. */
    public static CallFilter all(String system) {
        return new CallFilter(system, null, null, Outcome.ANY, "", "", "", 0, "", null, 0);
    }
}
