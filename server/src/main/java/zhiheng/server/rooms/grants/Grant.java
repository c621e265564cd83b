package zhiheng.server.rooms.grants;

import java.time.Instant;
import java.util.Map;
import zhiheng.base.Course;

/**
 * Support proposed for an enterprise.
 *
 * @param edition of the pack on which it was proposed
 * @param facts the evidence: answers by question
 * @param profileVersion which answers of the enterprise these are
 * @param words why it stands as it does, "" while it is only proposed
 * @param decider who brought it there, "" while nobody has
 * @param version raised by each change
 */
record Grant(
        String id,
        String measure,
        String edition,
        String org,
        String department,
        Map<String, Object> facts,
        long profileVersion,
        State state,
        String words,
        String decider,
        long version,
        Instant time) {
    enum State {
        PROPOSED,
        GRANTED,
        REFUSED,
        /** The enterprise does not want it. */
        DECLINED,
        /** The measure was withdrawn, ended, or no longer fits before anybody decided. */
        LAPSED,
        /** Taken back, for what was obtained by deceit (Private Economy Promotion Law, Article 76). */
        REVOKED
    }

    enum Event {
        GRANT,
        REFUSE,
        DECLINE,
        LAPSE,
        REVOKE
    }

    /** A measure that is withdrawn takes away what was proposed and leaves what was granted. */
    static final Course<State, Event> COURSE = Course.of(State.class, Event.class, State.PROPOSED)
            .step(State.PROPOSED, Event.GRANT, State.GRANTED)
            .by("department")
            .step(State.PROPOSED, Event.REFUSE, State.REFUSED)
            .by("department")
            .step(State.PROPOSED, Event.DECLINE, State.DECLINED)
            .by("enterprise")
            .step(State.PROPOSED, Event.LAPSE, State.LAPSED)
            .by("system")
            .step(State.GRANTED, Event.REVOKE, State.REVOKED)
            .by("department")
            .build();

    Grant moved(State now, String why, String by) {
        return new Grant(id, measure, edition, org, department, facts, profileVersion, now, why, by, version + 1, time);
    }
}
