package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the labels of a text into an answer. */
final class Labelling {
    private Labelling() {}

    /** Adds the hint to every choice that has words. @return whether anything changed */
    static boolean explicit(Surface surface, ObjectNode answer, TextLabel label) {
        if (label.before().isEmpty() && label.after().isEmpty()) {
            return false;
        }
        boolean changed = false;
        switch (surface) {
            case CHAT -> {
                for (var choice : answer.path("choices")) {
                    changed |= affix(choice.get("message"), "content", label);
                }
            }
            case COMPLETIONS -> {
                for (var choice : answer.path("choices")) {
                    changed |= affix(choice, "text", label);
                }
            }
            case RESPONSES -> {
                for (var item : answer.path("output")) {
                    for (var part : item.path("content")) {
                        changed |= affix(part, "text", label);
                    }
                }
            }
            case IMAGES, SPEECH, EMBEDDINGS, MODELS -> {}
        }
        return changed;
    }

    private static boolean affix(@Nullable JsonNode holder, String field, TextLabel label) {
        if (!(holder instanceof ObjectNode object)
                || !object.path(field).isString()
                || object.path(field).stringValue().isEmpty()) {
            return false;
        }
        object.put(field, label.before() + object.path(field).stringValue() + label.after());
        return true;
    }

    /** The body with the implicit label behind its opening brace; null when that is no place for it. */
    static @Nullable Buffer splice(Buffer body, TextLabel label) {
        int brace = 0;
        while (brace < body.length() && body.getByte(brace) <= ' ') {
            brace++;
        }
        int next = brace + 1;
        while (next < body.length() && body.getByte(next) <= ' ') {
            next++;
        }
        if (next >= body.length() || body.getByte(brace) != '{' || body.getByte(next) == '}') {
            return null;
        }
        var splice = label.splice();
        return Buffer.buffer(body.length() + splice.length)
                .appendBuffer(body, 0, brace + 1)
                .appendBytes(splice)
                .appendBuffer(body, brace + 1, body.length() - brace - 1);
    }
}
