package zhiheng.packs;

import java.util.function.IntConsumer;

/**
 * A condition over the slots of one system, in three-valued (Kleene) logic: immutable, shared, evaluated without
 * allocating. A slot is one {@code long}: a bool is 0 or 1, a choice or a list of choices the set of its options as
 * bits, a number the bits of a double, a date its epoch day; {@link #UNKNOWN_SLOT} when not answered.
 */
sealed interface Cond {
    int FALSE = 0;
    int TRUE = 1;
    int UNKNOWN = 2;

    /** No legal value looks like this: options use bits 0 to 62, and -0.0 is stored as 0.0. */
    long UNKNOWN_SLOT = Long.MIN_VALUE;

    int eval(long[] s);

    /** Every slot that the condition reads. */
    void slots(IntConsumer sink);

    static Cond of(boolean value) {
        return value ? Const.YES : Const.NO;
    }

    /** A condition known when the pack is read. */
    enum Const implements Cond {
        NO,
        YES;

        @Override
        public int eval(long[] s) {
            return ordinal();
        }

        @Override
        public void slots(IntConsumer sink) {}
    }

    /** A bool fact. */
    record Fact(int slot) implements Cond {
        @Override
        public int eval(long[] s) {
            long v = s[slot];
            return v == UNKNOWN_SLOT ? UNKNOWN : (int) v;
        }

        @Override
        public void slots(IntConsumer sink) {
            sink.accept(slot);
        }
    }

    /** A choice is, or a list of choices has, at least one of the options in {@code mask}. */
    record Any(int slot, long mask) implements Cond {
        @Override
        public int eval(long[] s) {
            long v = s[slot];
            return v == UNKNOWN_SLOT ? UNKNOWN : (v & mask) != 0 ? TRUE : FALSE;
        }

        @Override
        public void slots(IntConsumer sink) {
            sink.accept(slot);
        }
    }

    record Not(Cond inner) implements Cond {
        @Override
        public int eval(long[] s) {
            int v = inner.eval(s);
            return v == UNKNOWN ? UNKNOWN : 1 - v;
        }

        @Override
        public void slots(IntConsumer sink) {
            inner.slots(sink);
        }
    }

    private static void each(Cond[] parts, IntConsumer sink) {
        for (var part : parts) {
            part.slots(sink);
        }
    }

    record And(Cond[] parts) implements Cond {
        @Override
        public int eval(long[] s) {
            int result = TRUE;
            for (var part : parts) {
                int v = part.eval(s);
                if (v == FALSE) {
                    return FALSE;
                }
                if (v == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }

        @Override
        public void slots(IntConsumer sink) {
            each(parts, sink);
        }
    }

    record Or(Cond[] parts) implements Cond {
        @Override
        public int eval(long[] s) {
            int result = FALSE;
            for (var part : parts) {
                int v = part.eval(s);
                if (v == TRUE) {
                    return TRUE;
                }
                if (v == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }

        @Override
        public void slots(IntConsumer sink) {
            each(parts, sink);
        }
    }

    /** Two conditions with the same value. */
    record Same(Cond left, Cond right) implements Cond {
        @Override
        public int eval(long[] s) {
            int a = left.eval(s);
            int b = right.eval(s);
            return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : a == b ? TRUE : FALSE;
        }

        @Override
        public void slots(IntConsumer sink) {
            left.slots(sink);
            right.slots(sink);
        }
    }

    /** {@code test ? yes : no}; with an unknown test it is known when both branches agree. */
    record If(Cond test, Cond yes, Cond no) implements Cond {
        @Override
        public int eval(long[] s) {
            int t = test.eval(s);
            if (t == UNKNOWN) {
                int a = yes.eval(s);
                return a == no.eval(s) ? a : UNKNOWN;
            }
            return t == TRUE ? yes.eval(s) : no.eval(s);
        }

        @Override
        public void slots(IntConsumer sink) {
            test.slots(sink);
            yes.slots(sink);
            no.slots(sink);
        }
    }

    /** How two numbers are compared. */
    enum Op {
        EQ,
        LT,
        LE
    }

    /** A comparison of numbers, dates (as epoch days) or list sizes. */
    record Compare(Op op, Num left, Num right) implements Cond {
        @Override
        public int eval(long[] s) {
            double a = left.get(s);
            double b = right.get(s);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return UNKNOWN;
            }
            boolean result = switch (op) {
                case EQ -> a == b;
                case LT -> a < b;
                case LE -> a <= b;
            };
            return result ? TRUE : FALSE;
        }

        @Override
        public void slots(IntConsumer sink) {
            left.slots(sink);
            right.slots(sink);
        }
    }

    /** A number to compare; NaN when unknown (no fact may be NaN). */
    sealed interface Num {
        double get(long[] s);

        void slots(IntConsumer sink);

        record Literal(double value) implements Num {
            @Override
            public double get(long[] s) {
                return value;
            }

            @Override
            public void slots(IntConsumer sink) {}
        }

        record Number(int slot) implements Num {
            @Override
            public double get(long[] s) {
                long v = s[slot];
                return v == UNKNOWN_SLOT ? Double.NaN : Double.longBitsToDouble(v);
            }

            @Override
            public void slots(IntConsumer sink) {
                sink.accept(slot);
            }
        }

        record Day(int slot) implements Num {
            @Override
            public double get(long[] s) {
                long v = s[slot];
                return v == UNKNOWN_SLOT ? Double.NaN : v;
            }

            @Override
            public void slots(IntConsumer sink) {
                sink.accept(slot);
            }
        }

        record Size(int slot) implements Num {
            @Override
            public double get(long[] s) {
                long v = s[slot];
                return v == UNKNOWN_SLOT ? Double.NaN : Long.bitCount(v);
            }

            @Override
            public void slots(IntConsumer sink) {
                sink.accept(slot);
            }
        }
    }
}
