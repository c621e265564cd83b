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

    /** One that may be a source; {@code id} tells it from others that say the same. */
    record Answer(int id, JsonNode asked, JsonNode said) {}

    private final Map<String, List<Answer>> answers = new HashMap<>();
    private int count;

    /** @param asked what the tool was called with; {@code said} its answer, as JSON */
    void add(Called call, JsonNode asked, JsonNode said) {
        var all = answers.computeIfAbsent(call.tool(), tool -> new ArrayList<>());
        if (said.isObject() && all.size() < MOST) {
            all.add(new Answer(++count, asked, said));
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

    /** A value in an answer, with the records beside its own. */
    record Place(Answer answer, String value, JsonNode record, List<JsonNode> records) {}

    /** All values of the fields that the permit names for an argument, in answers that users named. */
    List<Place> places(ToolTerm term, String argument, Asked users) {
        var all = new ArrayList<Place>();
        for (var path : term.from().getOrDefault(argument, Set.of())) {
            var steps = path.split("/");
            for (var answer : answers.getOrDefault(steps[0], List.of())) {
                if (users.named(answer.asked)) {
                    gather(answer, answer.said, List.of(answer.said), steps, 1, all);
                }
            }
        }
        return all;
    }

    /** Whether a place's value is this one. */
    static boolean is(Place place, String value) {
        return bare(place.value).equals(bare(value)) && !bare(value).isEmpty();
    }

    private static void gather(
            Answer answer, JsonNode at, List<JsonNode> beside, String[] steps, int step, List<Place> all) {
        if (at.isArray()) {
            var records = new ArrayList<JsonNode>();
            at.forEach(records::add);
            at.forEach(one -> gather(answer, one, records, steps, step, all));
            return;
        }
        var next = at.path(steps[step]);
        if (step + 1 < steps.length) {
            gather(answer, next, List.of(next), steps, step + 1, all);
        } else if (next.isValueNode() && !next.isNull()) {
            all.add(new Place(answer, next.asString(), at, beside));
        } else if (next.isArray()) {
            for (var value : next) {
                all.add(new Place(answer, value.asString(), at, beside));
            }
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
