package zhiheng.office.registry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What lists and counts need of one duty of one system.
 *
 * @param state never OVERDUE: that follows from {@code due} and the day it is asked on
 * @param owner who looks after it, free text
 * @param assignee the person who does, by id; "" for nobody
 * @param from first day on which it binds
 * @param due the next last day to do it, null when it has none or none is known
 * @param version of what was said about it, to be named by the next change
 * @param obligation false for guidance, which is never overdue
 * @param provisional whether it rests on an exception not yet ruled out by an answer
 */
public record DutyLine(
        String duty,
        String pack,
        DutyState state,
        String owner,
        String assignee,
        LocalDate from,
        @Nullable LocalDate due,
        long version,
        boolean obligation,
        boolean provisional) {

    /** On the {@code day} of its law, as all that is asked here. */
    public boolean inForce(LocalDate day) {
        return !from.isAfter(day);
    }

    public boolean overdue(LocalDate day) {
        return obligation && state.pending() && due != null && due.isBefore(day);
    }

    /** The next day that matters of what is still to be done: its last day, else the day it begins to bind; null if both are past. */
    public @Nullable LocalDate next(LocalDate day) {
        if (!state.pending()) {
            return null;
        }
        if (due != null) {
            return due.isBefore(day) ? null : due;
        }
        return from.isAfter(day) ? from : null;
    }
}
