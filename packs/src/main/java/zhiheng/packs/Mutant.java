package zhiheng.packs;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A library with one small mistake in it.
 *
 * @param engine the wrong one; its rules stand in the places of the right one's
 * @param what file and line, rule or derived fact, what is wrong in it
 * @param watched places of the rules that would be decided otherwise first: the rule itself, or those that read the derived fact
 * @param days on which the mistake may show beside the days of the examples
 */
record Mutant(String pack, Engine engine, String what, List<Integer> watched, List<LocalDate> days) {
    /** Makes every rule and every derived fact wrong in every small way. */
    static void each(PackLibrary library, Consumer<Mutant> sink) {
        var engine = library.engine();
        var conditions = new Mutants(new CondText(engine.slots));
        for (int r = 0; r < engine.rules.size(); r++) {
            rule(library, conditions, r, sink);
        }
        for (var slot : engine.slots) {
            var definition = engine.defined[slot.index()];
            if (definition != null) {
                var place = slot.where().place() + ": " + slot.id() + ": ";
                var readers = readers(engine, slot.index());
                conditions.of(
                        definition,
                        (wrong, what) -> sink.accept(new Mutant(
                                slot.fact().pack(),
                                engine.withDefinition(slot.index(), wrong),
                                place + what,
                                readers,
                                List.of())));
            }
        }
    }

    private static void rule(PackLibrary library, Mutants conditions, int r, Consumer<Mutant> sink) {
        var engine = library.engine();
        var rule = engine.rules.get(r);
        var pack = library.packs().get(rule.pack()).id();
        var place = rule.at().place() + ": " + rule.id() + ": ";
        var made = new Object() {
            void make(RuleDef wrong, String what, LocalDate... days) {
                sink.accept(new Mutant(pack, engine.with(r, wrong), place + what, List.of(r), List.of(days)));
            }
        };
        conditions.of(rule.when(), (wrong, what) -> made.make(rule.with(wrong, rule.unless()), what));
        var unless = rule.unless();
        if (unless != null) {
            made.make(rule.with(rule.when(), null), "the exception left out");
            conditions.of(
                    unless, (wrong, what) -> made.make(rule.with(rule.when(), wrong), "in the exception: " + what));
        }
        if (rule.liftedBy() >= 0) {
            made.make(rule.unlifted(), "the derogation left out");
        }
        var from = rule.shown().from();
        var to = rule.shown().to();
        made.make(rule.during(from.plusDays(1), to), "from " + from + " a day later", from);
        made.make(rule.during(from.minusDays(1), to), "from " + from + " a day earlier", from.minusDays(1));
        if (to != null) {
            made.make(rule.during(from, to.plusDays(1)), "to " + to + " a day later", to);
            made.make(rule.during(from, to.minusDays(1)), "to " + to + " a day earlier", to.minusDays(1));
        }
    }

    private static List<Integer> readers(Engine engine, int slot) {
        var slots = new TreeSet<Integer>();
        slots.add(slot);
        boolean more = true;
        while (more) { // derived facts that read it are read in its place
            more = false;
            for (int s = 0; s < engine.defined.length; s++) {
                var definition = engine.defined[s];
                if (definition != null && !slots.contains(s)) {
                    var reads = new TreeSet<Integer>();
                    definition.slots(reads::add);
                    reads.retainAll(slots);
                    more |= !reads.isEmpty() && slots.add(s);
                }
            }
        }
        var result = new TreeSet<Integer>();
        for (int r = 0; r < engine.rules.size(); r++) {
            var rule = engine.rules.get(r);
            var reads = rule.reads();
            reads.add(rule.liftedBy());
            reads.retainAll(slots);
            if (!reads.isEmpty()) {
                result.add(r);
            }
        }
        return List.copyOf(result);
    }
}
