package zhiheng.gateway.wire;

import static zhiheng.gateway.wire.CallCourse.Event.ADMIT;
import static zhiheng.gateway.wire.CallCourse.Event.BREAK;
import static zhiheng.gateway.wire.CallCourse.Event.END;
import static zhiheng.gateway.wire.CallCourse.Event.FORWARD;
import static zhiheng.gateway.wire.CallCourse.Event.HOLD;
import static zhiheng.gateway.wire.CallCourse.Event.LEAVE;
import static zhiheng.gateway.wire.CallCourse.Event.RELEASE;
import static zhiheng.gateway.wire.CallCourse.Event.SET_ASIDE;
import static zhiheng.gateway.wire.CallCourse.Event.STREAM;
import static zhiheng.gateway.wire.CallCourse.State.ANSWER_HELD;
import static zhiheng.gateway.wire.CallCourse.State.ASIDE;
import static zhiheng.gateway.wire.CallCourse.State.CALL_HELD;
import static zhiheng.gateway.wire.CallCourse.State.CLEARED;
import static zhiheng.gateway.wire.CallCourse.State.DESERTED;
import static zhiheng.gateway.wire.CallCourse.State.FORWARDED;
import static zhiheng.gateway.wire.CallCourse.State.OVER;
import static zhiheng.gateway.wire.CallCourse.State.READING;
import static zhiheng.gateway.wire.CallCourse.State.REST_HELD;
import static zhiheng.gateway.wire.CallCourse.State.SCREENING;
import static zhiheng.gateway.wire.CallCourse.State.STREAMING;

import java.util.EnumSet;
import zhiheng.base.Course;

/** The ways of a call, from its body to its answer. What is not in this table does not happen, see {@link Progress}. */
final class CallCourse {
    /** Where a call is. */
    enum State {
        /** Its body is on its way, or the permit is being asked. */
        READING,
        /** The permit lets it in; what it says is being inspected. */
        SCREENING,
        /** As {@link #SCREENING}, but somebody has let it pass: what is refused or masked still is, held it is not again. */
        CLEARED,
        /** Waits for a person before the model sees it. */
        CALL_HELD,
        /** With the model, or its answer is being read whole. */
        FORWARDED,
        /** The whole answer waits for a person. */
        ANSWER_HELD,
        /** The answer goes out as it comes, in events: there is no status line to change any more. */
        STREAMING,
        /** What is left of the stream is put aside for a person; its caller waits. */
        ASIDE,
        /** The rest waits for a person, and its caller for the outcome. */
        REST_HELD,
        /** As {@link #ASIDE} or {@link #REST_HELD}, but the caller went away: it is read to its end for the person's sake. */
        DESERTED,
        /** Answered, or its caller went away: lease given back, record written. */
        OVER;

        /** Whether what is said to the caller goes into a stream of events. */
        boolean isStream() {
            return switch (this) {
                case STREAMING, ASIDE, REST_HELD, DESERTED -> true;
                case READING, SCREENING, CLEARED, CALL_HELD, FORWARDED, ANSWER_HELD, OVER -> false;
            };
        }
    }

    /** What can happen to it. */
    enum Event {
        /** The permit lets it in. */
        ADMIT,
        /** The permit lets it in, and it comes from the queue, where somebody let it pass. */
        RELEASE,
        /** It, its answer or the rest of a stream is put before a person. */
        HOLD,
        /** It goes to the model. */
        FORWARD,
        /** The answer begins to go out in events. */
        STREAM,
        /** What follows in the stream is not passed on but kept for a person. */
        SET_ASIDE,
        /** The last of what its caller gets: an answer, an error, the end of a stream. */
        END,
        /** The caller went away. */
        LEAVE,
        /** Something happened that is not in this table. */
        BREAK
    }

    static final Course<State, Event> TABLE = Course.of(State.class, Event.class, READING)
            .step(READING, ADMIT, SCREENING)
            .step(READING, RELEASE, CLEARED)
            .step(SCREENING, HOLD, CALL_HELD)
            .steps(EnumSet.of(SCREENING, CLEARED, CALL_HELD), FORWARD, FORWARDED)
            .step(FORWARDED, HOLD, ANSWER_HELD)
            .step(FORWARDED, STREAM, STREAMING)
            .step(STREAMING, SET_ASIDE, ASIDE)
            .step(ASIDE, HOLD, REST_HELD)
            .step(DESERTED, HOLD, DESERTED)
            .steps(EnumSet.complementOf(EnumSet.of(OVER)), END, OVER)
            .steps(EnumSet.complementOf(EnumSet.of(ASIDE, REST_HELD, DESERTED, OVER)), LEAVE, OVER)
            .steps(EnumSet.of(ASIDE, REST_HELD, DESERTED), LEAVE, DESERTED)
            .steps(EnumSet.complementOf(EnumSet.of(OVER)), BREAK, OVER)
            // what was under way when it ended comes too late, and changes nothing
            .step(OVER, HOLD, OVER)
            .step(OVER, FORWARD, OVER)
            .step(OVER, END, OVER)
            .step(OVER, LEAVE, OVER)
            .build();

    private CallCourse() {}
}
