package zhiheng.packs;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntSupplier;

/** The conditions of a {@link LibraryReader}: each names only slots that there are, of the type it can read. */
final class CondReader {
    private static final CondTag[] TAGS = CondTag.values();
    private static final Cond.Op[] OPS = Cond.Op.values();
    /** Deeper than any condition that CEL's parser lets through; guards the stack against made-up bytes. */
    private static final int MAX_DEPTH = 1000;

    private final ByteBuffer in;
    private final List<Slot> slots;
    private final IntSupplier number;
    private int depth;

    CondReader(ByteBuffer in, List<Slot> slots, IntSupplier number) {
        this.in = in;
        this.slots = slots;
        this.number = number;
    }

    Cond cond() {
        LibraryReader.demand(++depth <= MAX_DEPTH, "too deep");
        var result = inner();
        depth--;
        return result;
    }

    private Cond inner() {
        return switch (TAGS[in.get()]) {
            case CONST -> Cond.Const.values()[in.get()];
            case FACT -> new Cond.Fact(slot(Fact.Type.BOOL));
            case ANY -> {
                int slot = slot(Fact.Type.CHOICE, Fact.Type.CHOICES);
                long mask = in.getLong();
                LibraryReader.demand(mask >>> slots.get(slot).options().size() == 0, "an option that is not there");
                yield new Cond.Any(slot, mask);
            }
            case NOT -> new Cond.Not(cond());
            case AND -> new Cond.And(conds());
            case OR -> new Cond.Or(conds());
            case SAME -> {
                var two = conds();
                LibraryReader.demand(two.length == 2, "two belong here");
                yield new Cond.Same(two[0], two[1]);
            }
            case IF -> {
                var three = conds();
                LibraryReader.demand(three.length == 3, "three belong here");
                yield new Cond.If(three[0], three[1], three[2]);
            }
            case COMPARE -> new Cond.Compare(OPS[number.getAsInt()], num(), num());
            case LITERAL, NUMBER, DAY, SIZE -> throw new IllegalArgumentException("a number where yes or no belongs");
        };
    }

    private Cond[] conds() {
        int n = number.getAsInt();
        LibraryReader.demand(n <= in.remaining(), "more announced than there is");
        var result = new Cond[n];
        for (int i = 0; i < n; i++) {
            result[i] = cond();
        }
        return result;
    }

    private Cond.Num num() {
        return switch (TAGS[in.get()]) {
            case LITERAL -> new Cond.Num.Literal(in.getDouble());
            case NUMBER -> new Cond.Num.Number(slot(Fact.Type.NUMBER));
            case DAY -> new Cond.Num.Day(slot(Fact.Type.DATE));
            case SIZE -> new Cond.Num.Size(slot(Fact.Type.CHOICES));
            case CONST, FACT, ANY, NOT, AND, OR, SAME, IF, COMPARE ->
                throw new IllegalArgumentException("yes or no where a number belongs");
        };
    }

    private int slot(Fact.Type... types) {
        int place = number.getAsInt();
        LibraryReader.demand(List.of(types).contains(slots.get(place).fact().type()), "a slot of another type");
        return place;
    }
}
