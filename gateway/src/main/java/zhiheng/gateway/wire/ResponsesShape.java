package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of the responses surface. A text comes in {@code response.output_text.delta} pieces and then whole in several closing events,
 * which must say the same; an event that is put in moves the numbers of those behind it.
 */
final class ResponsesShape implements StreamShape {
    private final StreamText text;
    private final Map<String, StringBuilder> open = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int added;

    ResponsesShape(StreamText text) {
        this.text = text;
    }

    private record Waiting(
            String name, ObjectNode data, @Nullable Buffer raw) {}

    /** Where the permit has rules for tools, a call is kept back until it is complete, and all that comes meanwhile behind it. */
    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        var out = new ArrayList<Buffer>(1);
        if (text.checksTools()) {
            note(data);
            if (!open.isEmpty()) {
                text.kept(data.path("delta").asString("").length() + 1000);
                waiting.add(new Waiting(name, data, raw));
                return out;
            }
            waiting.forEach(event -> pass(event.name, event.data, event.raw, out));
            waiting.clear();
        }
        pass(name, data, raw, out);
        return out;
    }

    /** What the event says about calls of tools: one begins, goes on, or is complete and can be checked. */
    private void note(ObjectNode data) {
        var item = data.path("item");
        switch (data.path("type").asString("")) {
            case "response.output_item.added" -> {
                if (ToolCalls.isCall(item)) {
                    open.put(item.path("id").asString(""), new StringBuilder());
                }
            }
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                open.computeIfAbsent(data.path("item_id").asString(""), id -> new StringBuilder())
                        .append(data.path("delta").asString(""));
            case "response.output_item.done" -> {
                var pieces = open.remove(item.path("id").asString(""));
                if (pieces != null && !pieces.isEmpty()) {
                    text.tool(item.path("name").asString("?"), pieces.toString());
                }
                ToolCalls.item(item, text::tool);
            }
            case "response.completed", "response.incomplete", "response.failed" -> {
                open.clear();
                ToolCalls.of(Surface.RESPONSES, data.path("response"), text::tool);
            }
            default -> {}
        }
    }

    private void pass(String name, ObjectNode data, @Nullable Buffer raw, List<Buffer> out) {
        boolean changed = raw == null;
        switch (data.path("type").asString("")) {
            case "response.output_text.delta" -> changed |= delta(data, true);
            case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
                changed |= delta(data, false);
            case "response.output_text.done" -> {
                close(name, data, "response.output_text.delta", true, out);
                changed |= field(data, "text", true);
            }
            case "response.function_call_arguments.done" -> {
                close(name, data, "response.function_call_arguments.delta", false, out);
                changed |= field(data, "arguments", false);
            }
            case "response.custom_tool_call_input.done" -> {
                close(name, data, "response.custom_tool_call_input.delta", false, out);
                changed |= field(data, "input", false);
            }
            case "response.content_part.done" -> changed |= field(data.get("part"), "text", true);
            case "response.output_item.done" -> changed |= item(data.get("item"));
            case "response.completed", "response.incomplete" -> {
                for (var item : data.path("response").path("output")) {
                    changed |= item(item);
                }
            }
            default -> {}
        }
        if (added > 0 && data.path("sequence_number").isIntegralNumber()) {
            data.put("sequence_number", data.path("sequence_number").asLong() + added);
            changed = true;
        }
        out.add(changed || raw == null ? StreamShape.event(name, data) : raw);
    }

    private static String place(ObjectNode data) {
        return data.path("item_id").asString("") + "/"
                + data.path("content_index").asLong(0);
    }

    private boolean delta(ObjectNode data, boolean shown) {
        if (!data.path("delta").isString()) {
            return false;
        }
        var piece = data.path("delta").stringValue();
        var released = text.push(place(data), piece, shown);
        if (released.equals(piece)) {
            return false;
        }
        data.put("delta", released);
        return true;
    }

    private void close(String name, ObjectNode like, String type, boolean shown, List<Buffer> out) {
        var rest = text.end(place(like), shown);
        if (!rest.isEmpty()) {
            var event = like.deepCopy();
            event.remove(List.of("text", "arguments", "input", TextLabel.FIELD));
            event.put("type", type).put("delta", rest);
            if (event.path("sequence_number").isIntegralNumber()) {
                event.put("sequence_number", event.path("sequence_number").asLong() + added);
            }
            added++;
            out.add(StreamShape.event(name.isEmpty() ? "" : type, event));
        }
    }

    private boolean item(@Nullable JsonNode item) {
        boolean changed = false;
        if (item != null) {
            for (var part : item.path("content")) {
                changed |= field(part, "text", true);
            }
            changed |= field(item, "arguments", false) | field(item, "input", false);
        }
        return changed;
    }

    private boolean field(@Nullable JsonNode holder, String name, boolean shown) {
        if (!(holder instanceof ObjectNode object) || !object.path(name).isString()) {
            return false;
        }
        var before = object.path(name).stringValue();
        var after = text.whole(before, shown);
        object.put(name, after);
        return !after.equals(before);
    }

    @Override
    public List<Buffer> flush() {
        text.open().forEach(name -> text.end(name, false));
        return List.of();
    }
}
