package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of chat completions ({@code choices[].delta}) and of plain completions ({@code choices[].text}). */
final class ChatShape implements StreamShape {
    private final boolean chat;
    private final StreamText text;
    private @Nullable ObjectNode last;

    ChatShape(Surface surface, StreamText text) {
        chat = surface == Surface.CHAT;
        this.text = text;
    }

    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        var out = new ArrayList<Buffer>(1);
        boolean changed = raw == null;
        for (var choice : data.path("choices")) {
            if (!(choice instanceof ObjectNode object)) {
                continue;
            }
            last = data;
            long index = object.path("index").asLong(0);
            changed |= chat
                    ? words(object.get("delta"), "content", "c" + index) | tools(object, index)
                    : words(object, "text", "c" + index);
            if (object.hasNonNull("finish_reason")) {
                closeTools(index, data, out);
                var rest = text.end("c" + index, true);
                if (!rest.isEmpty()) {
                    out.add(chunk(data, index, rest));
                }
            }
        }
        out.add(changed || raw == null ? StreamShape.event(name, data) : raw);
        return out;
    }

    private boolean words(@Nullable JsonNode holder, String field, String name) {
        if (!(holder instanceof ObjectNode object) || !object.path(field).isString()) {
            return false;
        }
        var piece = object.path(field).stringValue();
        if (piece.isEmpty()) {
            return false;
        }
        var released = text.push(name, piece, true);
        if (released.equals(piece)) {
            return false;
        }
        object.put(field, released);
        return true;
    }

    private boolean tools(ObjectNode choice, long index) {
        boolean changed = false;
        for (var call : choice.path("delta").path("tool_calls")) {
            if (call.path("function") instanceof ObjectNode function
                    && function.path("arguments").isString()) {
                var piece = function.path("arguments").stringValue();
                var released = text.push(tool(index, call.path("index").asLong(0)), piece, false);
                if (!released.equals(piece)) {
                    function.put("arguments", released);
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static String tool(long index, long call) {
        return "t" + index + "." + call;
    }

    private void closeTools(long index, ObjectNode like, List<Buffer> out) {
        var prefix = "t" + index + ".";
        for (var name : text.open()) {
            if (name.startsWith(prefix)) {
                var rest = text.end(name, false);
                if (!rest.isEmpty()) {
                    var chunk = empty(like, index);
                    var delta = ((ObjectNode) chunk.path("choices").get(0)).putObject("delta");
                    var call = delta.putArray("tool_calls").addObject();
                    call.put("index", Long.parseLong(name.substring(prefix.length())));
                    call.putObject("function").put("arguments", rest);
                    out.add(StreamShape.event("", chunk));
                }
            }
        }
    }

    private Buffer chunk(ObjectNode like, long index, String words) {
        var chunk = empty(like, index);
        var choice = (ObjectNode) chunk.path("choices").get(0);
        if (chat) {
            choice.putObject("delta").put("content", words);
        } else {
            choice.put("text", words);
        }
        return StreamShape.event("", chunk);
    }

    private static ObjectNode empty(ObjectNode like, long index) {
        var chunk = like.deepCopy();
        chunk.remove(List.of("usage", TextLabel.FIELD));
        chunk.putArray("choices").addObject().put("index", index).putNull("finish_reason");
        return chunk;
    }

    @Override
    public List<Buffer> flush() {
        var out = new ArrayList<Buffer>();
        for (var name : text.open()) {
            boolean shown = name.startsWith("c");
            var rest = text.end(name, shown);
            if (!rest.isEmpty() && shown && last != null) {
                out.add(chunk(last, Long.parseLong(name.substring(1)), rest));
            }
        }
        return out;
    }
}
