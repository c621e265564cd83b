package zhiheng.watch.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which alerts hold others back; an index over the alerts known. */
final class Inhibitor {
    private static final class Rule {
        final Inhibition rule;
        final Map<List<String>, Set<Labels>> sources = new HashMap<>();

        Rule(Inhibition rule) {
            this.rule = rule;
        }

        List<String> equalValues(Labels labels) {
            return rule.equal().stream().map(labels::value).toList();
        }
    }

    private final List<Rule> rules;
    private final Map<Labels, Known> known;

    Inhibitor(List<Inhibition> inhibitions, Map<Labels, Known> known) {
        this.rules = inhibitions.stream().map(Rule::new).toList();
        this.known = known;
    }

    void add(Labels labels) {
        for (var rule : rules) {
            if (Matcher.all(rule.rule.source(), labels)) {
                rule.sources
                        .computeIfAbsent(rule.equalValues(labels), k -> new HashSet<>())
                        .add(labels);
            }
        }
    }

    void remove(Labels labels) {
        for (var rule : rules) {
            var key = rule.equalValues(labels);
            var sources = rule.sources.get(key);
            if (sources != null && sources.remove(labels) && sources.isEmpty()) {
                rule.sources.remove(key);
            }
        }
    }

    boolean inhibits(Labels target, Instant now) {
        return rules.stream().anyMatch(rule -> inhibits(rule, target, now));
    }

    private boolean inhibits(Rule rule, Labels target, Instant now) {
        if (!Matcher.all(rule.rule.target(), target)) {
            return false;
        }
        boolean bothSides = Matcher.all(rule.rule.source(), target);
        for (var source : rule.sources.getOrDefault(rule.equalValues(target), Set.of())) {
            var alert = known.get(source);
            if (alert != null && !alert.over(now) && !(bothSides && Matcher.all(rule.rule.target(), source))) {
                return true;
            }
        }
        return false;
    }
}
