package zhiheng.drills.exercise;

import java.time.Instant;
import java.util.Comparator;

/**
 * Something that happened in a drill.
 *
 * @param inject what it is about; "" for the drill as a whole
 * @param act the entry of the ledger that proves it; "" at the shell, where there is no ledger
 * @param by the seat, or "" for the server
 * @param detail a grade, {@code L3}, the id of a report; "" for none
 */
public record Mark(Kind kind, String inject, Instant at, String act, String by, String detail) {
    /** What it is, in the order in which things ought to happen. */
    public enum Kind {
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
        /** An alert about nothing that was injected. */
        FALSE_ALARM,
        /** A step against a system where nothing had been injected. */
        WRONG_STEP,
        PAUSED,
        RESUMED,
        ENDED
    }

    /** By the ledger, whose ids rise; the clock decides only where there is none. */
    public static final Comparator<Mark> ORDER =
            Comparator.comparing(Mark::at).thenComparing(Mark::act).thenComparing(Mark::kind);
}
