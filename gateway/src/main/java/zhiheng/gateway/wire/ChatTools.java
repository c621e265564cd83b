package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of tools in a chat's chunks. Some models number no call, or all of them 0 (ollama/ollama#7881), so calls are told apart by
 * number and id. Where the permit has rules for tools, the pieces of a call are kept back until it is complete.
 */
final class ChatTools {
    private final StreamText text;
    /** In the order in which they began. */
    private final Map<String, Call> calls = new LinkedHashMap<>();
    /** Which call goes on, by choice and number. */
    private final Map<String, Call> current = new HashMap<>();

    private final Map<Long, Integer> counts = new HashMap<>();

    ChatTools(StreamText text) {
        this.text = text;
    }

    /** A call that comes in pieces. {@code first} is its first piece, null for the older kind, of which a message has at most one. */
    private static final class Call {
        final String name;
        final long choice;
        final int place;
        final @Nullable ObjectNode first;
        final String field;
        String id = "";
        final StringBuilder tool = new StringBuilder();
        final StringBuilder said = new StringBuilder();
        final StringBuilder released = new StringBuilder();

        Call(long choice, int place, @Nullable ObjectNode first, String field) {
            name = "t" + choice + "." + place;
            this.choice = choice;
            this.place = place;
            this.first = first;
            this.field = field;
        }

        void add(String named, String piece, String passed) {
            if (!named.contentEquals(tool)) { // some repeat the name with each piece
                tool.append(named);
            }
            said.append(piece);
            released.append(passed);
        }

        /** The number under which its pieces go out. */
        JsonNode number() {
            var given = first == null ? null : first.get("index");
            return given != null && given.isIntegralNumber()
                    ? given
                    : WireJson.MAPPER.getNodeFactory().numberNode(place);
        }

        void putInto(ObjectNode delta, String rest) {
            var words = released + rest;
            if (first == null) {
                delta.putObject("function_call").put("name", tool.toString()).put(field, words);
                return;
            }
            first.put("index", place);
            delta.putArray("tool_calls").add(first);
            ((ObjectNode) first.get(field.equals("input") ? "custom" : "function"))
                    .put("name", tool.toString())
                    .put(field, words);
        }
    }

    /** @return whether the delta was changed */
    boolean take(ObjectNode delta, long choice) {
        boolean changed = false;
        boolean any = false;
        int position = 0;
        for (var call : delta.path("tool_calls")) {
            if (call instanceof ObjectNode object) {
                for (var field : List.of("arguments", "input")) {
                    var holder = object.get(field.equals("input") ? "custom" : "function");
                    if (holder instanceof ObjectNode function) {
                        any = true;
                        changed |= piece(of(choice, object, position, field), object, function, field);
                    }
                }
            }
            position++;
        }
        if (delta.get("function_call") instanceof ObjectNode older) {
            any = true;
            changed |= piece(older(choice), older, older, "arguments");
        }
        if (text.checksTools() && any) {
            delta.remove(List.of("tool_calls", "function_call"));
            return true;
        }
        return changed;
    }

    private Call of(long choice, ObjectNode piece, int position, String field) {
        var number = piece.path("index");
        var id = piece.path("id").asString("");
        var known = id.isEmpty() ? null : current.get(choice + "#" + id);
        if (known != null) {
            return known;
        }
        var key = choice + "." + (number.isIntegralNumber() ? number.asString() : "at " + position);
        var going = current.get(key);
        if (going != null && (id.isEmpty() || going.id.isEmpty() || going.id.equals(id))) {
            going.id = going.id.isEmpty() ? id : going.id;
            return going;
        }
        int place = counts.merge(choice, 1, Integer::sum) - 1;
        var begun = new Call(choice, place, piece.deepCopy(), field);
        begun.id = id;
        calls.put(begun.name, begun);
        current.put(key, begun);
        if (!id.isEmpty()) {
            current.put(choice + "#" + id, begun);
        }
        return begun;
    }

    private Call older(long choice) {
        return current.computeIfAbsent(choice + ".older", key -> {
            var begun = new Call(choice, -1, null, "arguments");
            calls.put(begun.name, begun);
            return begun;
        });
    }

    private boolean piece(Call call, ObjectNode holder, ObjectNode function, String field) {
        var value = function.get(field);
        boolean changed = text.whole(holder, value);
        var piece = value != null && value.isString()
                ? value.stringValue()
                : value != null && value.isContainer() ? value.toString() : "";
        if (value != null && value.isContainer()) {
            changed |= text.whole(value);
        }
        var released = value != null && value.isContainer()
                ? value.toString()
                : push(call.name, piece, field.equals("arguments"));
        if (text.checksTools()) {
            text.kept(piece.length());
            call.add(function.path("name").asString(""), piece, released);
            return true;
        }
        if (value == null || !value.isString() || released.equals(piece)) {
            return changed;
        }
        function.put(field, released);
        return true;
    }

    private String push(String name, String piece, boolean json) {
        if (text.checksTools()) {
            return text.keep(name, piece, json);
        }
        return json ? text.pushJson(name, piece) : text.push(name, piece, false);
    }

    /** The calls of a choice are complete. */
    void close(long choice, ObjectNode like, List<Buffer> out) {
        for (var call : List.copyOf(calls.values())) {
            if (call.choice == choice) {
                end(call, like, out);
            }
        }
    }

    void closeAll(ObjectNode like, List<Buffer> out) {
        List.copyOf(calls.values()).forEach(call -> end(call, like, out));
    }

    private void end(Call call, ObjectNode like, List<Buffer> out) {
        calls.remove(call.name);
        current.values().removeIf(call::equals);
        var rest = text.end(call.name, false);
        if (!text.checksTools() && rest.isEmpty()) {
            return;
        }
        var chunk = ChatShape.empty(like, call.choice);
        var delta = ((ObjectNode) chunk.path("choices").get(0)).putObject("delta");
        if (text.checksTools()) {
            text.tool(call.name, call.tool.toString(), call.said.toString());
            text.spoken();
            call.putInto(delta, rest);
        } else if (call.first == null) {
            delta.putObject("function_call").put(call.field, rest);
        } else {
            var piece = delta.putArray("tool_calls").addObject();
            piece.set("index", call.number());
            piece.putObject(call.field.equals("input") ? "custom" : "function").put(call.field, rest);
        }
        out.add(StreamShape.event("", chunk));
    }
}
