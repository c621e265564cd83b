package zhiheng.server.rooms.drills;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The drills, and the scenarios to hold one by.
 *
 * @param system whose drills these are; "" for all
 * @param middles the middle of each measure over the scored drills of the system; empty for all systems
 * @param next the address of the next page; null on the last
 * @param writes whether the reader may write scenarios
 */
public record DrillsView(
        String system,
        String systemName,
        List<Row> rows,
        @Nullable String next,
        List<Middle> middles,
        List<Card> cards,
        boolean writes) {
    /** @param grade "" where it was not scored */
    public record Row(
            String href,
            String title,
            String form,
            State state,
            String grade,
            String tone,
            String systems,
            @Nullable When began,
            String planned) {}

    /** One measure over several drills. */
    public record Middle(String name, String value) {}

    /** A scenario. @param href to plan by it; "" for who may not. @param edit to write another from it */
    public record Card(
            String href, String edit, String title, String about, String sector, String facts, List<String> injects) {}

    /** A drill that is being planned. */
    public record Plan(
            Card card, String scenario, Form form, List<Choice> forms, List<Place> systems, List<Place> seats) {}

    /** A place of the scenario, to be filled. @param error null for none */
    public record Place(
            String field,
            String name,
            String part,
            List<Choice> choices,
            @Nullable String error) {}
}
