package zhiheng.gateway.wire;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import zhiheng.gateway.wire.CallCourse.Event;
import zhiheng.gateway.wire.CallCourse.State;

/** Where one call is in the {@link CallCourse}. Lives on the event loop of the call. */
final class Progress {
    private static final Logger LOG = System.getLogger(Progress.class.getName());

    private final String call;
    private final Runnable broke;
    private State state = CallCourse.TABLE.start();

    /**
     * @param call its id, for the log
     * @param broke ends the call when something happened to it that is not in the table; it is over by then
     */
    Progress(String call, Runnable broke) {
        this.call = call;
        this.broke = broke;
    }

    State state() {
        return state;
    }

    boolean is(State asked) {
        return state == asked;
    }

    /** @return whether the call was still under way; what returns false must have no effect */
    boolean step(Event event) {
        var before = state;
        var next = CallCourse.TABLE.next(before, event);
        if (next != null) {
            state = next;
            return before != State.OVER;
        }
        LOG.log(Level.ERROR, "call {0}: {1} must not happen to a call that is {2}", call, event, before);
        var end = CallCourse.TABLE.next(before, Event.BREAK);
        if (end != null) {
            state = end;
            broke.run();
        }
        return false;
    }
}
