package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The list of incidents.
 *
 * @param system that the list is kept to; "" for all, and then none is opened here
 * @param sources of a new incident; empty for who may open none
 * @param medians over the newest incidents, those that happened at all
 * @param next the address of the next page; null on the last
 */
public record IncidentsView(
        String system,
        String systemName,
        List<Choice> states,
        long count,
        List<Column> columns,
        String sort,
        List<Row> rows,
        @Nullable String next,
        List<Choice> sources,
        List<Median> medians,
        Form form) {
    /** How long something took, in the middle, after it was detected; over so many incidents. */
    public record Median(String name, String took, int of) {}

    /** @param next the clock that ends first; null where none is owed */
    public record Row(
            String href,
            String title,
            Graded grade,
            String source,
            String system,
            String systemHref,
            State state,
            @Nullable When next,
            When opened) {}

    /** Colour, shape and word of a grade. */
    public record Graded(String tone, String shape, String word) {}
}
