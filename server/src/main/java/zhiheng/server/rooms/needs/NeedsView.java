package zhiheng.server.rooms.needs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;

/**
 * The list of needs.
 *
 * @param atDesk whether it is the authority's and not a department's
 * @param next the address of the next page; null on the last
 */
public record NeedsView(
        boolean atDesk,
        List<Tab> tabs,
        List<Choice> leads,
        String stage,
        List<Row> rows,
        @Nullable String next) {
    /** @param count "" where it is not counted */
    public record Tab(String label, String href, String count, boolean here) {}

    /** @param due null for none; {@code bounces} is "" for none */
    public record Row(
            String href,
            String title,
            String kind,
            State state,
            String lead,
            @Nullable When due,
            boolean late,
            String bounces) {}
}
