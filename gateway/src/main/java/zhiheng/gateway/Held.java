package zhiheng.gateway;

import java.time.Instant;

/**
 * A call that waits for a person.
 *
 * @param id of the interaction
 * @param reason the kind of what was found, or {@value #EVERY_ANSWER} where the permit's state is review
 * @param surface the path below {@code /v1/}
 * @param labelled whether the answer in {@code content} carries its label
 * @param content the call as it came; at {@link Stage#OUT} with the answer as the caller will get it
 */
public record Held(
        String id,
        String system,
        Instant time,
        Stage stage,
        String reason,
        String surface,
        long permitVersion,
        boolean labelled,
        Content content) {
    public static final String EVERY_ANSWER = "review";

    /** Where it was stopped. */
    public enum Stage {
        /** Before the model saw it. */
        IN,
        /** Before the caller saw the answer. */
        OUT
    }
}
