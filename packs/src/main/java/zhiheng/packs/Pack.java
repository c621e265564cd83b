package zhiheng.packs;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * A legal instrument as data: who issued it, its tiers, stages and rules, for reading and browsing.
 *
 * @param binding false for guidance, a standard or a framework that by itself binds nobody: it has no ban and no obligation
 */
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
        List<Source> sources,
        boolean binding,
        List<Rule> rules) {

    /** How many of its rules were read against a copy of the text. */
    public int read() {
        return (int) rules.stream().filter(rule -> rule.read() != null).count();
    }

    /** Whether a tier is guidance: in a pack that binds nobody every one but the last, which asks for nothing. */
    public boolean guidance(Tier tier) {
        return !binding && !tier.equals(tiers.getLast());
    }

    /** What a reading says that it was of. */
    public @Nullable Source source(Reading reading) {
        return sources.stream()
                .filter(source -> source.id().equals(reading.source()))
                .findFirst()
                .orElse(null);
    }

    /** A class of treatment; the first listed is the gravest. */
    public record Tier(String id, Text name, boolean ban) {}

    /** A copy of the text that rules were read against: which one, and where the text is published. */
    public record Source(String id, Text name, URI address) {}

    /** That a rule was compared with a copy of its text, sentence by sentence: which copy, and on which day. */
    public record Reading(String source, LocalDate date) {}

    /** A step of the evaluation order. */
    public record Stage(String id, Text name) {}

    /**
     * One provision, as shown to people.
     *
     * @param read when and where it was read; null for a rule that nobody compared with a copy of its text
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
            @Nullable Reading read,
            String when,
            @Nullable String unless,
            String yields,
            @Nullable String tier,
            @Nullable String contain,
            int line) {}
}
