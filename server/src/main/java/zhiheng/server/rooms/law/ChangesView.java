package zhiheng.server.rooms.law;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes over the registry between two dates. */
public record ChangesView(
        String from,
        String to,
        List<Milestone> milestones,
        List<SystemChange> systems,
        String error,
        @Nullable String next) {
    /**
     * A date on which rules begin or end.
     *
     * @param at where between the first and the last milestone, 0 to 1000
     */
    public record Milestone(String date, int begins, int ends, String href, boolean from, boolean to, int at) {}

    public record SystemChange(
            String href,
            String name,
            String org,
            List<String> gained,
            List<String> lost,
            List<String> dutiesGained,
            List<String> dutiesLost) {}
}
