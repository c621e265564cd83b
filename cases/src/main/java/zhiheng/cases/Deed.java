package zhiheng.cases;

import java.time.Instant;

/**
 * What came of an event, one line of a case's story.
 *
 * @param at the moment of law: when it was done, or when a deadline ended, however late that was noticed
 * @param subject id of the stage, event, item or deadline that it is about
 * @param by the person, or {@link Who#SYSTEM}'s
 * @param detail by sort: the end of a deadline, a role told, a digest, bounds, a version
 */
public record Deed(Instant at, Sort sort, String subject, String by, String detail) {
    public enum Sort {
        OPENED,
        PROPOSED,
        DONE,
        ENTERED,
        ENDED,
        FILED,
        VOTED,
        MEASURED,
        NOTED,
        EXCLUDED,
        STARTED,
        REMINDED,
        MET,
        MET_LATE,
        MISSED,
        ESCALATED,
        SILENT,
        LAPSED,
        ADOPTED
    }
}
