package zhiheng.server.rooms.guide;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * What the policies say to one enterprise.
 *
 * @param orgs to choose from, for who sees several; empty otherwise
 * @param answered 0 before there is a profile
 * @param noted when the guide was last taken note of; null never
 * @param gone measures that are no more since then
 * @param contradictions answers that cannot stand together since the packs changed
 */
public record GuideView(
        String org,
        String orgName,
        List<Choice> orgs,
        String asOf,
        int answered,
        int asked,
        @Nullable When noted,
        int changed,
        List<String> gone,
        List<String> contradictions,
        List<Group> groups,
        List<Ask> asks,
        boolean mayChange) {
    /** The groups whose numbers stand at the head. */
    public static final List<String> COUNTED = List.of("support", "duty", "closed", "open");

    /**
     * Measures of one sort.
     *
     * @param key of its words: support, duty, closed, open, coming, not
     * @param folded whether the reader opens it first
     */
    public record Group(String key, String tone, boolean folded, List<Line> lines) {}

    /**
     * A measure.
     *
     * @param change what became of it since the guide was last noted; "" for nothing
     * @param changed why it did, each a sentence
     * @param opens "if the answer to … were …", each a sentence
     * @param until the last day; "" where none is set
     */
    public record Line(
            String id,
            String title,
            State state,
            String change,
            List<String> changed,
            String text,
            Cited cited,
            String pack,
            String acts,
            String applies,
            List<String> because,
            List<String> missing,
            List<String> opens,
            List<String> steps,
            List<String> documents,
            String contact,
            String timing,
            String until,
            List<Due> dues) {}

    /** The end of a period; {@code day} is "" while it is not known, and {@code why} says what it waits for. */
    public record Due(String name, String day, String left, String why) {}

    /** A question whose answer would decide more. */
    public record Ask(String question, int decides, String href) {}

    public int count(String key) {
        return groups.stream()
                .filter(g -> g.key().equals(key))
                .mapToInt(g -> g.lines().size())
                .sum();
    }
}
