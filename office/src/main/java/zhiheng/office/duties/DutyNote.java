package zhiheng.office.duties;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something said about one duty of one system: a comment, or a request that waits for the other side.
 *
 * @param text for people, never for the ledger
 * @param closedAt when a request was answered; null while it waits, and for a comment
 */
public record DutyNote(
        String id,
        String systemId,
        String duty,
        Kind kind,
        String author,
        String text,
        Instant at,
        @Nullable Instant closedAt) {
    /** What was said. */
    public enum Kind {
        COMMENT,
        /** A provider asks the authority to exempt. */
        EXEMPTION,
        /** The authority asks the provider for information. */
        INFORMATION;

        public boolean request() {
            return this != COMMENT;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
