package zhiheng.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a library in the order in which they can be decided, and the one pass that decides them. Level n holds
 * what depends only on levels below it: first the derived facts of the level, then its rules. A rule's place in
 * {@link #rules} is its bit in every set of rules.
 */
final class Engine {
    final List<Slot> slots;
    final List<RuleDef> rules;
    final int words;
    /** Derived facts by definition: the condition per slot. */
    final @Nullable Cond[] defined;
    /** Derived facts by rules: the rules that set each slot. */
    final int[][] setters;

    private final RuleIndex index;
    private final int[] askedIndexed;
    private final int[] setSlots;
    private final Level[] levels;
    private final int[] liftable;
    private final LocalDate[] viewFrom;
    private final long[][] viewAlive;

    private record Level(int[] derived, int firstRule, int endRule) {}

    Engine(List<Slot> slots, List<RuleDef> unordered, List<Derivation.Defined> definitions) {
        this.slots = slots;
        var derivation = new Derivation(slots, unordered, definitions);
        this.defined = derivation.defined;
        this.rules = derivation.ordered;
        this.words = Math.max(1, (rules.size() + 63) >> 6);
        this.setters = new int[slots.size()][];
        for (int s = 0; s < setters.length; s++) {
            var list = new ArrayList<Integer>();
            for (int r = 0; r < rules.size(); r++) {
                if (rules.get(r).sets() == s) {
                    list.add(r);
                }
            }
            setters[s] = list.stream().mapToInt(i -> i).toArray();
        }
        this.index = new RuleIndex(rules, slots, words);
        this.askedIndexed = asked(index, slots);
        this.setSlots = slots.stream()
                .filter(s -> s.derived() && defined[s.index()] == null)
                .mapToInt(Slot::index)
                .toArray();
        this.levels = levels(derivation);
        this.liftable = liftable(rules);
        this.viewFrom = days(rules);
        this.viewAlive = alive(rules, viewFrom, words);
    }

    /**
     * The same engine with other conditions or days in its rules. They may read no slot that they did not read before, so that what
     * must be known before what stays as it was.
     *
     * @param changed as many rules as {@code of} has, in its order
     */
    private Engine(Engine of, List<RuleDef> changed, @Nullable Cond[] definitions) {
        this.slots = of.slots;
        this.rules = changed;
        this.words = of.words;
        this.defined = definitions;
        this.setters = of.setters;
        this.setSlots = of.setSlots;
        this.levels = of.levels;
        this.index = new RuleIndex(rules, slots, words);
        this.askedIndexed = asked(index, slots);
        this.liftable = liftable(rules);
        this.viewFrom = days(rules);
        this.viewAlive = alive(rules, viewFrom, words);
    }

    /** With one rule's conditions or days changed. */
    Engine with(int rule, RuleDef changed) {
        var all = new ArrayList<>(rules);
        all.set(rule, changed);
        return new Engine(this, all, defined);
    }

    /** With another definition of a derived fact. */
    Engine withDefinition(int slot, Cond condition) {
        var all = defined.clone();
        all[slot] = condition;
        return new Engine(this, rules, all);
    }

    private static int[] asked(RuleIndex index, List<Slot> slots) {
        return Arrays.stream(index.indexed())
                .filter(s -> !slots.get(s).derived())
                .toArray();
    }

    private static int[] liftable(List<RuleDef> rules) {
        return java.util.stream.IntStream.range(0, rules.size())
                .filter(r -> rules.get(r).liftedBy() >= 0)
                .toArray();
    }

    private static LocalDate[] days(List<RuleDef> rules) {
        var dates = new TreeSet<LocalDate>();
        for (var rule : rules) {
            dates.add(rule.shown().from());
            if (rule.shown().to() != null) {
                dates.add(rule.shown().to());
            }
        }
        return dates.toArray(LocalDate[]::new);
    }

    private static long[][] alive(List<RuleDef> rules, LocalDate[] viewFrom, int words) {
        var result = new long[viewFrom.length + 1][words];
        for (int v = 0; v < viewFrom.length; v++) {
            for (int r = 0; r < rules.size(); r++) {
                if (rules.get(r).activeOn(viewFrom[v])) {
                    Bits.set(result[v + 1], r);
                }
            }
        }
        return result;
    }

    private Level[] levels(Derivation derivation) {
        int top = Math.max(
                Arrays.stream(derivation.ruleLevel).max().orElse(0),
                Arrays.stream(derivation.slotLevel).max().orElse(0));
        var result = new Level[top + 1];
        int at = 0;
        for (int level = 0; level <= top; level++) {
            int l = level;
            int first = at;
            while (at < rules.size() && derivation.ruleLevel[at] == level) {
                at++;
            }
            result[level] = new Level(
                    slots.stream()
                            .filter(s -> s.derived() && derivation.slotLevel[s.index()] == l)
                            .sorted(Comparator.comparingInt(Slot::index))
                            .mapToInt(Slot::index)
                            .toArray(),
                    first,
                    at);
        }
        return result;
    }

    /** The constants that conditions compare a number or date with. */
    double[] thresholds(int slot) {
        var found = new TreeSet<Double>();
        for (var rule : rules) {
            Conds.thresholds(rule.when(), slot, found);
            if (rule.unless() != null) {
                Conds.thresholds(rule.unless(), slot, found);
            }
        }
        for (var definition : defined) {
            if (definition != null) {
                Conds.thresholds(definition, slot, found);
            }
        }
        return found.stream().mapToDouble(d -> d).toArray();
    }

    List<LocalDate> milestones() {
        return List.of(viewFrom);
    }

    /** Which interval between two milestones {@code day} falls in; 0 is before the first. */
    int view(LocalDate day) {
        int at = Arrays.binarySearch(viewFrom, day);
        return at >= 0 ? at + 1 : -at - 1;
    }

    int views() {
        return viewAlive.length;
    }

    /** The first day of a view after the first. */
    LocalDate startOf(int view) {
        return viewFrom[view - 1];
    }

    boolean active(int view, int rule) {
        return Bits.has(viewAlive[view], rule);
    }

    /** Buffers for one evaluation after another; not shared between threads. */
    final class Run {
        final long[] slot = new long[slots.size()];
        final long[] holds = new long[words];
        final long[] open = new long[words];
        /** Rules that hold until an exception or a derogation is shown; a subset of {@link #holds}. */
        final long[] provisional = new long[words];

        private final long[] alive = new long[words];
        /** Whether what is provisional counts as open, so that nothing that rests on it holds. */
        private final boolean strict;

        Run() {
            this(false);
        }

        private Run(boolean strict) {
            this.strict = strict;
            Arrays.fill(slot, Cond.UNKNOWN_SLOT);
        }

        /** Decides every rule of {@code view} for the asked facts in {@link #slot}. Allocates nothing. */
        void decide(int view) {
            long[] s = slot;
            System.arraycopy(viewAlive[view], 0, alive, 0, words);
            Bits.clearAll(holds);
            Bits.clearAll(open);
            Bits.clearAll(provisional);
            for (int d : setSlots) {
                s[d] = 0;
            }
            for (int asked : askedIndexed) {
                index.restrict(asked, s[asked], alive);
            }
            for (var level : levels) {
                for (int d : level.derived) {
                    var definition = defined[d];
                    if (definition != null) {
                        int v = definition.eval(s);
                        s[d] = v == Cond.UNKNOWN ? Cond.UNKNOWN_SLOT : v;
                    }
                    index.restrict(d, s[d], alive);
                }
                decideRules(level.firstRule, level.endRule);
            }
            lift();
        }

        /**
         * The rules of {@link #holds} that rest on an exception not yet ruled out, their own or one of a rule before
         * them; {@code facts} are those that were decided for {@code view}.
         */
        long[] resting(long[] facts, int view) {
            var result = provisional.clone();
            boolean passedOn = false;
            for (int r = 0; r < rules.size() && !passedOn; r++) {
                passedOn = Bits.has(provisional, r) && rules.get(r).sets() >= 0;
            }
            if (passedOn) {
                var sure = new Run(true);
                System.arraycopy(facts, 0, sure.slot, 0, facts.length);
                sure.decide(view);
                for (int w = 0; w < words; w++) {
                    result[w] |= holds[w] & ~(sure.holds[w] & ~sure.provisional[w]);
                }
            }
            return result;
        }

        private void decideRules(int first, int end) {
            int last = end - 1 >> 6;
            for (int w = first >> 6; w <= last; w++) {
                long rest = alive[w];
                if (w == first >> 6) {
                    rest &= -1L << first;
                }
                if (w == last && (end & 63) != 0) {
                    rest &= (1L << end) - 1;
                }
                for (; rest != 0; rest &= rest - 1) {
                    decideRule(w * 64 + Long.numberOfTrailingZeros(rest));
                }
            }
        }

        private void decideRule(int r) {
            long[] s = slot;
            var rule = rules.get(r);
            int when = rule.when().eval(s);
            if (when == Cond.FALSE) {
                return;
            }
            var unless = rule.unless();
            int except = unless == null ? Cond.FALSE : unless.eval(s);
            if (except == Cond.TRUE) {
                return;
            }
            if (strict && except == Cond.UNKNOWN) {
                when = Cond.UNKNOWN;
            }
            if (when == Cond.TRUE) {
                Bits.set(holds, r);
                if (except == Cond.UNKNOWN) {
                    Bits.set(provisional, r);
                }
            } else {
                Bits.set(open, r);
            }
            int sets = rule.sets();
            if (sets >= 0) {
                if (when == Cond.TRUE) {
                    s[sets] = 1;
                } else if (s[sets] == 0) {
                    s[sets] = Cond.UNKNOWN_SLOT;
                }
            }
        }

        private void lift() {
            for (int r : liftable) {
                boolean held = Bits.has(holds, r);
                if (held || Bits.has(open, r)) {
                    long by = slot[rules.get(r).liftedBy()];
                    if (by == 1) {
                        Bits.clear(holds, r);
                        Bits.clear(open, r);
                        Bits.clear(provisional, r);
                    } else if (held && by == Cond.UNKNOWN_SLOT) {
                        Bits.set(provisional, r);
                    }
                }
            }
        }
    }
}
