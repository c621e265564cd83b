package zhiheng.packs;

import java.io.DataOutputStream;
import java.io.IOException;

/** The kinds of conditions and of numbers in them as one byte each; the order is part of {@link LibraryWriter}'s form. */
enum CondTag {
    CONST,
    FACT,
    ANY,
    NOT,
    AND,
    OR,
    SAME,
    IF,
    COMPARE,
    LITERAL,
    NUMBER,
    DAY,
    SIZE;

    static CondTag of(Cond c) {
        return switch (c) {
            case Cond.Const ignored -> CONST;
            case Cond.Fact ignored -> FACT;
            case Cond.Any ignored -> ANY;
            case Cond.Not ignored -> NOT;
            case Cond.And ignored -> AND;
            case Cond.Or ignored -> OR;
            case Cond.Same ignored -> SAME;
            case Cond.If ignored -> IF;
            case Cond.Compare ignored -> COMPARE;
        };
    }

    static CondTag of(Cond.Num n) {
        return switch (n) {
            case Cond.Num.Literal ignored -> LITERAL;
            case Cond.Num.Number ignored -> NUMBER;
            case Cond.Num.Day ignored -> DAY;
            case Cond.Num.Size ignored -> SIZE;
        };
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(ordinal());
    }
}
