package zhiheng.server.rooms.contain;

import static zhiheng.server.rooms.contain.ContainmentCourse.Event.BEGIN;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.CHANGE;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.FIND_NO_PERMIT;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.FIND_STRICT;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.JOIN;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.LOSE;
import static zhiheng.server.rooms.contain.ContainmentCourse.Event.TELL;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.ASKED;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.BEGUN;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.DONE;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.NO_PERMIT;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.STRICT_ALREADY;
import static zhiheng.server.rooms.contain.ContainmentCourse.Outcome.TOLD;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import zhiheng.base.Course;

/** The ways a containment may go, from its alert until nothing is left to be done. */
public final class ContainmentCourse {
    /** What came of it. */
    public enum Outcome {
        /** Not yet carried out. */
        ASKED,
        /** Under way: its permit may or may not be written. */
        BEGUN,
        /** The permit was changed, or held already because of another containment, which it joined. */
        DONE,
        /** The permit was as strict without it. */
        STRICT_ALREADY,
        /** The permit says that alerts only tell. */
        TOLD,
        /** The system has no permit, so nothing passes. */
        NO_PERMIT
    }

    /** What happens to it. */
    enum Event {
        /** A version of the permit is foreseen; again where the change was cut short before the permit was written. */
        BEGIN,
        /** The foreseen version of the permit is there. */
        CHANGE,
        /** A person was quicker: the permit is not what it was when the change began. */
        LOSE,
        /** Another containment keeps the permit as strict; undoing that one must not open the system. */
        JOIN,
        FIND_STRICT,
        TELL,
        FIND_NO_PERMIT
    }

    static final Course<Outcome, Event> COURSE = Course.of(Outcome.class, Event.class, ASKED)
            .step(ASKED, BEGIN, BEGUN)
            .needs("a permit that is milder")
            .step(ASKED, JOIN, DONE)
            .needs("a containment for another monitor that holds")
            .step(ASKED, FIND_STRICT, STRICT_ALREADY)
            .step(ASKED, TELL, TOLD)
            .step(ASKED, FIND_NO_PERMIT, NO_PERMIT)
            .step(BEGUN, BEGIN, BEGUN)
            .needs("the permit as it was when the change began")
            .step(BEGUN, CHANGE, DONE)
            .needs("the foreseen version of the permit")
            .step(BEGUN, LOSE, ASKED)
            .build();

    private static final Set<Outcome> OPEN = EnumSet.copyOf(EnumSet.allOf(Outcome.class).stream()
            .filter(outcome -> !COURSE.isEnd(outcome))
            .toList());

    private ContainmentCourse() {}

    /** @throws IllegalStateException when {@code event} may not happen in that state */
    static Outcome after(Outcome outcome, Event event) {
        var next = COURSE.next(outcome, event);
        if (next == null) {
            throw new IllegalStateException("a containment that is " + outcome + " does not "
                    + event.name().toLowerCase(Locale.ROOT));
        }
        return next;
    }

    /** The states in which something is still to be done, as a list for SQL. */
    static String open() {
        return OPEN.stream().map(outcome -> "'" + outcome + "'").collect(Collectors.joining(", "));
    }
}
