package zhiheng.server.rooms.documents;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One content under one title with one last day, in one organisation.
 *
 * @param id of its first record
 * @param duties how many it serves, and {@code systems} of how many systems; records withdrawn apart
 */
public record Document(
        String id,
        String orgId,
        String orgName,
        String title,
        @Nullable String link,
        @Nullable String fileName,
        Kind kind,
        long size,
        String sha256,
        @Nullable LocalDate expires,
        String addedBy,
        Instant addedAt,
        int duties,
        int systems,
        boolean erased) {
    /** A document is about to expire for so many days. */
    static final int SOON_DAYS = 30;

    /** What it is, by the ending of its file's name. */
    public enum Kind {
        TEXT,
        SHEET,
        PICTURE,
        LINK,
        OTHER
    }

    /** Where it stands. */
    public enum State {
        VALID,
        EXPIRING,
        EXPIRED,
        /** No record of it counts any more. */
        WITHDRAWN
    }

    public State state(LocalDate today) {
        if (duties == 0) {
            return State.WITHDRAWN;
        }
        if (expires == null || expires.isAfter(today.plusDays(SOON_DAYS))) {
            return State.VALID;
        }
        return expires.isBefore(today) ? State.EXPIRED : State.EXPIRING;
    }
}
