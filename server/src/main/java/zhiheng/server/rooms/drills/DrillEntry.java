package zhiheng.server.rooms.drills;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import zhiheng.drills.exercise.Mark;

/**
 * One line of a drill's record.
 *
 * @param id the act's; later ones sort after earlier ones
 * @param person an id, or {@code zhiheng} for the server itself
 * @param detail a grade, a step, the id of a report; "" for none
 * @param ledgerIndex -1 while it is not in the ledger
 */
record DrillEntry(
        String id,
        String drill,
        long seq,
        Instant time,
        Kind kind,
        String person,
        String seat,
        String inject,
        String detail,
        String words,
        long ledgerIndex) {
    /** What was done; those that a score counts are named as {@link Mark.Kind} names them. */
    enum Kind {
        PLANNED,
        BRIEFED,
        CANCELLED,
        BEGUN,
        INJECTED,
        WITHDRAWN,
        ALERT,
        ACKNOWLEDGED,
        GRADED,
        CONTAINED,
        RECOVERED,
        REPORTED,
        NOTE,
        FALSE_ALARM,
        WRONG_STEP,
        PAUSED,
        RESUMED,
        ENDED,
        SCORED,
        MENDED,
        CLOSED;

        Optional<Mark.Kind> mark() {
            return Stream.of(Mark.Kind.values())
                    .filter(m -> m.name().equals(name()))
                    .findFirst();
        }
    }

    /** As a score counts it; empty for what it does not. */
    Optional<Mark> mark() {
        return kind.mark().map(k -> new Mark(k, inject, time, id, seat, detail));
    }
}
