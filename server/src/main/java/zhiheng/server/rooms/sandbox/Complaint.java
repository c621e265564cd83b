package zhiheng.server.rooms.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user complained of.
 *
 * @param happened when it was, as the user says
 * @param text with personal data masked
 * @param interaction the call that it is about, once that is known; "" before
 * @param answer what the user reads about it
 */
record Complaint(
        String id,
        String caseId,
        Instant time,
        Instant happened,
        String text,
        State state,
        String interaction,
        String answer,
        @Nullable Instant decided) {
    enum State {
        RECEIVED,
        /** It was harm. */
        CONFIRMED,
        REJECTED,
        /** About a call of which another complaint was made. */
        SAME
    }
}
