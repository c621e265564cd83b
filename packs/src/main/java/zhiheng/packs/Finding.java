package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What the packs say about one AI system on one day. A set of outcomes, not one tier: a system can be high-risk by one
 * point, owe transparency by another and run under a derogation from a third.
 *
 * @param upcoming outcomes that do not hold on {@code asOf} but will on a later date already in the law, facts unchanged
 * @param duties duties in force and, with a later {@code due}, those to come
 * @param comingNotes remarks that a later date already in the law will bring, a rest for older systems for one
 * @param containments what is to be done at once, until a person has looked
 * @param open unanswered facts, those that decide most first
 */
public record Finding(
        LocalDate asOf,
        List<Outcome> outcomes,
        List<Outcome> upcoming,
        List<Duty> duties,
        List<Note> notes,
        List<Note> comingNotes,
        List<Containment> containments,
        List<Open> open) {

    /** Outcomes to come that change something: that a law not yet in force will never apply is no news. */
    public List<Outcome> news() {
        var applies = new HashSet<String>(tiersByPack().keySet());
        var result = new ArrayList<Outcome>();
        for (var outcome : upcoming) {
            if (!outcome.outside() || applies.contains(outcome.pack())) {
                applies.add(outcome.pack());
                result.add(outcome);
            }
        }
        return List.copyOf(result);
    }

    /** A fact and the value that made a rule true. */
    public record Because(String fact, Object value) {}

    /** A change of one fact that alone would silence the rule. */
    public record Change(String fact, Object from, Object to) {}

    /**
     * A tier the system falls in.
     *
     * @param provisional true while an exception or derogation is unanswered, of this rule or of one it rests on; it holds
     *     until that is shown
     * @param from first day on which it holds
     * @param binding whether its pack is law; false for guidance, a standard or a framework that by itself binds nobody
     */
    public record Outcome(
            String pack,
            String tier,
            String ref,
            String rule,
            String article,
            String confidence,
            Text text,
            LocalDate from,
            boolean provisional,
            List<Because> because,
            List<Change> changes,
            boolean binding) {
        /** Whether it says that the law does not apply. */
        public boolean outside() {
            return tier.equals("out-of-scope");
        }
    }

    /**
     * Something somebody must do.
     *
     * @param kind "obligation", "guidance", or "voluntary": a commitment that somebody chose
     * @param from first day on which it binds this system
     * @param due for a dated duty, the last day to do it; null for all others
     * @param timing when within the life of the system, in words ("before placing on the market")
     * @param clocks for what an event brings about: which event, and how long after it
     * @param upcoming whether {@code from} lies ahead
     * @param calls what it asks of every call that the system answers
     */
    public record Duty(
            String id,
            String pack,
            String rule,
            String article,
            String ref,
            String confidence,
            String who,
            Text title,
            Text text,
            Nature nature,
            LocalDate from,
            @Nullable Due due,
            Text timing,
            List<Clock> clocks,
            String kind,
            Text evidence,
            Text penalty,
            boolean waivable,
            boolean upcoming,
            boolean provisional,
            List<Because> because,
            Set<CallRule> calls) {

        /** Whether law asks for it; guidance and what somebody chose to follow do not bind, in whichever pack they stand. */
        public boolean binding() {
            return kind.equals("obligation");
        }

        /** The clock by which it comes back; null for what is done once. */
        public @Nullable Clock comesBack() {
            return clocks.stream().filter(c -> c.every() != null).findFirst().orElse(null);
        }

        /** The day that puts duties in order: a dated one's last day where it is known, else the first day it binds. */
        public LocalDate day() {
            return due == null || due.day() == null ? from : due.day();
        }
    }

    /**
     * The last day of a dated duty; of one that comes back, the first.
     *
     * @param fact the date that it follows from; null for a day fixed by law
     * @param started that date or, when it lies before the law, the law's; null while the fact is not answered
     * @param day null while not known: see {@code started} and {@code unpublished}
     * @param unpublished the year whose working days are not published, though they count; else 0
     */
    public record Due(
            @Nullable String fact,
            @Nullable LocalDate started,
            @Nullable LocalDate day,
            int unpublished) {}

    /**
     * A remark that is neither tier nor duty: out of scope, a presumption, a rest for older systems.
     *
     * @param from first day on which it holds
     * @param until first day on which it no longer does, facts unchanged; null when no such day is in the law
     * @param binding whether its pack is law, see {@link Outcome}
     */
    public record Note(
            String pack,
            String rule,
            String article,
            String ref,
            String confidence,
            Text text,
            LocalDate from,
            @Nullable LocalDate until,
            List<Because> because,
            boolean binding) {}

    /**
     * A state into which a system is to be brought at once, until a person has looked.
     *
     * @param to the state, as whoever carries it out names it
     * @param provisional true while an exception or derogation is unanswered, of this rule or of one it rests on; it holds
     *     until that is shown
     */
    public record Containment(
            String pack,
            String rule,
            String article,
            String ref,
            String confidence,
            Text text,
            String to,
            boolean provisional,
            List<Because> because) {}

    /** A question still unanswered and the ids of the rules that it would help to decide. */
    public record Open(String fact, Text question, List<String> decides) {}

    /** Tiers by pack, the gravest first. */
    public Map<String, List<String>> tiersByPack() {
        var result = new java.util.LinkedHashMap<String, List<String>>();
        for (var outcome : outcomes) {
            var tiers = result.computeIfAbsent(outcome.pack(), k -> new java.util.ArrayList<>());
            if (!tiers.contains(outcome.tier())) {
                tiers.add(outcome.tier());
            }
        }
        return result;
    }

    /** The tier in force for {@code pack}: its first outcome, or null when none holds. */
    public @Nullable String tier(String pack) {
        for (var outcome : outcomes) {
            if (outcome.pack().equals(pack)) {
                return outcome.tier();
            }
        }
        return null;
    }
}
