package zhiheng.packs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Every small mistake that a condition could have been written with. */
final class Mutants {
    private final CondText text;

    Mutants(CondText text) {
        this.text = text;
    }

    /** Hands each wrong version of {@code c} to {@code sink}, with what is wrong in it. */
    void of(Cond c, BiConsumer<Cond, String> sink) {
        at(c, UnaryOperator.identity(), sink);
    }

    /** @param whole puts a part back into the condition that it belongs to */
    private void at(Cond c, UnaryOperator<Cond> whole, BiConsumer<Cond, String> sink) {
        switch (c) {
            case Cond.And and -> {
                sink.accept(whole.apply(new Cond.Or(and.parts())), "'or' for 'and' in " + text.of(c));
                parts(and.parts(), rest -> whole.apply(Conds.and(rest)), sink, true);
            }
            case Cond.Or or -> {
                sink.accept(whole.apply(new Cond.And(or.parts())), "'and' for 'or' in " + text.of(c));
                parts(or.parts(), rest -> whole.apply(Conds.or(rest)), sink, true);
            }
            case Cond.Not not -> {
                sink.accept(whole.apply(not.inner()), "'not' left out before " + text.of(not.inner()));
                at(not.inner(), inner -> whole.apply(Conds.not(inner)), sink);
            }
            case Cond.Same same ->
                parts(
                        new Cond[] {same.left(), same.right()},
                        two -> whole.apply(new Cond.Same(two.getFirst(), two.getLast())),
                        sink,
                        false);
            case Cond.If i ->
                parts(
                        new Cond[] {i.test(), i.yes(), i.no()},
                        three -> whole.apply(new Cond.If(three.get(0), three.get(1), three.get(2))),
                        sink,
                        false);
            case Cond.Compare compare -> {
                if (compare.op() != Cond.Op.EQ) {
                    var other = compare.op() == Cond.Op.LT ? Cond.Op.LE : Cond.Op.LT;
                    sink.accept(
                            whole.apply(new Cond.Compare(other, compare.left(), compare.right())),
                            "the bound itself judged otherwise in " + text.of(c));
                }
            }
            case Cond.Any any -> {
                if (Long.bitCount(any.mask()) > 1) {
                    for (long rest = any.mask(); rest != 0; rest &= rest - 1) {
                        long option = Long.lowestOneBit(rest);
                        sink.accept(
                                whole.apply(new Cond.Any(any.slot(), any.mask() & ~option)),
                                text.of(new Cond.Any(any.slot(), option)) + " left out");
                    }
                }
            }
            case Cond.Fact f -> {}
            case Cond.Const k -> {}
        }
    }

    private interface Whole {
        Cond of(List<Cond> parts);
    }

    private void parts(Cond[] parts, Whole whole, BiConsumer<Cond, String> sink, boolean droppable) {
        for (int i = 0; i < parts.length; i++) {
            int at = i;
            if (droppable) {
                var rest = new ArrayList<>(List.of(parts));
                rest.remove(at);
                sink.accept(whole.of(rest), text.of(parts[at]) + " left out");
            }
            at(
                    parts[at],
                    part -> {
                        var all = new ArrayList<>(List.of(parts));
                        all.set(at, part);
                        return whole.of(all);
                    },
                    sink);
        }
    }
}
