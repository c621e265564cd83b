package zhiheng.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why a decided run came out as it did, in facts that people answered: walks the same conditions again and follows
 * derived facts down to what they were made from. Only for the few rules that are shown, never on the bulk path.
 */
final class Explainer {
    private final Engine engine;
    private final Engine.Run run;
    private final int view;

    Explainer(Engine engine, Engine.Run run, int view) {
        this.engine = engine;
        this.run = run;
        this.view = view;
    }

    /** The answers that made {@code rule} true; of an "or" the first alternative that is true. */
    List<Finding.Because> because(RuleDef rule) {
        var used = new LinkedHashMap<Integer, Long>();
        why(rule.when(), Cond.TRUE, used, new LinkedHashSet<>());
        var result = new ArrayList<Finding.Because>();
        used.forEach((slot, mask) -> {
            var s = engine.slots.get(slot);
            var value = s.fact().type() == Fact.Type.CHOICES ? s.names(mask) : s.unpack(run.slot[slot]);
            if (value != null) {
                result.add(new Finding.Because(s.id(), value));
            }
        });
        return result;
    }

    /** Asked slots that the rule rests on, exceptions not met included, with the options that mattered. */
    Map<Integer, Long> support(RuleDef rule) {
        var used = new LinkedHashMap<Integer, Long>();
        why(rule.when(), Cond.TRUE, used, new LinkedHashSet<>());
        if (rule.unless() != null && rule.unless().eval(run.slot) == Cond.FALSE) {
            why(rule.unless(), Cond.FALSE, used, new LinkedHashSet<>());
        }
        if (rule.liftedBy() >= 0 && run.slot[rule.liftedBy()] == 0) {
            whyFact(rule.liftedBy(), Cond.FALSE, used, new LinkedHashSet<>());
        }
        return used;
    }

    private void why(Cond c, int value, Map<Integer, Long> used, Set<Integer> seen) {
        long[] s = run.slot;
        switch (c) {
            case Cond.Const ignored -> {}
            case Cond.Fact f -> whyFact(f.slot(), value, used, seen);
            case Cond.Any any -> {
                long given = s[any.slot()];
                long matter = value == Cond.TRUE ? given & any.mask() : given;
                used.merge(any.slot(), matter, (a, b) -> a | b);
            }
            case Cond.Not not -> why(not.inner(), 1 - value, used, seen);
            case Cond.And and -> whyParts(and.parts(), value, value == Cond.TRUE, used, seen);
            case Cond.Or or -> whyParts(or.parts(), value, value == Cond.FALSE, used, seen);
            case Cond.Same same -> {
                why(same.left(), same.left().eval(s), used, seen);
                why(same.right(), same.right().eval(s), used, seen);
            }
            case Cond.If i -> {
                int test = i.test().eval(s);
                if (test == Cond.UNKNOWN) {
                    why(i.yes(), value, used, seen);
                    why(i.no(), value, used, seen);
                } else {
                    why(i.test(), test, used, seen);
                    why(test == Cond.TRUE ? i.yes() : i.no(), value, used, seen);
                }
            }
            case Cond.Compare compare -> compare.slots(slot -> used.put(slot, s[slot]));
        }
    }

    private void whyParts(Cond[] parts, int value, boolean all, Map<Integer, Long> used, Set<Integer> seen) {
        for (var part : parts) {
            if (all || part.eval(run.slot) == value) {
                why(part, value, used, seen);
                if (!all) {
                    return;
                }
            }
        }
    }

    private void whyFact(int slot, int value, Map<Integer, Long> used, Set<Integer> seen) {
        if (!engine.slots.get(slot).derived()) {
            used.put(slot, run.slot[slot]);
            return;
        }
        if (!seen.add(slot)) {
            return;
        }
        var definition = engine.defined[slot];
        if (definition != null) {
            why(definition, value, used, seen);
            return;
        }
        for (int r : engine.setters[slot]) {
            if (!engine.active(view, r)) {
                continue;
            }
            var rule = engine.rules.get(r);
            int when = rule.when().eval(run.slot);
            boolean excepted = rule.unless() != null && rule.unless().eval(run.slot) == Cond.TRUE;
            if (value == Cond.TRUE && when == Cond.TRUE && !excepted) {
                why(rule.when(), Cond.TRUE, used, seen);
                return; // one rule that sets the fact is reason enough
            }
            if (value == Cond.FALSE && when == Cond.FALSE) {
                why(rule.when(), Cond.FALSE, used, seen);
            } else if (value == Cond.FALSE && excepted && rule.unless() != null) {
                why(rule.unless(), Cond.TRUE, used, seen);
            }
        }
    }

    /** The asked facts, not answered, on which an open rule (or an open exception of one that holds) waits. */
    Set<Integer> waitsFor(int r) {
        var result = new LinkedHashSet<Integer>();
        var seen = new LinkedHashSet<Integer>();
        var rule = engine.rules.get(r);
        missing(rule.when(), result, seen);
        if (rule.unless() != null) {
            missing(rule.unless(), result, seen);
        }
        if (rule.liftedBy() >= 0) {
            missingFact(rule.liftedBy(), result, seen);
        }
        return result;
    }

    private void missing(Cond c, Set<Integer> result, Set<Integer> seen) {
        if (c.eval(run.slot) != Cond.UNKNOWN) {
            return;
        }
        switch (c) {
            case Cond.Const ignored -> {}
            case Cond.Fact f -> missingFact(f.slot(), result, seen);
            case Cond.Any any -> result.add(any.slot());
            case Cond.Not not -> missing(not.inner(), result, seen);
            case Cond.And and -> missingAll(and.parts(), result, seen);
            case Cond.Or or -> missingAll(or.parts(), result, seen);
            case Cond.Same same -> missingAll(new Cond[] {same.left(), same.right()}, result, seen);
            case Cond.If i -> missingAll(new Cond[] {i.test(), i.yes(), i.no()}, result, seen);
            case Cond.Compare compare ->
                compare.slots(slot -> {
                    if (run.slot[slot] == Cond.UNKNOWN_SLOT) {
                        result.add(slot);
                    }
                });
        }
    }

    private void missingAll(Cond[] parts, Set<Integer> result, Set<Integer> seen) {
        for (var part : parts) {
            missing(part, result, seen);
        }
    }

    private void missingFact(int slot, Set<Integer> result, Set<Integer> seen) {
        if (run.slot[slot] != Cond.UNKNOWN_SLOT) {
            return;
        }
        if (!engine.slots.get(slot).derived()) {
            result.add(slot);
            return;
        }
        if (!seen.add(slot)) {
            return;
        }
        var definition = engine.defined[slot];
        if (definition != null) {
            missing(definition, result, seen);
            return;
        }
        for (int r : engine.setters[slot]) {
            if (engine.active(view, r)) {
                missing(engine.rules.get(r).when(), result, seen);
            }
        }
    }
}
