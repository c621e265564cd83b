package zhiheng.drills.exercise;

import java.util.Locale;

/** What somebody is in a drill. Nobody is two of them in one. */
public enum Part {
    /** Leads it and injects; takes no part in the response. */
    CONTROLLER,
    /** Responds as on a real day. */
    PARTICIPANT,
    /** Looks on and writes down what is worth keeping; for its own part does nothing. */
    OBSERVER;

    /** As the table of {@link Conduct} names it. */
    String role() {
        return name().toLowerCase(Locale.ROOT);
    }
}
