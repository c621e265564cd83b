package zhiheng.packs;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * What the packs say about one AI system on one day. A set of outcomes, not one tier: a system can be high-risk by one
 * point, owe transparency by another and run under a derogation from a third.
 *
 * @param upcoming outcomes that do not hold on {@code asOf} but will on a later date already in the law, facts unchanged
 * @param duties duties in force and, with a later {@code due}, those to come
 * @param containments what is to be done at once, until a person has looked
 * @param open unanswered facts, those that decide most first
 */
public record Finding(
        LocalDate asOf,
        List<Outcome> outcomes,
        List<Outcome> upcoming,
        List<Duty> duties,
        List<Note> notes,
        List<Containment> containments,
        List<Open> open) {

    /** A fact and the value that made a rule true. */
    public record Because(String fact, Object value) {}

    /** A change of one fact that alone would silence the rule. */
    public record Change(String fact, Object from, Object to) {}

    /**
     * A tier the system falls in.
     *
     * @param provisional true while an exception or derogation is unanswered; the rule holds until it is shown
     * @param from first day on which it holds
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
            List<Change> changes) {}

    /**
     * Something somebody must do.
     *
     * @param kind "obligation" or "guidance"
     * @param due first day on which it must be met
     * @param timing when within the life of the system, in words ("before placing on the market")
     * @param within for a duty that an event brings about: how long after the event it must be done
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
            LocalDate due,
            Text timing,
            @Nullable Duration within,
            String kind,
            Text evidence,
            Text penalty,
            boolean waivable,
            boolean upcoming,
            boolean provisional,
            List<Because> because) {}

    /** A remark that is neither tier nor duty: out of scope, a presumption, a hand-over of roles. */
    public record Note(
            String pack,
            String rule,
            String article,
            String ref,
            String confidence,
            Text text,
            List<Because> because) {}

    /**
     * A state into which a system is to be brought at once, until a person has looked.
     *
     * @param to the state, as whoever carries it out names it
     * @param provisional true while an exception or derogation is unanswered; the rule holds until it is shown
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
