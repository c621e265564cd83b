package zhiheng.server.rooms.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * One sandbox.
 *
 * @param terms what binds it now, line by line; empty before two persons decided
 * @param steps the stages with service
 * @param advice what the findings speak for
 * @param chart the looks, as JSON for the drawing
 * @param looks the newest first
 * @param drawn calls that wait for a verdict
 * @param officer whether the visitor may decide
 * @param application how it stands; null where the procedure has no criteria to apply by
 * @param publicHref where users complain; "" before there are terms in force
 */
public record SandboxView(
        SandboxTabs tabs,
        String href,
        String caseHref,
        String title,
        String stage,
        State advice,
        List<Line> terms,
        List<Step> steps,
        String chart,
        List<LookLine> looks,
        List<Drawn> drawn,
        List<Told> complaints,
        boolean officer,
        @Nullable State application,
        String publicHref) {
    public record Line(String name, String value) {}

    public record Step(State state, String name, String users, String calls, String bound) {}

    public record LookLine(
            When time,
            String stage,
            String calls,
            String judged,
            String harmful,
            String low,
            String high,
            String bound) {}

    public record Drawn(String href, String act, When time) {}

    /** @param states what may be decided; empty where the visitor may not */
    public record Told(
            String act, When time, When happened, String text, State state, String answer, List<Choice> states) {}
}
