package zhiheng.server.rooms.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import zhiheng.server.rooms.watch.Light;

/**
 * One incident as it stands.
 *
 * @param org the provider of the system
 * @param reference the alert, complaint or number elsewhere that it came from; may be empty
 * @param colour what an alarm forecast; {@code grade} what happened, by the answers so far. Two fields, for they are two things
 * @param seq of the last entry of its record, and so its version
 * @param ended null while it is open
 */
public record Incident(
        String id,
        String system,
        String systemName,
        String org,
        String title,
        Source source,
        String reference,
        @Nullable Light colour,
        @Nullable Light grade,
        long seq,
        Instant opened,
        @Nullable Instant ended,
        GradeNote note) {
    /** Where it came from. */
    public enum Source {
        ALERT,
        /** An alert, by a rule of a pack and without a person. */
        RULE,
        COMPLAINT,
        PERSON,
        REST
    }

    public boolean open() {
        return ended == null;
    }
}
