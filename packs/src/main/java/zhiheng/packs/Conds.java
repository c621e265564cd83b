package zhiheng.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Builds conditions in a small normal form: flat, constants folded, tests of one slot merged into one mask. */
final class Conds {
    private Conds() {}

    static Cond not(Cond c) {
        return switch (c) {
            case Cond.Const k -> Cond.of(k == Cond.Const.NO);
            case Cond.Not n -> n.inner();
            default -> new Cond.Not(c);
        };
    }

    static Cond and(List<Cond> parts) {
        var flat = new ArrayList<Cond>();
        for (var part : parts) {
            switch (part) {
                case Cond.Const k -> {
                    if (k == Cond.Const.NO) {
                        return k;
                    }
                }
                case Cond.And a -> flat.addAll(List.of(a.parts()));
                default -> flat.add(part);
            }
        }
        return switch (flat.size()) {
            case 0 -> Cond.Const.YES;
            case 1 -> flat.getFirst();
            default -> new Cond.And(flat.toArray(Cond[]::new));
        };
    }

    static Cond or(List<Cond> parts) {
        var masks = new LinkedHashMap<Integer, Long>();
        var rest = new ArrayList<Cond>();
        for (var part : parts) {
            var inner = part instanceof Cond.Or o ? List.of(o.parts()) : List.of(part);
            for (var c : inner) {
                switch (c) {
                    case Cond.Const k -> {
                        if (k == Cond.Const.YES) {
                            return k;
                        }
                    }
                    case Cond.Any any -> masks.merge(any.slot(), any.mask(), (a, b) -> a | b);
                    default -> rest.add(c);
                }
            }
        }
        var flat = new ArrayList<Cond>();
        masks.forEach((slot, mask) -> flat.add(new Cond.Any(slot, mask)));
        flat.addAll(rest);
        return switch (flat.size()) {
            case 0 -> Cond.Const.NO;
            case 1 -> flat.getFirst();
            default -> new Cond.Or(flat.toArray(Cond[]::new));
        };
    }

    static Cond same(Cond a, Cond b) {
        if (a instanceof Cond.Const k) {
            return k == Cond.Const.YES ? b : not(b);
        }
        if (b instanceof Cond.Const k) {
            return k == Cond.Const.YES ? a : not(a);
        }
        return new Cond.Same(a, b);
    }

    static Cond choose(Cond test, Cond yes, Cond no) {
        if (test instanceof Cond.Const k) {
            return k == Cond.Const.YES ? yes : no;
        }
        return new Cond.If(test, yes, no);
    }

    static Cond compare(Cond.Op op, Cond.Num a, Cond.Num b) {
        if (a instanceof Cond.Num.Literal && b instanceof Cond.Num.Literal) {
            return Cond.of(new Cond.Compare(op, a, b).eval(new long[0]) == Cond.TRUE);
        }
        return new Cond.Compare(op, a, b);
    }

    /** Adds the constants with which {@code c} compares the number or date in {@code slot}. */
    static void thresholds(Cond c, int slot, Set<Double> found) {
        switch (c) {
            case Cond.Not not -> thresholds(not.inner(), slot, found);
            case Cond.And and -> each(and.parts(), slot, found);
            case Cond.Or or -> each(or.parts(), slot, found);
            case Cond.Same same -> each(new Cond[] {same.left(), same.right()}, slot, found);
            case Cond.If i -> each(new Cond[] {i.test(), i.yes(), i.no()}, slot, found);
            case Cond.Compare compare -> {
                constant(compare.left(), compare.right(), slot, found);
                constant(compare.right(), compare.left(), slot, found);
            }
            case Cond.Const k -> {}
            case Cond.Fact f -> {}
            case Cond.Any any -> {}
        }
    }

    private static void each(Cond[] parts, int slot, Set<Double> found) {
        for (var part : parts) {
            thresholds(part, slot, found);
        }
    }

    private static void constant(Cond.Num fact, Cond.Num bound, int slot, Set<Double> found) {
        boolean same = switch (fact) {
            case Cond.Num.Number n -> n.slot() == slot;
            case Cond.Num.Day d -> d.slot() == slot;
            case Cond.Num.Size s -> false;
            case Cond.Num.Literal l -> false;
        };
        if (same && bound instanceof Cond.Num.Literal literal) {
            found.add(literal.value());
        }
    }
}
