package zhiheng.gateway.contain;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import zhiheng.gateway.contain.Request.Group;

/** Whether the numbers of a deed are those that users put beside its people and things. */
final class Amounts {
    /** As a number, and not for a thing that was named before. */
    private static final Pattern ONE = Pattern.compile("\\b1\\b|一(?![下样些直起])");

    private Amounts() {}

    /**
     * Numbers as they stand beside the names in the command: where some stand in the clause of a name, these and no others; else all that
     * the command has.
     */
    static boolean fit(
            Group group, Set<String> people, List<String> topics, Set<BigDecimal> slots, Set<BigDecimal> said) {
        var inNames = new HashSet<BigDecimal>();
        people.forEach(name -> inNames.addAll(Asked.numbers(Named.withoutNames(name))));
        var spent = new HashSet<>(inNames);
        spent.addAll(said);
        spent.add(BigDecimal.ONE);
        topics.forEach(topic -> spent.addAll(Asked.numbers(topic)));
        var all = new HashSet<BigDecimal>();
        boolean any = false;
        for (var clause : group.clauses) {
            if (!leads(Named.words(Named.withoutNames(clause.text())), people, slots)) {
                return false;
            }
        }
        for (var clause : group.clauses) {
            var here = Asked.amounts(clause.text());
            all.addAll(here);
            var beside = Named.words(Named.withoutNames(clause.text()));
            var bare = Named.accounts(clause.text());
            bare.addAll(Named.emails(clause.text()));
            boolean names = people.stream()
                    .anyMatch(p -> bare.contains(p)
                            || Named.accounts(p).stream().anyMatch(bare::contains)
                            || Named.holds(beside, String.join("", Named.words(p))));
            boolean one = slots.equals(Set.of(BigDecimal.ONE))
                    && ONE.matcher(clause.text()).find();
            if (names && (one || !spent.containsAll(here))) {
                any = true;
                if (fits(here, slots, spent, inNames)) {
                    return true;
                }
            }
        }
        return !any && fits(all, slots, spent, inNames);
    }

    private static boolean fits(
            Set<BigDecimal> here, Set<BigDecimal> slots, Set<BigDecimal> spent, Set<BigDecimal> inNames) {
        return here.stream().allMatch(n -> spent.contains(n) || slots.contains(n))
                && slots.stream().allMatch(n -> n.equals(BigDecimal.ONE) || here.contains(n) && !inNames.contains(n));
    }

    /** A number right before a name is the name's. */
    private static boolean leads(List<String> words, Set<String> people, Set<BigDecimal> slots) {
        for (var name : people) {
            var joined = String.join("", Named.words(name));
            for (int at = 1; at < words.size() && !joined.isEmpty(); at++) {
                if (!Named.holds(words, joined, at)) {
                    continue;
                }
                var number = Asked.numbers(words.get(at - 1));
                if (number.isEmpty() && at > 1 && Request.MEASURES.contains(words.get(at - 1))) {
                    number = Asked.numbers(words.get(at - 2));
                }
                if (!number.isEmpty() && !slots.containsAll(number)) {
                    return false;
                }
            }
        }
        return true;
    }
}
