package zhiheng.server.rooms.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of the ladder, taken for an incident.
 *
 * @param base the permit before the first step that holds, as JSON; "" while it is only proposed
 * @param version of the permit under which it holds; another version means that a person has changed the permit since
 * @param confirmedBy the second person; "" where none is needed, and before
 */
record Measure(
        String id,
        String incident,
        String system,
        Level level,
        String target,
        State state,
        long hours,
        String reason,
        String base,
        long version,
        String proposedBy,
        Instant proposed,
        String confirmedBy,
        @Nullable Instant held,
        @Nullable Instant expires,
        @Nullable Instant ended,
        String endedBy) {
    enum State {
        /** A second person must confirm. */
        PROPOSED,
        /** Its permit may or may not be written. */
        BEGUN,
        HOLDS,
        RESTORED,
        EXPIRED,
        /** The permit was changed by a person, who decides from then on. */
        OVERTAKEN
    }

    Measure as(
            State next,
            String base,
            long version,
            String confirmedBy,
            @Nullable Instant held,
            @Nullable Instant expires) {
        return new Measure(
                id,
                incident,
                system,
                level,
                target,
                next,
                hours,
                reason,
                base,
                version,
                proposedBy,
                proposed,
                confirmedBy,
                held,
                expires,
                ended,
                endedBy);
    }
}
