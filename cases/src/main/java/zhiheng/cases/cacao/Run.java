package zhiheng.cases.cacao;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Playbook.Step;
import zhiheng.cases.cacao.Playbook.Type;

/**
 * How far a run of a playbook has come. A token stands at each step that is open; a step with inner parts keeps its token until all
 * of them are at their end. Immutable.
 *
 * @param values of its variables
 * @param made how many tokens there were, which numbers the next
 */
public record Run(List<Token> tokens, Map<String, String> values, long made, State state) {
    public enum State {
        RUNNING,
        ENDED,
        /** A step failed and the playbook does not say what then. */
        FAILED
    }

    /** @param parent the token whose inner part this is; 0 for none; @param held what holds it, such as the id of a measure */
    public record Token(long id, String step, long parent, At at, String held) {}

    /** How a token stands at its step. */
    public enum At {
        /** A person must do something: act, start a call, decide. */
        WAITING,
        /** A call or a containment was begun; whether it reached its end is not known yet. */
        BEGUN,
        /** It was begun and a restart came between: a person says whether it is done or is begun again. */
        UNCLEAR,
        /** A second person must confirm the containment. */
        PROPOSED,
        /** Its inner parts are under way. */
        INNER
    }

    /** @throws Refusal when a variable has no value, or one that is constant is given another */
    public static Run start(Playbook playbook, Map<String, String> given) {
        var values = new java.util.TreeMap<String, String>();
        playbook.variables().forEach((name, variable) -> {
            boolean chosen = !variable.constant() && given.containsKey(name);
            var value = chosen ? given.get(name) : variable.value();
            if (value == null || value.isBlank()) {
                throw Refusal.invalid("变量 " + name + " 须给出值。", "Give a value for the variable " + name + ".");
            }
            values.put(name, value);
        });
        return new Draft(playbook, new Run(List.of(), Map.copyOf(values), 1, State.RUNNING))
                .enter(new Token(1, "", 0, At.WAITING, ""), playbook.start())
                .run();
    }

    /** @throws Refusal when there is none, as after somebody else went on */
    public Token token(long id) {
        return find(id).orElseThrow(() ->
                Refusal.conflict("该步骤已由他人办理，请刷新。", "Somebody else has gone on from this step; look again."));
    }

    private Optional<Token> find(long id) {
        return tokens.stream().filter(t -> t.id() == id).findFirst();
    }

    /** The same run with its token at its step in another way. */
    public Run stands(long id, At at, String held) {
        var token = token(id);
        return new Run(
                tokens.stream()
                        .map(t -> t.id() == id ? new Token(t.id(), t.step(), t.parent(), at, held) : t)
                        .toList(),
                values,
                Math.max(made, token.id()),
                state);
    }

    /** The action is done, or failed. */
    public Run done(Playbook playbook, long id, boolean ok) {
        var token = token(id);
        if (token.at() == At.INNER || playbook.step(token.step()).type() != Type.ACTION) {
            throw Refusal.invalid("该步骤不是操作。", "That step is no action.");
        }
        return new Draft(playbook, this).remove(token).leave(token, ok).run();
    }

    /** A person decided a condition. */
    public Run choose(Playbook playbook, long id, String answer) {
        var token = token(id);
        var step = playbook.step(token.step());
        if (!step.type().asks() || token.at() != At.WAITING) {
            throw Refusal.invalid("该步骤不需决定。", "That step asks for no decision.");
        }
        boolean no = step.type() != Type.SWITCH && answer.equals("false");
        var branch = step.branches().get(answer);
        if (branch == null && !no) {
            throw Refusal.invalid(
                    "须为：" + String.join("、", step.branches().keySet()),
                    "The answer is one of " + String.join(", ", step.branches().keySet()) + ".");
        }
        var draft = new Draft(playbook, this).remove(token);
        return (branch == null ? draft.leave(token, true) : draft.inner(token, List.of(branch))).run();
    }

    /** A run while it is moved. */
    private static final class Draft {
        private final Playbook playbook;
        private final List<Token> tokens;
        private final Map<String, String> values;
        private long made;
        private boolean failed;

        Draft(Playbook playbook, Run from) {
            this.playbook = playbook;
            this.tokens = new ArrayList<>(from.tokens());
            this.values = from.values();
            this.made = from.made();
        }

        Draft remove(Token token) {
            tokens.removeIf(t -> t.id() == token.id());
            return this;
        }

        Draft leave(Token token, boolean ok) {
            var next = playbook.step(token.step()).next(ok);
            if (next.isEmpty()) {
                failed = true;
                return this;
            }
            return enter(token, next);
        }

        Draft enter(Token token, String id) {
            Step step = playbook.step(id);
            return switch (step.type()) {
                case START -> enter(token, step.onCompletion());
                case ACTION, PLAYBOOK_ACTION, IF, WHILE, SWITCH -> {
                    tokens.add(new Token(token.id(), id, token.parent(), At.WAITING, ""));
                    yield this;
                }
                case PARALLEL ->
                    inner(
                            new Token(token.id(), id, token.parent(), At.INNER, ""),
                            List.copyOf(step.branches().values()));
                case END -> over(token.parent());
            };
        }

        /** The token stays, and a new one goes into each part. */
        Draft inner(Token token, List<String> parts) {
            tokens.add(new Token(token.id(), token.step(), token.parent(), At.INNER, ""));
            var begun = new ArrayList<Token>();
            for (var part : parts) {
                begun.add(new Token(++made, part, token.id(), At.INNER, ""));
            }
            tokens.addAll(begun); // all of them first: a part that is at its end at once must not end the others
            for (var one : begun) {
                remove(one);
                enter(one, one.step());
            }
            return this;
        }

        private Draft over(long parent) {
            var outer = tokens.stream().filter(t -> t.id() == parent).findFirst();
            if (outer.isEmpty() || tokens.stream().anyMatch(t -> t.parent() == parent)) {
                return this;
            }
            var token = outer.get();
            remove(token);
            return playbook.step(token.step()).type() == Type.WHILE ? enter(token, token.step()) : leave(token, true);
        }

        Run run() {
            return new Run(
                    List.copyOf(tokens),
                    values,
                    made,
                    failed ? State.FAILED : tokens.isEmpty() ? State.ENDED : State.RUNNING);
        }
    }
}
