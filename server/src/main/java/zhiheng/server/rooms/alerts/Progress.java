package zhiheng.server.rooms.alerts;

import java.util.Arrays;
import java.util.Optional;
import zhiheng.base.Course;

/** How far people are with an alert. */
public enum Progress {
    OPEN,
    /** Somebody looks into it. */
    ACKNOWLEDGED,
    /** Nothing is left to be done; the reason says why. */
    CLOSED;

    /** What people do with an alert. */
    enum Deed {
        ACKNOWLEDGE("alert.acknowledged"),
        CLOSE("alert.closed"),
        REOPEN("alert.reopened");

        /** The name of the act in the ledger. */
        final String act;

        Deed(String act) {
            this.act = act;
        }
    }

    static final Course<Progress, Deed> COURSE = Course.of(Progress.class, Deed.class, OPEN)
            .step(OPEN, Deed.ACKNOWLEDGE, ACKNOWLEDGED)
            .step(OPEN, Deed.CLOSE, CLOSED)
            .needs("reason")
            .step(ACKNOWLEDGED, Deed.CLOSE, CLOSED)
            .needs("reason")
            .step(CLOSED, Deed.REOPEN, OPEN)
            .build();

    /** What leads from here to there; empty where nothing does. */
    Optional<Deed> to(Progress there) {
        return Arrays.stream(Deed.values())
                .filter(deed -> COURSE.next(this, deed) == there)
                .findFirst();
    }
}
