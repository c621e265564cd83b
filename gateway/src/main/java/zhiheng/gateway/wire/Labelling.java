package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts the labels of a text into an answer. */
final class Labelling {
    private Labelling() {}

    /** Adds the hint to every text that people read. @return whether anything changed */
    static boolean explicit(Surface surface, ObjectNode answer, TextLabel label) {
        if (label.before().isEmpty() && label.after().isEmpty()) {
            return false;
        }
        boolean changed = false;
        switch (surface) {
            case CHAT -> {
                for (var choice : answer.path("choices")) {
                    changed |= message(choice.get("message"), label);
                }
            }
            case COMPLETIONS -> {
                for (var choice : answer.path("choices")) {
                    changed |= affix(choice, "text", label);
                }
            }
            case RESPONSES -> {
                for (var item : answer.path("output")) {
                    changed |= item(item, label);
                }
            }
            case MESSAGES -> changed = blocks(answer.path("content"), label);
            case IMAGES, SPEECH, EMBEDDINGS, RERANK, MODELS, COUNT -> {}
        }
        return changed;
    }

    /** Whether an event of a stream has words where a hint that belongs into them would find no place. */
    static boolean hasNoPlace(Surface surface, ObjectNode event, TextLabel label) {
        if (label.before().isEmpty() && label.after().isEmpty() || event.has("error")) {
            return false;
        }
        return switch (surface) {
            case CHAT, COMPLETIONS -> {
                var within = surface == Surface.CHAT ? "delta" : "text";
                for (var choice : event.path("choices")) {
                    if (!choice.has(within) && !Texts.of(choice).places().isEmpty()) {
                        yield true;
                    }
                }
                yield !event.path("choices").isArray()
                        && !Texts.of(event).places().isEmpty();
            }
            case RESPONSES, MESSAGES ->
                !event.path("type").isString() && !Texts.of(event).places().isEmpty();
            case IMAGES, IMAGE_EDITS, SPEECH, EMBEDDINGS, RERANK, MODELS, COUNT -> false;
            case MODERATIONS, TRANSCRIPTIONS, TRANSLATIONS -> false;
        };
    }

    private static boolean message(@Nullable JsonNode message, TextLabel label) {
        if (message == null) {
            return false;
        }
        if (message.path("content").isArray()) {
            return blocks(message.path("content"), label);
        }
        boolean changed = affix(message, "content", label);
        return changed && shift(message.get("annotations"), label) || changed;
    }

    /** An item of a response's output. */
    static boolean item(@Nullable JsonNode item, TextLabel label) {
        boolean changed = false;
        if (item != null) {
            for (var part : item.path("content")) {
                changed |= part(part, label);
            }
        }
        return changed;
    }

    /** A part of such an item: the hint goes into what people read, not into reasoning. */
    static boolean part(@Nullable JsonNode part, TextLabel label) {
        if (part == null) {
            return false;
        }
        var type = part.path("type").asString("output_text");
        boolean shown = type.equals("output_text") || type.equals("response.output_text.done");
        boolean changed = shown && affix(part, "text", label);
        return changed && shift(part.get("annotations"), label) || changed;
    }

    /** Blocks of one message: before the first words, or behind the last in a row of texts. */
    private static boolean blocks(JsonNode blocks, TextLabel label) {
        boolean changed = false;
        for (int i = 0; i < blocks.size(); i++) {
            if (!(blocks.get(i) instanceof ObjectNode block) || !isText(block)) {
                continue;
            }
            var words = block.path("text").asString("");
            if (!words.isEmpty() && !label.before().isEmpty()) {
                block.put("text", label.before() + words);
                return true;
            }
            if (!label.after().isEmpty() && !isText(blocks.path(i + 1)) && !words.isEmpty()) {
                block.put("text", words + label.after());
                changed = true;
            }
        }
        return changed;
    }

    private static boolean isText(JsonNode block) {
        return block.path("type").asString("").equals("text");
    }

    /** Moves the places in the text that annotations name behind a hint that stands before it. @return whether any was moved */
    static boolean shift(@Nullable JsonNode annotations, TextLabel label) {
        int by = label.before().length();
        if (annotations == null || by == 0) {
            return false;
        }
        boolean changed = false;
        if (annotations instanceof ObjectNode annotation) {
            for (var name : new String[] {"start_index", "end_index"}) {
                if (annotation.path(name).isIntegralNumber()) {
                    annotation.put(name, annotation.path(name).asLong() + by);
                    changed = true;
                }
            }
            return changed | shift(annotation.get("url_citation"), label);
        }
        for (var annotation : annotations) {
            changed |= shift(annotation, label);
        }
        return changed;
    }

    /** Whether an item of a response is a picture that the model drew. */
    static boolean isPicture(JsonNode item) {
        return item.path("type").asString("").equals("image_generation_call")
                && !item.path("result").asString("").isEmpty();
    }

    static boolean hasPicture(JsonNode output) {
        for (var item : output) {
            if (isPicture(item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean affix(@Nullable JsonNode holder, String field, TextLabel label) {
        if (!(holder instanceof ObjectNode object)
                || !object.path(field).isString()
                || object.path(field).stringValue().isEmpty()
                || label.before().isEmpty() && label.after().isEmpty()) {
            return false;
        }
        object.put(field, label.before() + object.path(field).stringValue() + label.after());
        return true;
    }

    /** The body with the implicit label behind its opening brace; null when that is no place for it. */
    static @Nullable Buffer splice(Buffer body, TextLabel label) {
        int brace = 0;
        while (brace < body.length() && body.getByte(brace) <= ' ') {
            if (body.getByte(brace) == 0) {
                return null; // UTF-16 or UTF-32
            }
            brace++;
        }
        int next = brace + 1;
        while (next < body.length() && body.getByte(next) <= ' ') {
            next++;
        }
        if (next >= body.length()
                || body.getByte(brace) != '{'
                || body.getByte(next) == '}'
                || body.getByte(brace + 1) == 0) {
            return null;
        }
        var splice = label.splice();
        return Buffer.buffer(body.length() + splice.length)
                .appendBuffer(body, 0, brace + 1)
                .appendBytes(splice)
                .appendBuffer(body, brace + 1, body.length() - brace - 1);
    }
}
