package zhiheng.packs;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches for an example on which a mutant and the packs part. */
final class Boundary {
    private static final List<String> KEYS = List.of("holds", "silent", "open");
    /** Of how many examples one answer is changed, and of how many two at once, which costs the square. */
    private static final int ONE = 40;

    private static final int TWO = 3;
    private static final int FEW_FACTS = 25;

    private final Engine engine;
    private final Judge judge;

    Boundary(PackLibrary library, Judge judge) {
        this.engine = library.engine();
        this.judge = judge;
    }

    private final class Parting {
        final Mutant mutant;
        final Engine.Run right = engine.new Run();
        final Engine.Run wrong;

        Parting(Mutant mutant) {
            this.mutant = mutant;
            this.wrong = mutant.engine().new Run();
        }

        /** What the packs say here of a watched rule and the mutant does not; null where they agree. */
        Judge.@Nullable Check at(long[] slots, LocalDate day) {
            Judge.decide(right, engine, slots, day);
            Judge.decide(wrong, mutant.engine(), slots, day);
            for (var key : KEYS) {
                for (int rule : mutant.watched()) {
                    var check = new Judge.Check(key, rule);
                    if (check.met(right) && !check.met(wrong)) {
                        return check;
                    }
                }
            }
            return null;
        }

        /** What the mutant said of a rule where it was last asked. */
        String said(int rule) {
            return Examples.got(Bits.has(wrong.holds, rule), Bits.has(wrong.open, rule));
        }
    }

    Optional<Judge.Trial> find(Mutant mutant) {
        var parting = new Parting(mutant);
        var slots = asked(mutant);
        var bases = bases(mutant);
        for (var base : bases.subList(0, Math.min(ONE, bases.size()))) {
            for (var day : days(base, mutant)) {
                var found = near(parting, base.slots(), day, slots, 1);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        if (slots.size() > FEW_FACTS) {
            return Optional.empty();
        }
        for (var base : bases.subList(0, Math.min(TWO, bases.size()))) {
            for (var day : days(base, mutant)) {
                var found = near(parting, base.slots(), day, slots, 2);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private Judge.@Nullable Trial near(Parting parting, long[] base, LocalDate day, List<Slot> slots, int changes) {
        var check = parting.at(base, day);
        if (check != null) {
            return least(parting, base, day, check);
        }
        if (changes == 0) {
            return null;
        }
        var tried = base.clone();
        for (int i = 0; i < slots.size(); i++) {
            var slot = slots.get(i);
            for (long value : values(slot, base[slot.index()])) {
                tried[slot.index()] = value;
                var found = near(parting, tried, day, slots.subList(i + 1, slots.size()), changes - 1);
                if (found != null) {
                    return found;
                }
            }
            tried[slot.index()] = base[slot.index()];
        }
        return null;
    }

    /** Takes back every answer without which it still shows, and the mutant says of the rule what it said. */
    private Judge.Trial least(Parting parting, long[] slots, LocalDate day, Judge.Check check) {
        var left = slots.clone();
        var said = parting.said(check.rule());
        for (int s = 0; s < left.length; s++) {
            long had = left[s];
            left[s] = Cond.UNKNOWN_SLOT;
            if (!check.equals(parting.at(left, day)) || !said.equals(parting.said(check.rule()))) {
                left[s] = had;
            }
        }
        return new Judge.Trial(left, day, List.of(check));
    }

    /** Examples that name a watched rule come first. */
    private List<Judge.Trial> bases(Mutant mutant) {
        return judge.trials().stream()
                .sorted(Comparator.comparing(trial ->
                        trial.checks().stream().noneMatch(c -> mutant.watched().contains(c.rule()))))
                .toList();
    }

    private static Set<LocalDate> days(Judge.Trial base, Mutant mutant) {
        var days = new LinkedHashSet<>(mutant.days());
        days.add(base.asOf());
        return days;
    }

    /** Values that the rules tell apart, other than {@code had}. */
    private long[] values(Slot slot, long had) {
        var values = new LinkedHashSet<Long>();
        switch (slot.fact().type()) {
            case BOOL -> values.addAll(List.of(1L, 0L));
            case CHOICE -> {
                for (int option = 0; option < slot.options().size(); option++) {
                    values.add(1L << option);
                }
            }
            case CHOICES -> {
                long given = had == Cond.UNKNOWN_SLOT ? 0 : had;
                values.add(0L);
                for (int option = 0; option < slot.options().size(); option++) {
                    values.add(1L << option);
                    long next = given ^ 1L << option;
                    if (alone(slot, next)) {
                        values.add(next);
                    }
                }
            }
            case NUMBER -> {
                for (double threshold : engine.thresholds(slot.index())) {
                    for (double near : new double[] {threshold, threshold - 1, threshold + 1}) {
                        values.add(Double.doubleToRawLongBits(near + 0.0));
                    }
                }
            }
            case DATE -> {
                for (double threshold : engine.thresholds(slot.index())) {
                    for (long near : new long[] {(long) threshold, (long) threshold - 1, (long) threshold + 1}) {
                        values.add(near);
                    }
                }
            }
        }
        values.add(Cond.UNKNOWN_SLOT);
        values.remove(had);
        return values.stream().mapToLong(v -> v).toArray();
    }

    /** No option that says "none of these" stands beside another. */
    private static boolean alone(Slot slot, long mask) {
        var problems = new ArrayList<String>();
        return Long.bitCount(mask) < 2 || slot.pack(slot.names(mask), problems) != Cond.UNKNOWN_SLOT;
    }

    /** Every asked fact that the watched rules, or what they are made from, read. */
    private List<Slot> asked(Mutant mutant) {
        var seen = new TreeSet<Integer>();
        mutant.watched().forEach(rule -> reads(engine.rules.get(rule), seen));
        return seen.stream().map(engine.slots::get).filter(s -> !s.derived()).toList();
    }

    private void reads(RuleDef rule, TreeSet<Integer> seen) {
        var own = rule.reads();
        if (rule.liftedBy() >= 0) {
            own.add(rule.liftedBy());
        }
        own.forEach(slot -> expand(slot, seen));
    }

    private void expand(int slot, TreeSet<Integer> seen) {
        if (!seen.add(slot)) {
            return;
        }
        var definition = engine.defined[slot];
        if (definition != null) {
            definition.slots(s -> expand(s, seen));
        }
        for (int setter : engine.setters[slot]) {
            reads(engine.rules.get(setter), seen);
        }
    }

    /** As it stands in a file of cases. */
    String text(Judge.Trial trial, Mutant mutant) {
        var check = trial.checks().getFirst();
        var facts = engine.slots.stream()
                .filter(slot -> !slot.derived() && trial.slots()[slot.index()] != Cond.UNKNOWN_SLOT)
                .map(slot -> slot.id() + ": " + value(slot, trial.slots()[slot.index()]))
                .collect(Collectors.joining(", ", "{", "}"));
        var what = mutant.what().replaceFirst("^.*?:[0-9]+: ", "");
        return "- case: \"Would show: " + what.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n  as-of: "
                + trial.asOf()
                + "\n  facts: " + facts + "\n  " + check.key() + ": ["
                + engine.rules.get(check.rule()).id() + "]\n";
    }

    private static String value(Slot slot, long packed) {
        return switch (slot.fact().type()) {
            case CHOICES -> slot.names(packed).stream().collect(Collectors.joining(", ", "[", "]"));
            case NUMBER ->
                BigDecimal.valueOf(Double.longBitsToDouble(packed))
                        .stripTrailingZeros()
                        .toPlainString();
            case BOOL, CHOICE, DATE -> String.valueOf(Objects.requireNonNull(slot.unpack(packed)));
        };
    }
}
