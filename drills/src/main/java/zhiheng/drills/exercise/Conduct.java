package zhiheng.drills.exercise;

import zhiheng.base.Course;
import zhiheng.base.Refusal;
import zhiheng.base.Text;

/** How a drill goes, and who may do what in it: one table. */
public final class Conduct {
    /** Where a drill stands. */
    public enum State {
        PLANNED,
        BRIEFED,
        RUNNING,
        /** Its clocks stand still, and nothing is sent or injected. */
        PAUSED,
        ENDED,
        SCORED,
        CLOSED,
        CANCELLED
    }

    /** What can be done in it. */
    public enum Deed {
        /** The participants have been told the rules, not the injects. */
        BRIEF,
        CANCEL,
        BEGIN,
        INJECT,
        /** What was injected is taken back before its time. */
        WITHDRAW,
        /** A participant sees, takes on, grades, contains, mends, reports. */
        RESPOND,
        /** A remark for the evaluation. */
        NOTE,
        PAUSE,
        RESUME,
        /** Something real has happened: whoever sees it stops the drill. */
        STOP,
        END,
        /** Its time is over, or its fence does not hold. */
        RUN_OUT,
        SCORE,
        CLOSE
    }

    private static final String SYSTEM = "system";

    public static final Course<State, Deed> TABLE = Course.of(State.class, Deed.class, State.PLANNED)
            .step(State.PLANNED, Deed.BRIEF, State.BRIEFED)
            .by("controller")
            .step(State.PLANNED, Deed.CANCEL, State.CANCELLED)
            .by("controller")
            .step(State.BRIEFED, Deed.CANCEL, State.CANCELLED)
            .by("controller")
            .step(State.BRIEFED, Deed.BEGIN, State.RUNNING)
            .by("controller")
            .step(State.RUNNING, Deed.INJECT, State.RUNNING)
            .by("controller", SYSTEM)
            .step(State.RUNNING, Deed.WITHDRAW, State.RUNNING)
            .by("controller", SYSTEM)
            .step(State.RUNNING, Deed.RESPOND, State.RUNNING)
            .by("participant")
            .step(State.RUNNING, Deed.NOTE, State.RUNNING)
            .by("controller", "participant", "observer")
            .step(State.RUNNING, Deed.PAUSE, State.PAUSED)
            .by("controller")
            .step(State.PAUSED, Deed.RESUME, State.RUNNING)
            .by("controller")
            .step(State.PAUSED, Deed.NOTE, State.PAUSED)
            .by("controller", "participant", "observer")
            .step(State.PAUSED, Deed.STOP, State.ENDED)
            .by("controller", "participant", "observer")
            .step(State.PAUSED, Deed.END, State.ENDED)
            .by("controller")
            .step(State.PAUSED, Deed.RUN_OUT, State.ENDED)
            .by(SYSTEM)
            .step(State.RUNNING, Deed.STOP, State.ENDED)
            .by("controller", "participant", "observer")
            .step(State.RUNNING, Deed.END, State.ENDED)
            .by("controller")
            .step(State.RUNNING, Deed.RUN_OUT, State.ENDED)
            .by(SYSTEM)
            .step(State.ENDED, Deed.NOTE, State.ENDED)
            .by("controller", "participant", "observer")
            .step(State.ENDED, Deed.SCORE, State.SCORED)
            .by("controller", SYSTEM)
            .step(State.SCORED, Deed.NOTE, State.SCORED)
            .by("controller", "participant", "observer")
            .step(State.SCORED, Deed.CLOSE, State.CLOSED)
            .by("controller")
            .build();

    private Conduct() {}

    /** Whether somebody of this part may do that now. */
    public static boolean may(State state, Deed deed, Part part) {
        return TABLE.step(state, deed).filter(s -> s.mayBy(part.role())).isPresent();
    }

    /** The state after a deed. @throws Refusal where it may not be done now, or not by that part */
    public static State after(State state, Deed deed, Part part) {
        return after(state, deed, part.role());
    }

    /** The same where the server does it. */
    public static State byItself(State state, Deed deed) {
        return after(state, deed, SYSTEM);
    }

    private static State after(State state, Deed deed, String by) {
        var step = TABLE.step(state, deed)
                .orElseThrow(() -> Refusal.conflict(
                        "演练" + said(state).zh() + "，此时不能这样做。",
                        "The drill is " + said(state).en() + "; that cannot be done now."));
        if (!step.mayBy(by)) {
            throw Refusal.forbidden(
                    "您在本次演练中的身份不能这样做：由" + String.join("、", step.by()) + "办理。",
                    "Your part in this drill may not do that: it is for " + String.join(", ", step.by()) + ".");
        }
        return step.to();
    }

    public static Text said(State state) {
        return switch (state) {
            case PLANNED -> new Text("已计划", "planned");
            case BRIEFED -> new Text("已交底", "briefed");
            case RUNNING -> new Text("进行中", "running");
            case PAUSED -> new Text("已暂停", "paused");
            case ENDED -> new Text("已结束", "over");
            case SCORED -> new Text("已评分", "scored");
            case CLOSED -> new Text("已总结", "summed up");
            case CANCELLED -> new Text("已取消", "cancelled");
        };
    }
}
