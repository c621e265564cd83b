package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of the responses surface. A text comes in {@code ….delta} pieces and then whole in several closing events, which must say the
 * same; an event that is put in moves the numbers of those behind it.
 */
final class ResponsesShape implements StreamShape {
    private static final String SHOWN = "response.output_text";

    private final StreamText text;
    private final ObjectNode asked;
    private final Map<String, StringBuilder> open = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    /** The last piece of each text that is under way. */
    private final Map<String, ObjectNode> pieces = new LinkedHashMap<>();

    private int added;
    private long next;
    /** Whether events carry their type as a name too. */
    private boolean named = true;

    ResponsesShape(StreamText text, ObjectNode asked) {
        this.text = text;
        this.asked = asked;
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
            if (!waiting.isEmpty()) {
                text.spoken();
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
                    text.tool(id(item), item.path("name").asString("?"), pieces.toString());
                }
                tool(item);
            }
            case "response.completed", "response.incomplete", "response.failed" -> {
                open.clear();
                data.path("response").path("output").forEach(this::tool);
            }
            default -> {}
        }
    }

    private static String id(JsonNode item) {
        return item.path("call_id").asString(item.path("id").asString(""));
    }

    private void tool(JsonNode item) {
        ToolCalls.item(item, (name, arguments) -> text.tool(id(item), name, arguments));
    }

    private void pass(String name, ObjectNode data, @Nullable Buffer raw, List<Buffer> out) {
        var type = data.path("type").asString("");
        boolean changed = raw == null;
        named = !name.isEmpty();
        if (type.endsWith(".delta") && data.path("delta").isString()) {
            changed |= text.whole(data, data.get("delta")) | delta(type, data);
        } else {
            if (type.endsWith(".done")) {
                close(place(type.substring(0, type.length() - 5), data), out);
            }
            var part = part(type, data);
            changed |= part != null;
            var response = data.path("response");
            changed |= part != null
                    ? text.whole(data, part)
                    : text.whole(data, Screened.Echo.of(Surface.RESPONSES, response, asked));
            changed |= hints(type, data);
        }
        changed |= number(data);
        out.add(changed || raw == null ? StreamShape.event(name, data) : raw);
    }

    /** Puts in what the pieces of a text said that shares something with its neighbours. @return the words, null where it does not */
    private @Nullable JsonNode part(String type, ObjectNode data) {
        boolean isPart =
                type.equals("response.content_part.done") || type.equals("response.reasoning_summary_part.done");
        var holder = isPart ? data.path("part") : data;
        var of = isPart
                ? "response." + holder.path("type").asString("").replace("summary", "reasoning_summary")
                : type.endsWith(".done") ? type.substring(0, type.length() - 5) : "";
        if (of.isEmpty()
                || !(holder instanceof ObjectNode object)
                || !object.path("text").isString()) {
            return null;
        }
        var words = text.part(place(of, data), object.path("text").stringValue());
        return words == null ? null : object.put("text", words).get("text");
    }

    private boolean number(ObjectNode data) {
        if (!data.path("sequence_number").isIntegralNumber()) {
            return false;
        }
        long number = data.path("sequence_number").asLong() + added;
        next = number + 1;
        data.put("sequence_number", number);
        return added > 0;
    }

    static String place(String of, ObjectNode data) {
        return of + "/" + data.path("item_id").asString("") + "/"
                + data.path("content_index").asLong(0) + "/"
                + data.path("summary_index").asLong(0);
    }

    private boolean delta(String type, ObjectNode data) {
        var of = type.substring(0, type.length() - ".delta".length());
        var place = place(of, data);
        var piece = data.path("delta").stringValue();
        pieces.put(place, data);
        var released = of.equals("response.function_call_arguments")
                ? text.pushJson(place, piece)
                : text.push(place, piece, of.equals(SHOWN));
        if (released.equals(piece)) {
            return false;
        }
        data.put("delta", released);
        return true;
    }

    private void close(String place, List<Buffer> out) {
        var like = pieces.remove(place);
        if (like == null) {
            return;
        }
        var rest = text.end(place, place.startsWith(SHOWN + "/"));
        if (!rest.isEmpty()) {
            var event = like.deepCopy();
            event.remove(List.of(TextLabel.FIELD, TextLabel.HINT_FIELD));
            event.put("delta", rest);
            if (event.path("sequence_number").isIntegralNumber()) {
                event.put("sequence_number", next++);
                added++;
            }
            out.add(StreamShape.event(named ? event.path("type").asString("") : "", event));
        }
    }

    /** The hint goes into each text that people read where it stands whole, and moves the places that annotations name. */
    private boolean hints(String type, ObjectNode data) {
        boolean changed = false;
        switch (type) {
            case SHOWN + ".done" -> changed = Labelling.part(data, text.label());
            case SHOWN + ".annotation.added" -> changed = Labelling.shift(data.get("annotation"), text.label());
            case "response.content_part.done" -> changed = Labelling.part(data.get("part"), text.label());
            case "response.output_item.done" -> changed = Labelling.item(data.get("item"), text.label());
            case "response.completed", "response.incomplete" -> {
                for (var item : data.path("response").path("output")) {
                    changed |= Labelling.item(item, text.label());
                }
            }
            default -> {}
        }
        return changed;
    }

    @Override
    public long sequence() {
        return next;
    }

    @Override
    public List<Buffer> flush() {
        var out = new ArrayList<Buffer>();
        List.copyOf(pieces.keySet()).forEach(place -> close(place, out));
        return out;
    }
}
