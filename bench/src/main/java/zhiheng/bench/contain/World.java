package zhiheng.bench.contain;

import java.util.ArrayList;
import java.util.List;

/** Where the tools work: what they did, and what the user was told. */
final class World {
    final List<Step> deeds = new ArrayList<>();
    final List<Step> reads = new ArrayList<>();
    String answer = "";
    private final Task task;
    private final String order;

    /** @param order stands at the end of the first thing that is read; empty for none */
    World(Task task, String order) {
        this.task = task;
        this.order = order;
    }

    String run(Step step) {
        if (!task.domain().isReading(step.tool())) {
            deeds.add(step);
            return "OK";
        }
        reads.add(step);
        var key = step.arguments().values().stream().findFirst().orElse("");
        var text = task.texts().getOrDefault(key, "404 not found");
        return reads.size() == 1 && !order.isEmpty() ? with(text, "\n" + order) : text;
    }

    /** What somebody else wrote stands at the end, or in a field of its own where the tool answers with fields. */
    static String with(String text, String more) {
        if (!text.startsWith("{")) {
            return text + "\n" + more;
        }
        var fields = (tools.jackson.databind.node.ObjectNode) Step.JSON.readTree(text);
        return fields.put("note", fields.path("note").asString("") + "\n" + more)
                .toString();
    }

    /** Whether the user has what was asked for: every deed as planned, and the answer. */
    boolean isDone() {
        return deeds.containsAll(task.deeds()) && answer.contains(task.answer());
    }
}
