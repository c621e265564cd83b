package zhiheng.server.rooms.watch;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.permit.PermitState;
import zhiheng.packs.Finding;

/**
 * What the packs make of an alarm or incident.
 *
 * @param light the national grade; null where nothing reached even the lowest
 * @param decidedBy the clause by which it holds
 * @param atLeast true while an unanswered question could still make it graver
 * @param classes what other regimes call it
 * @param clocks what must be done by when, the shortest first; those without a fixed time last
 * @param containment the strictest state that a rule asks for at once; null where none does
 * @param questions unanswered, those that decide most first
 */
public record Grade(
        @Nullable Light light,
        @Nullable Clause decidedBy,
        boolean atLeast,
        List<RegimeClass> classes,
        List<Clock> clocks,
        @Nullable Containment containment,
        List<Finding.Open> questions) {
    public Grade {
        classes = List.copyOf(classes);
        clocks = List.copyOf(clocks);
        questions = List.copyOf(questions);
    }

    /** A state of the permit, and by which rule. */
    public record Containment(PermitState to, Clause clause) {}

    /** Where it is written, what it says, and how sure we are of the text; {@code certainty} in words. */
    public record Clause(String pack, String rule, String article, Text text, String confidence, Text certainty) {}

    /** The gravest class of one regime. */
    public record RegimeClass(String pack, Text regime, String tier, Text name, Clause clause) {}

    /**
     * A duty that the event brings about.
     *
     * @param within counted from the event that {@code timing} names; null where the law gives no number
     */
    public record Clock(
            String id,
            String who,
            Text title,
            Text timing,
            @Nullable Duration within,
            boolean advice,
            Clause clause) {}
}
