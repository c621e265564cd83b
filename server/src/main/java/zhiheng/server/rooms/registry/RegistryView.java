package zhiheng.server.rooms.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Column;
import zhiheng.server.ground.page.Columns;
import zhiheng.server.ground.page.Tier;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.views.SavedViews;

/**
 * The registry: filters, counts and one part of the list.
 *
 * @param next the address of the part that follows
 * @param archived whether those put aside are shown
 * @param offersSamples whether the reader may add systems for the first hour; {@code samples} of them are in use
 */
public record RegistryView(
        String text,
        List<Law> laws,
        List<Choice> orgs,
        long total,
        List<Count> counts,
        List<Row> rows,
        @Nullable String next,
        boolean archived,
        List<Column> columns,
        Columns shown,
        List<Columns.Switch> switches,
        String sort,
        SavedViews.Bar views,
        boolean filtered,
        boolean first,
        boolean needsOrg,
        boolean offersSamples,
        int samples) {
    /** A law and its tiers, to filter by. */
    public record Law(String name, List<Choice> tiers) {}

    /** How many systems are in a tier, and how many will be; {@code href} filters by both. */
    public record Count(long number, long coming, Tier tier, String href) {
        /** Whether nothing is asked of these systems. */
        public boolean calm() {
            return tier.gravity() >= Tier.NO_MATTER;
        }
    }

    /**
     * One system.
     *
     * @param coming tiers to come, each with its day
     * @param nextDay the day of the next thing to do, "" when there is none; {@code left} says how far off
     */
    public record Row(
            String href,
            String name,
            String org,
            List<Tier> tiers,
            List<Tier> coming,
            int open,
            int late,
            int gaps,
            String nextDay,
            String left,
            String nextHref,
            String nextDuty,
            When updated) {}
}
