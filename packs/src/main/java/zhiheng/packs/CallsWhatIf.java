package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import zhiheng.packs.CallLaw.Says;

/**
 * What would have differed in the traffic of a time if a draft had been law: calls, in groups of alike ones, are judged by the rules
 * of now and of then, each on its own day and with the answers that the system had on it. What the draft asks is told apart from what
 * was done: a call that carried its label already loses nothing where a label is asked for. Not for several threads at once.
 */
public final class CallsWhatIf {
    private static final int MOST_SYSTEMS = 5;

    private final Map<Effect, Count> counts = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private final Map<String, Long> sectors = new TreeMap<>();
    private final TreeSet<String> systems = new TreeSet<>();
    private final TreeSet<String> touched = new TreeSet<>();
    private long seen;
    private long differ;
    private long undecided;

    /** How a call would differ. */
    public enum Change {
        ASKED,
        NO_LONGER_ASKED,
        /** A missing answer keeps it open whether the two differ. */
        CANNOT_BE_DECIDED,
        /** It was refused on a duty that would no longer bind. */
        GROUND_LOST
    }

    /** Whether a call was as a rule asks. */
    public enum Done {
        YES,
        NO,
        /** The record does not tell. */
        UNKNOWN
    }

    /**
     * Calls alike.
     *
     * @param done the rules that concern them; the rest do not
     * @param ground the duty that a refusal stood on, by its id; null for none
     */
    public record Calls(
            long times, Map<CallRule, Done> done, @Nullable String ground) {}

    /**
     * One thing that would differ.
     *
     * @param by the rules of the draft that would ask, of today's law that would no longer, or whose questions are open; for a lost
     *     ground the duty
     */
    public record Effect(Change change, @Nullable CallRule rule, String by) {}

    /**
     * Whom an effect meets.
     *
     * @param broken of these calls, those whose outcome turns: not as the one law asks, and in order under the other
     * @param unknown those of which the record does not tell whether they were
     * @param worst systems with most of them, the most first
     */
    public record Met(
            Effect effect,
            long calls,
            long broken,
            long unknown,
            int systems,
            Map<String, Long> bySize,
            Map<String, Long> bySector,
            Map<LocalDate, Long> byDay,
            List<Many> worst) {}

    /** A system and how many of its calls. */
    public record Many(String system, long calls) {}

    /**
     * What came of it.
     *
     * @param seen calls judged; {@code differ} those of which something else would be asked, {@code undecided} where that is open
     * @param bySize all calls judged, to hold the share of an effect against
     * @param effects those that turn most calls first
     */
    public record Report(
            long seen,
            long differ,
            long undecided,
            int systems,
            int touched,
            Map<String, Long> bySize,
            Map<String, Long> bySector,
            List<Met> effects) {}

    private static final class Count {
        private long calls;
        private long broken;
        private long unknown;
        private final Map<String, Long> bySize = new TreeMap<>();
        private final Map<String, Long> bySector = new TreeMap<>();
        private final Map<LocalDate, Long> byDay = new TreeMap<>();
        private final Map<String, Long> bySystem = new HashMap<>();
    }

    /**
     * Judges calls of a system on one day.
     *
     * @param facts the answers that it had
     */
    public void judge(
            String system, Map<String, Object> facts, LocalDate day, CallLaw.Day now, CallLaw.Day then, Calls calls) {
        var size = WhatIf.group(facts, WhatIf.SIZES);
        var sector = WhatIf.group(facts, WhatIf.SECTORS);
        seen += calls.times();
        sizes.merge(size, calls.times(), Long::sum);
        sectors.merge(sector, calls.times(), Long::sum);
        systems.add(system);
        boolean differs = false;
        boolean open = false;
        for (var rule : calls.done().entrySet()) {
            var effect = effect(rule.getKey(), now, then);
            if (effect == null) {
                continue;
            }
            open |= effect.change() == Change.CANNOT_BE_DECIDED;
            differs |= effect.change() != Change.CANNOT_BE_DECIDED;
            count(effect, system, size, sector, day, calls.times(), rule.getValue());
        }
        var ground = calls.ground();
        if (ground != null && now.duties().contains(ground) && !then.duties().contains(ground)) {
            differs = true;
            count(new Effect(Change.GROUND_LOST, null, ground), system, size, sector, day, calls.times(), Done.NO);
        }
        if (differs) {
            differ += calls.times();
            touched.add(system);
        } else if (open) {
            undecided += calls.times();
        }
    }

    private static @Nullable Effect effect(CallRule rule, CallLaw.Day now, CallLaw.Day then) {
        var before = now.says(rule);
        var after = then.says(rule);
        if (before.says() == after.says()) {
            return null;
        }
        if (before.says() == Says.OPEN || after.says() == Says.OPEN) {
            var open = before.says() == Says.OPEN ? before : after;
            return new Effect(Change.CANNOT_BE_DECIDED, rule, String.join(", ", open.by()));
        }
        return after.says() == Says.YES
                ? new Effect(Change.ASKED, rule, String.join(", ", after.by()))
                : new Effect(Change.NO_LONGER_ASKED, rule, String.join(", ", before.by()));
    }

    private void count(Effect effect, String system, String size, String sector, LocalDate day, long times, Done done) {
        var count = counts.computeIfAbsent(effect, e -> new Count());
        count.calls += times;
        count.broken += done == Done.NO ? times : 0;
        count.unknown += done == Done.UNKNOWN ? times : 0;
        count.bySize.merge(size, times, Long::sum);
        count.bySector.merge(sector, times, Long::sum);
        count.byDay.merge(day, times, Long::sum);
        count.bySystem.merge(system, times, Long::sum);
    }

    public Report report() {
        var effects = new ArrayList<Met>();
        counts.forEach((effect, count) -> effects.add(new Met(
                effect,
                count.calls,
                count.broken,
                count.unknown,
                count.bySystem.size(),
                Map.copyOf(count.bySize),
                Map.copyOf(count.bySector),
                new TreeMap<>(count.byDay),
                count.bySystem.entrySet().stream()
                        .map(e -> new Many(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingLong((Many m) -> -m.calls()).thenComparing(Many::system))
                        .limit(MOST_SYSTEMS)
                        .toList())));
        effects.sort(Comparator.comparing((Met m) -> m.effect().change() == Change.CANNOT_BE_DECIDED)
                .thenComparingLong(m -> -m.broken())
                .thenComparingLong(m -> -m.calls())
                .thenComparing(m -> m.effect().change())
                .thenComparing(m -> m.effect().by()));
        return new Report(
                seen,
                differ,
                undecided,
                systems.size(),
                touched.size(),
                Map.copyOf(sizes),
                Map.copyOf(sectors),
                effects);
    }
}
