package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of chat completions ({@code choices[].delta}) and of plain completions ({@code choices[].text}). */
final class ChatShape implements StreamShape {
    /** The number that stands for the call of the older kind. */
    private static final long OLDER = -1;

    private final boolean chat;
    private final StreamText text;
    private final Map<String, Call> calls = new HashMap<>();
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

    /** Where the permit has rules for tools, the pieces of a call are kept back until it is complete. */
    private boolean tools(ObjectNode choice, long index) {
        if (!(choice.path("delta") instanceof ObjectNode delta)) {
            return false;
        }
        boolean changed = false;
        for (var call : delta.path("tool_calls")) {
            if (call instanceof ObjectNode object) {
                changed |= piece(index, call.path("index").asLong(0), object, call.get("function"), "arguments");
                changed |= piece(index, call.path("index").asLong(0), object, call.get("custom"), "input");
            }
        }
        changed |= piece(index, OLDER, null, delta.get("function_call"), "arguments");
        if (text.checksTools() && changed) {
            delta.remove(List.of("tool_calls", "function_call"));
        }
        return changed;
    }

    /** @param call null for the older kind, of which a message has at most one */
    private boolean piece(long index, long number, @Nullable ObjectNode call, @Nullable JsonNode holder, String field) {
        if (!(holder instanceof ObjectNode function)) {
            return false;
        }
        var name = tool(index, number);
        var piece = function.path(field).isString() ? function.path(field).stringValue() : "";
        var released = text.push(name, piece, false);
        if (text.checksTools()) {
            text.kept(piece.length());
            calls.computeIfAbsent(name, n -> new Call(call == null ? null : call.deepCopy(), field))
                    .add(function.path("name").asString(""), piece, released);
            return true;
        }
        if (released.equals(piece)) {
            return false;
        }
        function.put(field, released);
        return true;
    }

    /** A call of a tool that comes in pieces. {@code first} is its first piece, null for the older kind. */
    private record Call(
            @Nullable ObjectNode first, String field, StringBuilder name, StringBuilder said, StringBuilder released) {
        Call(@Nullable ObjectNode first, String field) {
            this(first, field, new StringBuilder(), new StringBuilder(), new StringBuilder());
        }

        void add(String name, String piece, String released) {
            this.name.append(name);
            said.append(piece);
            this.released.append(released);
        }

        void putInto(ObjectNode delta, String rest) {
            var words = released + rest;
            if (first == null) {
                delta.putObject("function_call").put("name", name.toString()).put(field, words);
                return;
            }
            var whole = delta.putArray("tool_calls").add(first).get(0);
            ((ObjectNode) whole.get(field.equals("input") ? "custom" : "function"))
                    .put("name", name.toString())
                    .put(field, words);
        }
    }

    private static String tool(long index, long number) {
        return "t" + index + "." + number;
    }

    private void closeTools(long index, ObjectNode like, List<Buffer> out) {
        var prefix = "t" + index + ".";
        for (var name :
                text.open().stream().filter(n -> n.startsWith(prefix)).sorted().toList()) {
            var rest = text.end(name, false);
            var whole = calls.remove(name);
            if (whole == null && rest.isEmpty()) {
                continue;
            }
            var chunk = empty(like, index);
            var delta = ((ObjectNode) chunk.path("choices").get(0)).putObject("delta");
            if (whole != null) {
                text.tool(whole.name.toString(), whole.said.toString());
                whole.putInto(delta, rest);
            } else if (name.equals(tool(index, OLDER))) {
                delta.putObject("function_call").put("arguments", rest);
            } else {
                var call = delta.putArray("tool_calls").addObject();
                call.put("index", Long.parseLong(name.substring(prefix.length())));
                call.putObject("function").put("arguments", rest);
            }
            out.add(StreamShape.event("", chunk));
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
        if (last != null) {
            for (var name : text.open()) {
                if (name.startsWith("t")) {
                    closeTools(Long.parseLong(name.substring(1, name.indexOf('.'))), last, out);
                }
            }
        }
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
