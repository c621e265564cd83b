package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What would differ if a draft were law: systems or enterprises are replayed one after another under the rules of now and of then, on one
 * day. Every outcome that differs is counted, by the provider's size and by sector where they are answered; "unknown" is a group of its
 * own, for a missing answer is not an average one. Not for several threads at once.
 */
public final class WhatIf {
    /** Answers that tell how large a provider is, and in what sector it works; the first that is there counts. */
    static final List<String> SIZES = List.of("org_size", "sme");

    static final List<String> SECTORS = List.of("org_sector", "system_sector");
    private static final String UNKNOWN = "unknown";
    private static final int MOST_EXAMPLES = 5;

    private final PackLibrary now;
    private final PackLibrary then;
    private final LocalDate asOf;
    private final Map<Effect, Count> counts = new LinkedHashMap<>();
    private final List<String> unread = new ArrayList<>();
    private int seen;
    private int differ;

    public WhatIf(PackLibrary now, PackLibrary then, LocalDate asOf) {
        this.now = now;
        this.then = then;
        this.asOf = asOf;
    }

    /** How an outcome would differ. */
    public enum Change {
        TIER_GAINED,
        TIER_LOST,
        DUTY_GAINED,
        DUTY_LOST,
        DUTY_MOVED,
        /** An answer would be needed that nobody has given. */
        QUESTION_OPENED,
        QUESTION_CLOSED
    }

    /**
     * One thing that would differ.
     *
     * @param what the tier and provision, the duty, or the question
     */
    public record Effect(Change change, String pack, String what) {}

    /** Whom an effect meets. */
    public record Met(
            Effect effect,
            int all,
            Map<String, Integer> bySize,
            Map<String, Integer> bySector,
            List<String> examples) {}

    private static final class Count {
        private int all;
        private final Map<String, Integer> bySize = new TreeMap<>();
        private final Map<String, Integer> bySector = new TreeMap<>();
        private final List<String> examples = new ArrayList<>();
    }

    /**
     * What came of a replay.
     *
     * @param effects the most frequent first
     * @param unread those whose answers the one or the other version cannot read, with why; they are in no count
     */
    public record Report(LocalDate asOf, int seen, int differ, List<Met> effects, List<String> unread) {}

    /** Replays one. @return the effects on it, empty where nothing would differ */
    public List<Effect> replay(String name, Map<String, Object> facts) {
        seen++;
        FindingDiff diff;
        try {
            var before = now.evaluate(Facts.of(now, facts), asOf);
            diff = now.diff(before, then.evaluate(Facts.of(then, facts), asOf));
        } catch (PackException e) {
            unread.add(name + ": " + e.getMessage());
            return List.of();
        }
        var effects = effects(diff);
        if (!effects.isEmpty()) {
            differ++;
        }
        var size = group(facts, SIZES);
        var sector = group(facts, SECTORS);
        for (var effect : effects) {
            var count = counts.computeIfAbsent(effect, e -> new Count());
            count.all++;
            count.bySize.merge(size, 1, Integer::sum);
            count.bySector.merge(sector, 1, Integer::sum);
            if (count.examples.size() < MOST_EXAMPLES) {
                count.examples.add(name);
            }
        }
        return effects;
    }

    static String group(Map<String, Object> facts, List<String> names) {
        return names.stream()
                .filter(facts::containsKey)
                .findFirst()
                .map(name -> String.valueOf(facts.get(name)))
                .orElse(UNKNOWN);
    }

    private static List<Effect> effects(FindingDiff diff) {
        var effects = new ArrayList<Effect>();
        diff.gained().forEach(o -> effects.add(new Effect(Change.TIER_GAINED, o.pack(), o.tier() + " · " + o.ref())));
        diff.lost().forEach(o -> effects.add(new Effect(Change.TIER_LOST, o.pack(), o.tier() + " · " + o.ref())));
        diff.dutiesGained().forEach(d -> effects.add(new Effect(Change.DUTY_GAINED, d.pack(), d.id())));
        diff.dutiesLost().forEach(d -> effects.add(new Effect(Change.DUTY_LOST, d.pack(), d.id())));
        diff.dutiesMoved()
                .forEach(m -> effects.add(new Effect(
                        Change.DUTY_MOVED, m.duty().pack(), m.duty().id() + " " + m.before() + " → " + m.after())));
        diff.opened().forEach(fact -> effects.add(new Effect(Change.QUESTION_OPENED, "", fact)));
        diff.closed().forEach(fact -> effects.add(new Effect(Change.QUESTION_CLOSED, "", fact)));
        return effects;
    }

    public Report report() {
        var met = counts.entrySet().stream()
                .map(e -> new Met(
                        e.getKey(),
                        e.getValue().all,
                        Map.copyOf(e.getValue().bySize),
                        Map.copyOf(e.getValue().bySector),
                        List.copyOf(e.getValue().examples)))
                .sorted(Comparator.comparingInt((Met m) -> -m.all())
                        .thenComparing(m -> m.effect().change())
                        .thenComparing(m -> m.effect().pack())
                        .thenComparing(m -> m.effect().what()))
                .toList();
        return new Report(asOf, seen, differ, met, List.copyOf(unread));
    }
}
