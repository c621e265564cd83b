package zhiheng.server.rooms.incidents;

import java.time.Instant;
import java.util.Map;

/**
 * One line of an incident's record.
 *
 * @param id the act's; later ones sort after earlier ones, over all incidents
 * @param person an id, or {@code zhiheng} for the server itself
 * @param words what was said; "" where nothing was
 * @param about what the kind has beside: a role with its person, a task, a level with its scope, a digest
 * @param ledgerIndex -1 while it is not in the ledger
 */
public record Entry(
        String id,
        String incident,
        long seq,
        Instant time,
        Kind kind,
        String person,
        String words,
        Map<String, Object> about,
        long ledgerIndex) {
    /** What is said in the room is a decision, a fact or a question; the others are what was done. */
    public enum Kind {
        OPENED,
        GRADED,
        REGIME,
        DECISION,
        FACT,
        QUESTION,
        ROLE,
        TASK,
        TASK_DONE,
        EVIDENCE,
        PROPOSED,
        CONTAINED,
        RESTORED,
        EXPIRED,
        REPORTED,
        PLAYBOOK,
        STEP,
        CAUSE,
        CORRECTIVE,
        CORRECTED,
        CLOSED;

        boolean said() {
            return this == DECISION || this == FACT || this == QUESTION;
        }
    }
}
