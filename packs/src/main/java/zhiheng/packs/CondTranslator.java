package zhiheng.packs;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Nearest;

/**
 * A checked CEL tree to a {@link Cond}. Lists are closed sets of options, so {@code exists} and {@code all} are unrolled
 * over the options and disappear; what is left needs no variables and no strings.
 */
final class CondTranslator {
    private static final String SUPPORTED =
            "conditions know && || ! == != < <= > >= in, size(list), [lists], list.exists(x, …), list.all(x, …) and ?:";

    /** Something CEL has and conditions do not; {@code exprId} says where. */
    @SuppressWarnings("serial")
    static final class Refused extends Exception {
        final long exprId;
        final String reason;

        Refused(CelExpr at, String reason) {
            super(reason, null, false, false);
            this.exprId = at.id();
            this.reason = reason;
        }
    }

    /** What an expression stands for. */
    private sealed interface Term {
        record Bool(Cond cond) implements Term {}

        record Number(Cond.Num num) implements Term {}

        record Choice(Slot slot) implements Term {}

        record Choices(Slot slot) implements Term {}

        record Date(Slot slot) implements Term {}

        record Word(String text) implements Term {}

        record Items(List<Term> items) implements Term {}
    }

    private final Vocabulary vocabulary;
    private final Map<String, Term> variables = new HashMap<>();

    CondTranslator(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Cond translate(CelExpr e) throws Refused {
        if (term(e) instanceof Term.Bool bool) {
            return bool.cond();
        }
        throw new Refused(e, "true or false is needed here");
    }

    private Term term(CelExpr e) throws Refused {
        return switch (e.getKind()) {
            case CONSTANT -> constant(e, e.constant());
            case IDENT -> name(e, e.ident().name());
            case CALL -> call(e, e.call());
            case LIST -> {
                var items = new ArrayList<Term>();
                for (var item : e.list().elements()) {
                    items.add(term(item));
                }
                yield new Term.Items(items);
            }
            case COMPREHENSION -> new Term.Bool(comprehension(e.comprehension()));
            case SELECT ->
                throw new Refused(e, "field selection '." + e.select().field() + "' is not supported; " + SUPPORTED);
            default ->
                throw new Refused(
                        e,
                        "a " + e.getKind().name().toLowerCase(java.util.Locale.ROOT) + " is not supported; "
                                + SUPPORTED);
        };
    }

    private static Term constant(CelExpr e, CelConstant c) throws Refused {
        return switch (c.getKind()) {
            case BOOLEAN_VALUE -> new Term.Bool(Cond.of(c.booleanValue()));
            case INT64_VALUE -> new Term.Number(new Cond.Num.Literal(c.int64Value()));
            case DOUBLE_VALUE -> new Term.Number(new Cond.Num.Literal(c.doubleValue()));
            case STRING_VALUE -> new Term.Word(c.stringValue());
            default ->
                throw new Refused(e, "this kind of constant is not supported; use true, false, numbers and 'text'");
        };
    }

    private Term name(CelExpr e, String name) throws Refused {
        var variable = variables.get(name);
        if (variable != null) {
            return variable;
        }
        var slot = vocabulary.find(name);
        if (slot == null) {
            throw new Refused(e, "'" + name + "' is not a fact" + Nearest.hint(name, vocabulary.names()));
        }
        return switch (slot.fact().type()) {
            case BOOL -> new Term.Bool(new Cond.Fact(slot.index()));
            case CHOICE -> new Term.Choice(slot);
            case CHOICES -> new Term.Choices(slot);
            case NUMBER -> new Term.Number(new Cond.Num.Number(slot.index()));
            case DATE -> new Term.Date(slot);
        };
    }

    private Term call(CelExpr e, CelExpr.CelCall call) throws Refused {
        var args = new ArrayList<CelExpr>();
        call.target().ifPresent(args::add);
        args.addAll(call.args());
        return switch (call.function()) {
            case "_&&_" -> new Term.Bool(Conds.and(List.of(translate(args.get(0)), translate(args.get(1)))));
            case "_||_" -> new Term.Bool(Conds.or(List.of(translate(args.get(0)), translate(args.get(1)))));
            case "!_" -> new Term.Bool(Conds.not(translate(args.get(0))));
            case "_==_" -> new Term.Bool(equal(e, args));
            case "_!=_" -> new Term.Bool(Conds.not(equal(e, args)));
            case "_<_" -> new Term.Bool(order(e, Cond.Op.LT, args.get(0), args.get(1)));
            case "_<=_" -> new Term.Bool(order(e, Cond.Op.LE, args.get(0), args.get(1)));
            case "_>_" -> new Term.Bool(order(e, Cond.Op.LT, args.get(1), args.get(0)));
            case "_>=_" -> new Term.Bool(order(e, Cond.Op.LE, args.get(1), args.get(0)));
            case "@in" -> new Term.Bool(in(e, term(args.get(0)), term(args.get(1))));
            case "_?_:_" ->
                new Term.Bool(Conds.choose(translate(args.get(0)), translate(args.get(1)), translate(args.get(2))));
            case "size" ->
                switch (term(args.get(0))) {
                    case Term.Choices list ->
                        new Term.Number(new Cond.Num.Size(list.slot().index()));
                    default -> throw new Refused(e, "size() takes a fact of type choices");
                };
            default ->
                throw new Refused(
                        e, "'" + call.function().replaceAll("^_|_$", "") + "' is not supported; " + SUPPORTED);
        };
    }

    private Cond order(CelExpr e, Cond.Op op, CelExpr left, CelExpr right) throws Refused {
        return compare(e, op, term(left), term(right));
    }

    private static Cond compare(CelExpr e, Cond.Op op, Term a, Term b) throws Refused {
        return Conds.compare(op, number(e, a, b), number(e, b, a));
    }

    private static Cond.Num number(CelExpr e, Term term, Term other) throws Refused {
        if (term instanceof Term.Number n && !(other instanceof Term.Date)) {
            return n.num();
        }
        if (term instanceof Term.Date d && !(other instanceof Term.Number)) {
            return new Cond.Num.Day(d.slot().index());
        }
        if (term instanceof Term.Word w && other instanceof Term.Date d) {
            try {
                return new Cond.Num.Literal(LocalDate.parse(w.text()).toEpochDay());
            } catch (DateTimeParseException bad) {
                var reason = "'" + w.text() + "' is compared with the date '"
                        + d.slot().id() + "'; write YYYY-MM-DD";
                throw new Refused(e, reason);
            }
        }
        throw new Refused(e, "only numbers, dates and size() can be compared, each with its like");
    }

    private Cond equal(CelExpr e, List<CelExpr> args) throws Refused {
        return equal(e, term(args.get(0)), term(args.get(1)));
    }

    private static Cond equal(CelExpr e, Term left, Term right) throws Refused {
        if (left instanceof Term.Word && !(right instanceof Term.Word)) {
            return equal(e, right, left);
        }
        if (left instanceof Term.Bool a && right instanceof Term.Bool b) {
            return Conds.same(a.cond(), b.cond());
        }
        if (left instanceof Term.Choice c && right instanceof Term.Word w) {
            return option(e, c.slot(), w.text());
        }
        if (left instanceof Term.Choice a && right instanceof Term.Choice b) {
            var either = new ArrayList<Cond>();
            for (var id : a.slot().options().keySet()) {
                if (b.slot().options().containsKey(id)) {
                    either.add(Conds.and(List.of(option(e, a.slot(), id), option(e, b.slot(), id))));
                }
            }
            return Conds.or(either);
        }
        if (left instanceof Term.Word a && right instanceof Term.Word b) {
            return Cond.of(a.text().equals(b.text()));
        }
        if (left instanceof Term.Number || left instanceof Term.Date) {
            return compare(e, Cond.Op.EQ, left, right);
        }
        if (left instanceof Term.Choices c) {
            if (right instanceof Term.Items i && i.items().isEmpty()) {
                var size = new Cond.Num.Size(c.slot().index());
                return Conds.compare(Cond.Op.EQ, size, new Cond.Num.Literal(0));
            }
            throw new Refused(e, "a list can be compared only with []; use 'option' in list");
        }
        throw new Refused(e, "these two cannot be compared: their types differ");
    }

    private static Cond option(CelExpr e, Slot slot, String text) throws Refused {
        var bit = slot.options().get(text);
        if (bit == null) {
            throw new Refused(
                    e,
                    "'" + text + "' is not an option of '" + slot.id() + "'"
                            + Nearest.sentence(text, slot.options().keySet()) + "Options: "
                            + String.join(", ", slot.options().keySet()));
        }
        return new Cond.Any(slot.index(), 1L << bit);
    }

    private static Cond in(CelExpr e, Term item, Term list) throws Refused {
        if (list instanceof Term.Choices choices) {
            return inChoices(e, item, choices.slot());
        }
        if (list instanceof Term.Items literal) {
            var either = new ArrayList<Cond>();
            for (var candidate : literal.items()) {
                either.add(equal(e, item, candidate));
            }
            return Conds.or(either);
        }
        throw new Refused(e, "'in' needs a list on its right");
    }

    private static Cond inChoices(CelExpr e, Term item, Slot list) throws Refused {
        if (item instanceof Term.Word word) {
            return option(e, list, word.text());
        }
        if (item instanceof Term.Choice choice) {
            var either = new ArrayList<Cond>();
            for (var id : choice.slot().options().keySet()) {
                if (list.options().containsKey(id)) {
                    either.add(Conds.and(List.of(option(e, choice.slot(), id), option(e, list, id))));
                }
            }
            return Conds.or(either);
        }
        throw new Refused(e, "only an option or a choice can be 'in' a list of choices");
    }

    /** {@code exists} and {@code all}, told apart by the value they start from, unrolled over what the list may hold. */
    private Cond comprehension(CelExpr.CelComprehension c) throws Refused {
        boolean all = c.accuInit().constant().booleanValue();
        var predicate = c.loopStep().call().args().get(1);
        var parts = new ArrayList<Cond>();
        switch (term(c.iterRange())) {
            case Term.Choices list -> {
                var slot = list.slot();
                long yes = 0;
                for (var option : slot.options().entrySet()) {
                    long bit = 1L << option.getValue();
                    var p = bound(c.iterVar(), new Term.Word(option.getKey()), predicate);
                    // all(x, p) is !exists(x, !p)
                    var q = all ? Conds.not(p) : p;
                    if (q == Cond.Const.YES) {
                        yes |= bit;
                    } else if (q != Cond.Const.NO) {
                        parts.add(Conds.and(List.of(new Cond.Any(slot.index(), bit), q)));
                    }
                }
                if (yes != 0) {
                    parts.addFirst(new Cond.Any(slot.index(), yes));
                }
            }
            case Term.Items list -> {
                for (var item : list.items()) {
                    var p = bound(c.iterVar(), item, predicate);
                    parts.add(all ? Conds.not(p) : p);
                }
            }
            default -> throw new Refused(c.iterRange(), "exists and all need a list");
        }
        var some = Conds.or(parts);
        return all ? Conds.not(some) : some;
    }

    private Cond bound(String variable, Term value, CelExpr predicate) throws Refused {
        var before = variables.put(variable, value);
        try {
            return translate(predicate);
        } finally {
            if (before == null) {
                variables.remove(variable);
            } else {
                variables.put(variable, before);
            }
        }
    }
}
