package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of Anthropic's messages: blocks of text, of thinking and of tools, each begun, continued in {@code content_block_delta}s and
 * stopped. What was held back of a block goes out before its stop.
 */
final class MessagesShape implements StreamShape {
    private final StreamText text;
    /** The last piece of each text that is under way, by its name. */
    private final Map<String, ObjectNode> pieces = new LinkedHashMap<>();
    /** Events of a tool's call that is not complete. */
    private final List<Waiting> waiting = new ArrayList<>();

    private final StringBuilder said = new StringBuilder();
    private @Nullable ObjectNode tool;
    /** The place of the tool's block. */
    private long block;

    private boolean hinted;
    /** The stop of a text that may be the last: what follows says whether the hint belongs before it. */
    private @Nullable Waiting stop;

    private record Waiting(
            String name, ObjectNode data, @Nullable Buffer raw) {}

    MessagesShape(StreamText text) {
        this.text = text;
    }

    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        var out = new ArrayList<Buffer>(1);
        if (text.checksTools() && isKeptBack(data)) {
            text.kept(data.path("delta").path("partial_json").asString("").length() + 1000);
            waiting.add(new Waiting(name, data, raw));
            return out;
        }
        if (!waiting.isEmpty()) {
            text.spoken();
        }
        waiting.forEach(event -> pass(event.name, event.data, event.raw, out));
        waiting.clear();
        pass(name, data, raw, out);
        return out;
    }

    /** Follows the call of a tool. @return whether the event belongs to one that is not complete */
    private boolean isKeptBack(ObjectNode data) {
        switch (data.path("type").asString("")) {
            case "content_block_start" -> {
                finish();
                if (data.path("content_block") instanceof ObjectNode block && ToolCalls.isCall(block)) {
                    tool = block;
                    this.block = data.path("index").asLong(0);
                    said.setLength(0);
                }
            }
            case "content_block_delta" ->
                said.append(data.path("delta").path("partial_json").asString(""));
            case "content_block_stop", "message_delta", "message_stop" -> finish();
            default -> {}
        }
        return tool != null;
    }

    private void finish() {
        var complete = tool;
        if (complete != null) {
            tool = null;
            var input = complete.path("input");
            text.tool(
                    "block " + block,
                    complete.path("name").asString("?"),
                    said.isEmpty() ? input.isMissingNode() ? "{}" : input.toString() : said.toString());
        }
    }

    private void pass(String name, ObjectNode data, @Nullable Buffer raw, List<Buffer> out) {
        var type = data.path("type").asString("");
        boolean changed = raw == null;
        if (stop != null && !type.equals("ping")) {
            var before = stop;
            stop = null;
            boolean last = !data.path("content_block").path("type").asString("").equals("text");
            if (last) {
                out.add(StreamShape.event(
                        "content_block_delta", delta(before.data, text.label().after())));
                text.hinted();
            }
            out.add(send(before, before.raw == null));
        }
        switch (type) {
            case "content_block_delta" -> changed |= piece(data, data.get("delta"));
            case "content_block_start" -> changed |= piece(data, data.get("content_block"));
            case "content_block_stop" -> {
                boolean isText = close(data, out);
                changed |= text.whole(data);
                if (isText && !text.label().after().isEmpty()) {
                    stop = new Waiting(name, data, changed ? null : raw);
                    return;
                }
            }
            default -> changed |= text.whole(data);
        }
        out.add(send(new Waiting(name, data, raw), changed));
    }

    private static Buffer send(Waiting event, boolean changed) {
        var raw = event.raw;
        return changed || raw == null ? StreamShape.event(event.name, event.data) : raw;
    }

    /** What a block begins or goes on with: its text, its thinking, the JSON for a tool. */
    private boolean piece(ObjectNode data, tools.jackson.databind.@Nullable JsonNode holder) {
        if (!(holder instanceof ObjectNode block)) {
            return text.whole(data);
        }
        boolean changed = text.whole(data, block.get("text"), block.get("thinking"), block.get("partial_json"));
        for (var field : List.of("text", "thinking", "partial_json")) {
            var value = block.path(field);
            if (!value.isString() || value.stringValue().isEmpty()) {
                continue;
            }
            var line = data.path("index").asLong(0) + "/" + field;
            pieces.put(line, data);
            var piece = value.stringValue();
            var released = field.equals("partial_json") ? text.pushJson(line, piece) : text.push(line, piece, false);
            released = field.equals("text") ? hint(released) : released;
            if (!released.equals(piece)) {
                block.put(field, released);
                changed = true;
            }
        }
        return changed;
    }

    private String hint(String words) {
        if (hinted || words.isEmpty() || text.label().before().isEmpty()) {
            return words;
        }
        hinted = true;
        text.hinted();
        return text.label().before() + words;
    }

    /** Ends the texts of a block. @return whether it was one that people read, with words */
    private boolean close(ObjectNode data, List<Buffer> out) {
        var block = data.path("index").asLong(0) + "/";
        boolean isText = false;
        for (var line : List.copyOf(pieces.keySet())) {
            if (line.startsWith(block)) {
                isText |= line.endsWith("/text");
                end(line, out);
            }
        }
        return isText;
    }

    private void end(String line, List<Buffer> out) {
        var like = pieces.remove(line);
        var rest = text.end(line, false);
        if (like == null || rest.isEmpty()) {
            return;
        }
        var field = line.substring(line.indexOf('/') + 1);
        var event = delta(like, field.equals("text") ? hint(rest) : rest);
        if (!field.equals("text")) {
            event.putObject("delta")
                    .put("type", field.equals("thinking") ? "thinking_delta" : "input_json_delta")
                    .put(field, rest);
        }
        out.add(StreamShape.event("content_block_delta", event));
    }

    private static ObjectNode delta(ObjectNode like, String words) {
        var event = WireJson.MAPPER.createObjectNode();
        event.put("type", "content_block_delta").set("index", like.path("index"));
        event.putObject("delta").put("type", "text_delta").put("text", words);
        return event;
    }

    @Override
    public List<Buffer> flush() {
        var out = new ArrayList<Buffer>();
        List.copyOf(pieces.keySet()).forEach(line -> end(line, out));
        var last = stop;
        if (last != null) {
            stop = null;
            out.add(StreamShape.event(
                    "content_block_delta", delta(last.data, text.label().after())));
            out.add(send(last, last.raw == null));
        }
        return out;
    }
}
