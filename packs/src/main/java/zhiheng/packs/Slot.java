package zhiheng.packs;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Nearest;

/**
 * A fact's place in the array that holds a system's answers, and how a value is packed into its {@code long}
 * (see {@link Cond}).
 *
 * @param derived true when rules or a definition give the value, never a person
 */
record Slot(int index, Fact fact, Map<String, Integer> options, boolean derived, At where) {
    String id() {
        return fact.id();
    }

    /** The value packed, or an error text in {@code problem}. */
    long pack(Object value, List<String> problem) {
        return switch (fact.type()) {
            case BOOL -> value instanceof Boolean b ? (b ? 1 : 0) : wrong("true or false", value, problem);
            case NUMBER -> {
                if (value instanceof Number n && Double.isFinite(n.doubleValue())) {
                    if (n.doubleValue() < 0 && !fact.signed()) {
                        problem.add("'" + id() + "' cannot be below zero (" + n
                                + "): numbers are counts, amounts and times where nothing else is said");
                        yield Cond.UNKNOWN_SLOT;
                    }
                    yield Double.doubleToRawLongBits(n.doubleValue() + 0.0);
                }
                yield wrong("a number", value, problem);
            }
            case DATE -> {
                if (value instanceof LocalDate d) {
                    yield d.toEpochDay();
                }
                try {
                    if (value instanceof String s) {
                        yield LocalDate.parse(s).toEpochDay();
                    }
                } catch (DateTimeException e) {
                    // falls through to the error below
                }
                yield wrong("a date written YYYY-MM-DD", value, problem);
            }
            case CHOICE -> {
                if (value instanceof String s) {
                    yield option(s, problem);
                }
                yield wrong("one of " + String.join(", ", options.keySet()), value, problem);
            }
            case CHOICES -> {
                if (!(value instanceof Collection<?> items)) {
                    yield wrong("a list, as in [" + String.join(", ", options.keySet()) + "]", value, problem);
                }
                if (items.size() > 64) {
                    problem.add("'" + id() + "' lists " + items.size() + " values; at most 64 are read");
                    yield Cond.UNKNOWN_SLOT;
                }
                long mask = 0;
                for (var item : items) {
                    mask |= item instanceof String s ? option(s, problem) : wrong("a list of options", value, problem);
                }
                yield consistent(mask, problem);
            }
        };
    }

    /** An option that says "none of these" contradicts every other. */
    private long consistent(long mask, List<String> problem) {
        for (int bit = 0; bit < fact.options().size(); bit++) {
            var option = fact.options().get(bit);
            if (problem.isEmpty() && option.alone() && Long.bitCount(mask) > 1 && (mask >>> bit & 1) == 1) {
                problem.add("'" + id() + "': '" + option.id() + "' ("
                        + option.label().zh() + " · " + option.label().en()
                        + ") 不能与其他选项同时选择 · cannot stand beside another option");
            }
        }
        return problem.isEmpty() ? mask : Cond.UNKNOWN_SLOT;
    }

    private long option(String written, List<String> problem) {
        var bit = options.get(written);
        if (bit == null) {
            problem.add("'" + shortened(written) + "' is not an option of '" + id() + "'"
                    + Nearest.sentence(written, options.keySet()) + "Options: " + String.join(", ", options.keySet()));
            return Cond.UNKNOWN_SLOT;
        }
        return 1L << bit;
    }

    private long wrong(String expected, Object value, List<String> problem) {
        problem.add("'" + id() + "' must be " + expected + ", not " + shortened(String.valueOf(value)));
        return Cond.UNKNOWN_SLOT;
    }

    private static String shortened(String s) {
        return s.length() <= 60 ? s : s.substring(0, 57) + "…";
    }

    /** The packed value as people and JSON write it, or null when unknown. */
    @Nullable
    Object unpack(long v) {
        if (v == Cond.UNKNOWN_SLOT) {
            return null;
        }
        return switch (fact.type()) {
            case BOOL -> v == 1;
            case NUMBER -> Double.longBitsToDouble(v);
            case DATE -> LocalDate.ofEpochDay(v).toString();
            case CHOICE -> fact.options().get(Long.numberOfTrailingZeros(v)).id();
            case CHOICES -> names(v);
        };
    }

    /** The options in {@code mask}, in the order in which the fact declares them. */
    List<String> names(long mask) {
        var result = new ArrayList<String>();
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            result.add(fact.options().get(Long.numberOfTrailingZeros(rest)).id());
        }
        return List.copyOf(result);
    }
}
