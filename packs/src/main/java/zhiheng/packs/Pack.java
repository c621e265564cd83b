package zhiheng.packs;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/** A legal instrument as data: who issued it, its tiers, stages and rules, for reading and browsing. */
public record Pack(
        String id,
        Text name,
        Text issuer,
        String number,
        String jurisdiction,
        String version,
        URI source,
        Map<String, LocalDate> dates,
        List<Tier> tiers,
        List<Stage> stages,
        Map<String, Text> confidence,
        List<Rule> rules) {

    /** A class of treatment; the first listed is the gravest. */
    public record Tier(String id, Text name, boolean ban) {}

    /** A step of the evaluation order. */
    public record Stage(String id, Text name) {}

    /**
     * One provision, as shown to people.
     *
     * @param yields "tier", "duty", "note" or "contain", or "" for a pure signal
     * @param tier the tier that it yields, if any
     * @param contain the state into which it would bring a system, if any
     */
    public record Rule(
            String id,
            String stage,
            String ref,
            String article,
            Text text,
            LocalDate from,
            @Nullable LocalDate to,
            String confidence,
            String when,
            @Nullable String unless,
            String yields,
            @Nullable String tier,
            @Nullable String contain,
            int line) {}
}
