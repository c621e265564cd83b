package zhiheng.office.duties;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.DutyState;

/**
 * What somebody last said about a duty; the state shown is derived from it, the evidence and the day.
 *
 * @param owner who looks after it, free text
 * @param assignee the person who does; "" for nobody
 * @param version grows by one with each change; 0 before anybody said anything
 */
public record DutyMark(
        String duty,
        DutyState state,
        String owner,
        String assignee,
        @Nullable LocalDate until,
        String reason,
        long version) {
    DutyMark doneBy(String person) {
        return new DutyMark(duty, state, owner, person, until, reason, version);
    }
}
