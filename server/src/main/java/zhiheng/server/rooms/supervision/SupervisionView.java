package zhiheng.server.rooms.supervision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;

/**
 * Activity beside effect, and the acts.
 *
 * @param orgs departments to enter an act about; empty for who enters none
 * @param next the address of the next page; null on the last
 */
public record SupervisionView(
        List<Row> rows,
        List<Act> acts,
        List<Choice> sorts,
        List<Choice> orgs,
        @Nullable String next,
        Form form) {
    /** A department. */
    public record Row(
            String name, String href, State verdict, long acts, long minutes, long idle, String nodes, String askers) {}

    /** @param became addresses of what its findings became, with a word; empty where it led to nothing */
    public record Act(String org, String sort, String held, int minutes, String purpose, List<Link> became) {}

    public record Link(String href, String word) {}
}
