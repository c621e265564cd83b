package zhiheng.packs;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the packs of one library say about the calls of a system. */
public final class CallLaw {
    /** Whether something is asked of a call. */
    public enum Says {
        NO,
        /** An answer that nobody has given would decide. */
        OPEN,
        YES
    }

    /** @param by the rules that say so, or whose open questions would decide */
    public record Verdict(Says says, Set<String> by) {
        static final Verdict NO = new Verdict(Says.NO, Set.of());
    }

    /** @param duties ids of the duties that bind */
    public record Day(Map<CallRule, Verdict> verdicts, Set<String> duties) {
        public Verdict says(CallRule rule) {
            return verdicts.getOrDefault(rule, Verdict.NO);
        }
    }

    private final PackLibrary library;
    private final Map<String, RuleDef> asking = new HashMap<>();

    public CallLaw(PackLibrary library) {
        this.library = library;
        for (var rule : library.engine().rules) {
            if (!asked(rule).isEmpty()) {
                asking.put(rule.id(), rule);
            }
        }
    }

    private static Set<CallRule> asked(RuleDef rule) {
        if (rule.ban()) {
            return Set.of(CallRule.FORBIDDEN);
        }
        var duty = rule.duty();
        return duty == null || !duty.kind().equals("obligation") ? Set.of() : duty.calls();
    }

    /**
     * What is asked of the calls of a system on these days. What holds until an exception is shown counts as asked, as everywhere; guidance
     * asks nothing.
     */
    public Day of(Facts facts, LegalDays days) {
        var packs = library.packs().stream().map(Pack::id).toList();
        var finding = library.outline(facts, days, packs);
        var duties = new TreeSet<String>();
        var yes = new EnumMap<CallRule, Set<String>>(CallRule.class);
        var open = new EnumMap<CallRule, Set<String>>(CallRule.class);
        finding.outcomes().forEach(outcome -> say(yes, outcome.rule()));
        for (var duty : finding.duties()) {
            if (!duty.upcoming()) {
                duties.add(duty.id());
                say(yes, duty.rule());
            }
        }
        for (var question : finding.open()) {
            for (var id : question.decides()) {
                var rule = asking.get(id);
                if (rule != null && rule.activeOn(day(rule, days))) {
                    say(open, id);
                }
            }
        }
        var verdicts = new EnumMap<CallRule, Verdict>(CallRule.class);
        open.forEach((rule, by) -> verdicts.put(rule, new Verdict(Says.OPEN, by)));
        yes.forEach((rule, by) -> verdicts.put(rule, new Verdict(Says.YES, by)));
        return new Day(verdicts, duties);
    }

    /**
     * Which stretch of every law these days lie in. On days of equal stretches the same is asked of a system with these answers: rules begin
     * and end on milestones, and a duty binds from a date that is answered.
     */
    public List<Integer> stretch(Map<String, Object> facts, LegalDays days) {
        var turns = new TreeSet<LocalDate>(library.milestones());
        for (var fact : library.facts()) {
            var answer = facts.get(fact.id());
            if (fact.type() == Fact.Type.DATE && answer != null) {
                turns.add(LocalDate.parse(answer.toString()));
            }
        }
        var sorted = List.copyOf(turns);
        return library.packs().stream()
                .map(pack -> {
                    int at = Collections.binarySearch(sorted, days.of(pack.id()));
                    return at < 0 ? -at - 1 : at + 1;
                })
                .toList();
    }

    private LocalDate day(RuleDef rule, LegalDays days) {
        return days.of(library.packs().get(rule.pack()).id());
    }

    private void say(Map<CallRule, Set<String>> to, String id) {
        var rule = asking.get(id);
        if (rule != null) {
            asked(rule)
                    .forEach(asked ->
                            to.computeIfAbsent(asked, k -> new TreeSet<>()).add(id));
        }
    }
}
