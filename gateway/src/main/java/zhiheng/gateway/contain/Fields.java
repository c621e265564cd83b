package zhiheng.gateway.contain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import zhiheng.gateway.contain.Sources.Called;
import zhiheng.gateway.permit.Containment.ToolTerm;

/**
 * Fields of what tools answered, from which the permit lets values go into arguments: the account of a bill into a payment. Only what
 * tools answered counts that was asked for in users' words, and only the field itself: an order hidden in another field names another
 * account in vain.
 */
final class Fields {
    private static final int MOST = 500;

    private record Answer(Called call, JsonNode asked, JsonNode said) {}

    private final Map<String, List<Answer>> answers = new HashMap<>();

    /** @param asked what the tool was called with; {@code said} its answer, as JSON */
    void add(Called call, JsonNode asked, JsonNode said) {
        var all = answers.computeIfAbsent(call.tool(), tool -> new ArrayList<>());
        if (said.isObject() && all.size() < MOST) {
            all.add(new Answer(call, asked, said));
        }
    }

    /** Whether an argument's value is what stands in one of the fields that the permit names for it. */
    boolean hold(ToolTerm term, String argument, String value, Asked users) {
        for (var path : term.from().getOrDefault(argument, Set.of())) {
            var steps = path.split("/");
            for (var answer : answers.getOrDefault(steps[0], List.of())) {
                if (users.named(answer.asked) && stands(answer.said, steps, 1, value)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All values of the fields that the permit names for an argument. */
    List<String> values(ToolTerm term, String argument, Asked users) {
        var all = new ArrayList<String>();
        for (var path : term.from().getOrDefault(argument, Set.of())) {
            var steps = path.split("/");
            for (var answer : answers.getOrDefault(steps[0], List.of())) {
                if (users.named(answer.asked)) {
                    gather(answer.said, steps, 1, all);
                }
            }
        }
        return all;
    }

    /** Whether both values come from one answer: what a user asked for once is one of them, not both. */
    boolean sameAnswer(ToolTerm term, String argument, String one, String other, Asked users) {
        for (var path : term.from().getOrDefault(argument, Set.of())) {
            var steps = path.split("/");
            for (var answer : answers.getOrDefault(steps[0], List.of())) {
                if (users.named(answer.asked)
                        && stands(answer.said, steps, 1, one)
                        && stands(answer.said, steps, 1, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void gather(JsonNode at, String[] steps, int step, List<String> all) {
        if (at.isArray()) {
            at.forEach(one -> gather(one, steps, step, all));
        } else if (step < steps.length) {
            gather(at.path(steps[step]), steps, step + 1, all);
        } else if (at.isValueNode() && !at.isNull()) {
            all.add(at.asString());
        }
    }

    private static boolean stands(JsonNode at, String[] steps, int step, String value) {
        if (at.isArray()) {
            for (var one : at) {
                if (stands(one, steps, step, value)) {
                    return true;
                }
            }
            return false;
        }
        return step < steps.length
                ? stands(at.path(steps[step]), steps, step + 1, value)
                : at.isValueNode()
                        && !at.isNull()
                        && bare(at.asString()).equals(bare(value))
                        && !bare(value).isEmpty();
    }

    /** Blanks and hyphens in accounts say nothing, nor do noughts at the end of an amount; a lookalike of a letter is another letter. */
    private static String bare(String text) {
        var plain = Named.plain(text).strip();
        if (plain.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return new BigDecimal(plain).stripTrailingZeros().toPlainString();
        }
        return plain.indexOf('@') >= 0 ? plain : plain.replaceAll("[\\s-]", "");
    }
}
