package zhiheng.server.rooms.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Tier;

/** The registry: filters, counts and one part of the list; {@code next} is the address of the part that follows. */
public record RegistryView(
        String text,
        List<Choice> tiers,
        List<Choice> orgs,
        long total,
        List<Count> counts,
        List<Row> rows,
        @Nullable String next,
        boolean filtered,
        boolean first,
        boolean needsOrg) {
    /** How many systems are in a tier; {@code href} filters by it. */
    public record Count(long number, Tier tier, String href) {}

    public record Row(String href, String name, String org, List<Tier> tiers, int open, int late, String updated) {}
}
