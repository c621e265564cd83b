package zhiheng.server.rooms.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One alert.
 *
 * @param direction which way the level went, and {@code onset} with the moments between which it lies
 * @param counted how many of how many since; empty where nothing was counted
 * @param chart the drawing's data, JSON; empty where there is nothing to draw
 * @param evidence in words, {@code promise} what the monitor promises about false alarms
 * @param article where the clause stands that decided the grade, empty where none did
 * @param contained what it did to the permit; empty where nothing
 * @param version that the form starts from
 * @param other what somebody else saved while the form was open
 */
public record AlertView(
        String href,
        String title,
        String tone,
        String shape,
        String grade,
        State state,
        String system,
        String systemHref,
        When time,
        String direction,
        String onset,
        String counted,
        String chart,
        int repeats,
        String before,
        String after,
        String evidence,
        String promise,
        String article,
        String clause,
        boolean atLeast,
        String contained,
        List<String> moved,
        List<Example> examples,
        Form form,
        List<Choice> states,
        long version,
        @Nullable Said other,
        List<Said> history) {
    /** A call that counts towards the alarm; without a page of its own {@code href} is empty. */
    public record Example(String href, String id, When time, String value) {}

    /** What somebody said about it; {@code proof} is the address of the ledger's entry, empty where there is none. */
    public record Said(State state, String owner, String note, String reason, When time, String actor, String proof) {}
}
