package zhiheng.packs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The index in front of the conditions. For a slot with a known value it holds, per option (per truth value for a
 * bool), the rules that this value does not exclude; the rules to visit are the intersection over all known slots. A
 * rule enters through each top-level conjunct that is a fact, a negated fact, or an option test.
 */
final class RuleIndex {
    private final int words;
    private final @Nullable Entry[] bySlot;
    private final int[] indexed;

    /**
     * One slot's part of the index.
     *
     * @param free the rules that do not depend on the slot in this way
     * @param needs per option, the rules that need it; a bool has the options false (0) and true (1)
     */
    private record Entry(boolean bool, long[] free, long[][] needs) {}

    RuleIndex(List<RuleDef> rules, List<Slot> slots, int words) {
        this.words = words;
        this.bySlot = new Entry[slots.size()];
        for (int bit = 0; bit < rules.size(); bit++) {
            var when = rules.get(bit).when();
            for (var part : when instanceof Cond.And and ? and.parts() : new Cond[] {when}) {
                switch (part) {
                    case Cond.Fact f -> enter(bit, slots.get(f.slot()), 2);
                    case Cond.Not not -> {
                        if (not.inner() instanceof Cond.Fact f) {
                            enter(bit, slots.get(f.slot()), 1);
                        }
                    }
                    case Cond.Any any -> enter(bit, slots.get(any.slot()), any.mask());
                    default -> {}
                }
            }
        }
        this.indexed =
                IntStream.range(0, slots.size()).filter(s -> bySlot[s] != null).toArray();
    }

    private void enter(int bit, Slot slot, long options) {
        var entry = bySlot[slot.index()];
        if (entry == null) {
            boolean bool = slot.fact().type() == Fact.Type.BOOL;
            entry = new Entry(
                    bool, new long[words], new long[bool ? 2 : slot.options().size()][words]);
            Arrays.fill(entry.free, -1L);
            bySlot[slot.index()] = entry;
        }
        if (!Bits.has(entry.free, bit)) {
            return; // a second conjunct on the same slot: the first already guards the rule
        }
        Bits.clear(entry.free, bit);
        for (long rest = options; rest != 0; rest &= rest - 1) {
            Bits.set(entry.needs[Long.numberOfTrailingZeros(rest)], bit);
        }
    }

    /** Slots worth asking about, ascending. */
    int[] indexed() {
        return indexed;
    }

    /** Takes out of {@code alive} every rule that the value of {@code slot} excludes. */
    void restrict(int slot, long value, long[] alive) {
        var entry = bySlot[slot];
        if (entry == null || value == Cond.UNKNOWN_SLOT) {
            return;
        }
        var needs = entry.needs;
        long options = entry.bool ? value + 1 : value;
        for (int w = 0; w < words; w++) {
            long keep = entry.free[w];
            for (long rest = options; rest != 0; rest &= rest - 1) {
                keep |= needs[Long.numberOfTrailingZeros(rest)][w];
            }
            alive[w] &= keep;
        }
    }
}
