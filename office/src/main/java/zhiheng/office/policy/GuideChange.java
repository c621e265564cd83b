package zhiheng.office.policy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one measure since a guide was noted.
 *
 * @param because answers that changed and made the difference; empty where none did, so that the policy or the day did
 * @param ended the first day on which it no longer holds, for {@link Kind#ENDED} alone
 */
public record GuideChange(
        String measure,
        Kind kind,
        List<Answer> because,
        @Nullable LocalDate ended) {
    /** In the order in which a reader wants them. */
    public enum Kind {
        /** No guide before had it. */
        NEW,
        NOW_HOLDS,
        COMING,
        NOW_OPEN,
        /** It still stands as it did, with other last days. */
        DAYS,
        /** Its time is over. */
        ENDED,
        /** It held or was to come, and does so no more. */
        NO_LONGER,
        /** It was open, and an answer says no. */
        RULED_OUT,
        /** No pack has it any more. */
        GONE
    }

    /** An answer then and now; null where there was or is none. */
    public record Answer(
            String fact, @Nullable Object was, @Nullable Object is) {}
}
