package zhiheng.packs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Single answers that, given otherwise, would silence a rule: found by deciding again, not by reasoning. */
final class Changes {
    private final Engine engine;
    private final int view;
    private final long[] decided;

    Changes(Engine engine, int view, long[] decided) {
        this.engine = engine;
        this.view = view;
        this.decided = decided;
    }

    /** {@code support}: the answers that the rule rests on, with the options that mattered. */
    List<Finding.Change> silencing(int rule, Map<Integer, Long> support) {
        var result = new ArrayList<Finding.Change>();
        var run = engine.new Run();
        support.forEach((slot, matter) -> {
            var s = engine.slots.get(slot);
            long given = decided[slot];
            if (given == Cond.UNKNOWN_SLOT) {
                return;
            }
            for (long other : alternatives(s, given, matter)) {
                System.arraycopy(decided, 0, run.slot, 0, decided.length);
                run.slot[slot] = other;
                run.decide(view);
                if (!Bits.has(run.holds, rule) && !Bits.has(run.open, rule)) {
                    result.add(new Finding.Change(
                            s.id(), Objects.requireNonNull(s.unpack(given)), Objects.requireNonNull(s.unpack(other))));
                    if (s.fact().type() == Fact.Type.NUMBER || s.fact().type() == Fact.Type.DATE) {
                        return; // the closest bound says enough
                    }
                }
            }
        });
        return List.copyOf(result);
    }

    private List<Long> alternatives(Slot s, long given, long matter) {
        return switch (s.fact().type()) {
            case BOOL -> List.of(1 - given);
            case CHOICE -> {
                var others = new ArrayList<Long>();
                for (int option = 0; option < s.options().size(); option++) {
                    if (1L << option != given) {
                        others.add(1L << option);
                    }
                }
                yield others;
            }
            case CHOICES -> matter == 0 ? List.of() : List.of(given & ~matter);
            case NUMBER -> {
                var others = new TreeSet<Long>();
                for (double t : engine.thresholds(s.index())) {
                    for (double v : new double[] {t - 1, t, t + 1}) {
                        others.add(Double.doubleToRawLongBits(v + 0.0));
                    }
                }
                yield nearest(others, v -> Math.abs(Double.longBitsToDouble(v) - Double.longBitsToDouble(given)));
            }
            case DATE -> {
                var others = new TreeSet<Long>();
                for (double t : engine.thresholds(s.index())) {
                    others.add((long) t - 1);
                    others.add((long) t);
                    others.add((long) t + 1);
                }
                yield nearest(others, v -> Math.abs(v - given));
            }
        };
    }

    /** Values beside the bounds that conditions name, those closest to the answer first. */
    private static List<Long> nearest(TreeSet<Long> values, ToDoubleFunction<Long> distance) {
        return values.stream().sorted(Comparator.comparingDouble(distance)).toList();
    }
}
