package zhiheng.server.rooms.needs;

import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;

/**
 * The supervisor's board.
 *
 * @param merging departments that may be merged, empty for who may not
 * @param merged what went up in what
 */
public record BoardView(
        List<Bar> funnel,
        List<Rate> rates,
        List<Row> rows,
        long late,
        long excluded,
        Suggestions suggestions,
        List<Choice> merging,
        List<String> merged,
        Form form) {
    /** What came of suggestions to improve a policy. */
    public record Suggestions(long adopted, long inPart, long not) {}

    /** @param percent of what was received */
    public record Bar(String label, long count, int percent, String href) {}

    /** A share with what it is made of; {@code percent} is "" while there is nothing to divide by. */
    public record Rate(String label, String percent, long part, long whole, String why) {}

    /** A department. */
    public record Row(
            String name,
            String href,
            long open,
            long late,
            long lateParts,
            long bounced,
            long replied,
            String resolution,
            String time) {}
}
