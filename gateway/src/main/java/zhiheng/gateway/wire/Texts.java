package zhiheng.gateway.wire;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The places of a call or an answer where people's or the model's words stand. Each visit may put other words there; a visitor that
 * returns its argument changes nothing.
 */
final class Texts {
    private Texts() {}

    /** @return whether any text was replaced */
    static boolean ofCall(Surface surface, ObjectNode call, UnaryOperator<String> visit) {
        return switch (surface) {
            case CHAT -> messages(call.get("messages"), visit);
            case RESPONSES -> field(call, "instructions", visit) | input(call, visit);
            case COMPLETIONS -> field(call, "prompt", visit) | field(call, "suffix", visit);
            case EMBEDDINGS -> field(call, "input", visit);
            case IMAGES -> field(call, "prompt", visit);
            case SPEECH -> field(call, "input", visit) | field(call, "instructions", visit);
            case MODELS -> false;
        };
    }

    static boolean ofAnswer(Surface surface, ObjectNode answer, UnaryOperator<String> visit) {
        boolean changed = false;
        switch (surface) {
            case CHAT -> {
                for (var choice : answer.path("choices")) {
                    changed |= ofMessage(choice.get("message"), visit);
                }
            }
            case COMPLETIONS -> {
                for (var choice : answer.path("choices")) {
                    changed |= field(choice, "text", visit);
                }
            }
            case RESPONSES -> {
                for (var item : answer.path("output")) {
                    changed |= content(item, visit) | field(item, "arguments", visit);
                }
            }
            case IMAGES -> {
                for (var image : answer.path("data")) {
                    changed |= field(image, "revised_prompt", visit);
                }
            }
            case EMBEDDINGS, SPEECH, MODELS -> {}
        }
        return changed;
    }

    private static boolean messages(@Nullable JsonNode messages, UnaryOperator<String> visit) {
        boolean changed = false;
        if (messages != null) {
            for (var message : messages) {
                changed |= ofMessage(message, visit);
            }
        }
        return changed;
    }

    /** The words of one message of a chat. */
    static boolean ofMessage(@Nullable JsonNode message, UnaryOperator<String> visit) {
        if (message == null) {
            return false;
        }
        boolean changed = content(message, visit)
                | field(message, "refusal", visit)
                | field(message.get("function_call"), "arguments", visit);
        for (var call : message.path("tool_calls")) {
            changed |= field(call.get("function"), "arguments", visit) | field(call.get("custom"), "input", visit);
        }
        return changed;
    }

    private static boolean input(ObjectNode call, UnaryOperator<String> visit) {
        var input = call.get("input");
        if (input == null || input.isString()) {
            return field(call, "input", visit);
        }
        boolean changed = false;
        for (var item : input) {
            changed |= content(item, visit) | field(item, "output", visit) | field(item, "arguments", visit);
        }
        return changed;
    }

    /** {@code content}: a text, or parts that each may have one. */
    private static boolean content(JsonNode holder, UnaryOperator<String> visit) {
        var content = holder.get("content");
        if (content == null || content.isString()) {
            return field(holder, "content", visit);
        }
        boolean changed = false;
        for (var part : content) {
            changed |= field(part, "text", visit);
        }
        return changed;
    }

    private static boolean field(@Nullable JsonNode holder, String name, UnaryOperator<String> visit) {
        if (!(holder instanceof ObjectNode object)) {
            return false;
        }
        var value = object.get(name);
        if (value instanceof ArrayNode list) {
            boolean changed = false;
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isString()) {
                    var before = list.get(i).stringValue();
                    var after = visit.apply(before);
                    if (!after.equals(before)) {
                        list.set(i, list.stringNode(after));
                        changed = true;
                    }
                }
            }
            return changed;
        }
        if (value == null || !value.isString()) {
            return false;
        }
        var before = value.stringValue();
        var after = visit.apply(before);
        if (after.equals(before)) {
            return false;
        }
        object.put(name, after);
        return true;
    }
}
