package zhiheng.packs;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A condition in words that its author knows again: much as it was written, in the normal form of {@link Conds}. */
final class CondText {
    private final List<Slot> slots;

    CondText(List<Slot> slots) {
        this.slots = slots;
    }

    String of(Cond c) {
        return switch (c) {
            case Cond.Const k -> k == Cond.Const.YES ? "true" : "false";
            case Cond.Fact f -> slots.get(f.slot()).id();
            case Cond.Any any -> any(slots.get(any.slot()), any.mask());
            case Cond.Not not -> "!(" + of(not.inner()) + ")";
            case Cond.And and -> all(" && ", and.parts());
            case Cond.Or or -> all(" || ", or.parts());
            case Cond.Same same -> "(" + of(same.left()) + " == " + of(same.right()) + ")";
            case Cond.If i -> "(" + of(i.test()) + " ? " + of(i.yes()) + " : " + of(i.no()) + ")";
            case Cond.Compare compare -> {
                var sign = switch (compare.op()) {
                    case EQ -> " == ";
                    case LT -> " < ";
                    case LE -> " <= ";
                };
                boolean days = compare.left() instanceof Cond.Num.Day || compare.right() instanceof Cond.Num.Day;
                yield number(compare.left(), days) + sign + number(compare.right(), days);
            }
        };
    }

    private String all(String between, Cond[] parts) {
        return Arrays.stream(parts).map(this::of).collect(Collectors.joining(between, "(", ")"));
    }

    private static String any(Slot slot, long mask) {
        var options = slot.options().entrySet().stream()
                .filter(option -> (mask >>> option.getValue() & 1) == 1)
                .map(option -> "'" + option.getKey() + "'")
                .toList();
        if (slot.fact().type() == Fact.Type.CHOICE) {
            return options.size() == 1
                    ? slot.id() + " == " + options.getFirst()
                    : slot.id() + " in [" + String.join(", ", options) + "]";
        }
        return options.size() == 1
                ? options.getFirst() + " in " + slot.id()
                : slot.id() + " has any of [" + String.join(", ", options) + "]";
    }

    private String number(Cond.Num num, boolean day) {
        return switch (num) {
            case Cond.Num.Literal literal ->
                day
                        ? "'" + LocalDate.ofEpochDay((long) literal.value()) + "'"
                        : String.valueOf(literal.value()).replaceAll("\\.0$", "");
            case Cond.Num.Number n -> slots.get(n.slot()).id();
            case Cond.Num.Day d -> slots.get(d.slot()).id();
            case Cond.Num.Size s -> "size(" + slots.get(s.slot()).id() + ")";
        };
    }
}
