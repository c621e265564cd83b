package zhiheng.server.rooms.grants;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * Support that nobody applies for.
 *
 * @param next the address of the next page; null on the last
 * @param measures to propose, for who proposes; empty otherwise
 * @param found what the last look through the profiles came to; "" before
 */
public record GrantsView(
        List<Row> rows,
        @Nullable String next,
        List<Choice> measures,
        List<Choice> departments,
        String found,
        List<String> contradicting,
        Form form) {
    /**
     * @param hindrance why it cannot be granted today; "" where it can or is decided
     * @param deeds what the reader may do, by event; empty for nothing
     */
    public record Row(
            String id,
            long version,
            String measure,
            String cited,
            String org,
            String department,
            State state,
            When time,
            List<String> evidence,
            String words,
            String hindrance,
            List<Choice> deeds) {}
}
