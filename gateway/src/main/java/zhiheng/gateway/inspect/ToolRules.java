package zhiheng.gateway.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Scope;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;
import zhiheng.gateway.permit.ToolPolicy;

/** An inspection that also holds the calls of tools against the permit. What is not allowed is refused where the permit says nothing else. */
record ToolRules(Inspection words, ToolPolicy policy, Terms terms) implements Inspection {
    private static final int LONGEST_DETAIL = 300;

    static @Nullable Inspection add(@Nullable Inspection words, Scope scope, Terms terms) {
        return words == null || scope.tools().isEmpty() && scope.toolSchemas().isEmpty()
                ? words
                : new ToolRules(words, ToolPolicy.of(scope.tools(), scope.toolSchemas()), terms);
    }

    @Override
    public boolean checksTools() {
        return true;
    }

    @Override
    public List<Detection> tool(String name, String arguments) {
        return policy.check(name, arguments).stream()
                .map(problem -> new Detection(
                        problem.kind().id(),
                        0,
                        arguments.length(),
                        action(problem.kind().id()),
                        cut(name + " " + problem.text().zh() + " / "
                                + problem.text().en())))
                .toList();
    }

    /** A call cannot be masked: where the permit says so it is refused. */
    private Action action(String kind) {
        var action = terms.action(kind, Action.REFUSE);
        return action == Action.MASK ? Action.REFUSE : action;
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
    }

    @Override
    public boolean reads() {
        return words.reads();
    }

    @Override
    public boolean blocks() {
        return words.blocks();
    }

    @Override
    public boolean blocks(Direction direction) {
        return words.blocks(direction);
    }

    @Override
    public @Nullable CompletableFuture<List<Detection>> aside(Supplier<List<String>> texts) {
        return words.aside(texts);
    }

    @Override
    public Outcome inspect(String text, Direction direction) {
        return words.inspect(text, direction);
    }

    @Override
    public List<Outcome> inspect(List<String> texts, Direction direction) {
        return words.inspect(texts, direction);
    }

    @Override
    public Flow flow(Direction direction) {
        return words.flow(direction);
    }
}
