package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chunks of chat completions ({@code choices[].delta}) and of plain completions ({@code choices[].text}). Each string of a delta, at
 * whatever depth, is a piece of a text of its own; all else in a chunk is there whole.
 */
final class ChatShape implements StreamShape {
    private static final String CONTENT = "content";
    private static final List<JsonNode> CONTENT_PATH = List.of(step(CONTENT));

    private final boolean chat;
    private final StreamText text;
    private final ChatTools tools;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    /** The text that had words last, by choice. */
    private final Map<Long, Line> speaking = new LinkedHashMap<>();

    private @Nullable ObjectNode last;
    private @Nullable Repeated repeated;

    /** A text that comes in pieces. Not a record: {@code closed} says that it was ended once because another began. */
    private static final class Line {
        final String name;
        final long choice;
        final List<JsonNode> path;
        final boolean shown;
        boolean closed;

        Line(String name, long choice, List<JsonNode> path, boolean shown) {
            this.name = name;
            this.choice = choice;
            this.path = path;
            this.shown = shown;
        }
    }

    ChatShape(Surface surface, StreamText text) {
        chat = surface == Surface.CHAT;
        this.text = text;
        tools = new ChatTools(text);
    }

    @Override
    public List<Buffer> take(String name, ObjectNode data, @Nullable Buffer raw) {
        var out = new ArrayList<Buffer>(1);
        boolean changed = raw == null;
        int findings = text.findings();
        var pieces = new ArrayList<JsonNode>(1);
        for (var choice : data.path("choices")) {
            pieces.add(choice.get(chat ? "delta" : "text"));
        }
        changed |= text.whole(data, pieces.toArray(JsonNode[]::new));
        repeated = changed || findings != text.findings() || !chat ? null : repeated(data);
        for (var choice : data.path("choices")) {
            if (!(choice instanceof ObjectNode object)) {
                continue;
            }
            last = data;
            long index = object.path("index").asLong(0);
            if (!chat) {
                changed |= piece(object, "text", index, List.of(), true, data, out);
            } else if (object.get("delta") instanceof ObjectNode delta) {
                changed |= delta(delta, index, data, out);
            }
            if (object.hasNonNull("finish_reason")) {
                tools.close(index, data, out);
                close(index, data, out);
            }
        }
        out.add(changed || raw == null ? StreamShape.event(name, data) : raw);
        return out;
    }

    /** What an event says where it has but one choice, and its delta but words: all else in it is names, numbers and nothing. */
    private static @Nullable Repeated repeated(ObjectNode data) {
        if (data.path("choices").size() != 1 || data.path("usage").isObject()) {
            return null;
        }
        if (data.has("delta") || data.has("output") || data.has("content") || data.has("response")) {
            return null;
        }
        var choice = data.path("choices").get(0);
        var delta = choice.path("delta");
        var words = delta.path(CONTENT);
        if (!words.isString() || words.stringValue().isEmpty() || choice.hasNonNull("finish_reason")) {
            return null;
        }
        for (var member : choice.properties()) {
            if (member.getValue() != delta
                    && !member.getValue().isNull()
                    && !member.getKey().equals("index")) {
                return null;
            }
        }
        for (var member : delta.properties()) {
            if (member.getValue() != words
                    && !member.getValue().isNull()
                    && !member.getKey().equals("role")) {
                return null;
            }
        }
        return Texts.isKnown("role", delta.path("role").asString("none"))
                ? new Repeated(CONTENT, words.stringValue(), data)
                : null;
    }

    @Override
    public void pass(ObjectNode data) {
        repeated = chat ? repeated(data) : null;
    }

    @Override
    public @Nullable Repeated repeated() {
        return repeated;
    }

    @Override
    public String again(Repeated like, String words, List<Buffer> out) {
        var data = like.like();
        last = data;
        long choice = data.path("choices").get(0).path("index").asLong(0);
        return words.isEmpty() ? words : said(words, CONTENT, choice, CONTENT_PATH, true, data, out);
    }

    private boolean delta(ObjectNode delta, long choice, ObjectNode data, List<Buffer> out) {
        boolean changed = false;
        for (var member : List.copyOf(delta.properties())) {
            var key = member.getKey();
            var value = member.getValue();
            if (value.isString()) {
                boolean shown = key.equals("content");
                if (shown || text.reads()) {
                    changed |= piece(delta, key, choice, List.of(step(key)), shown, data, out);
                }
            } else if (value.isNumber()) {
                changed |= number(delta, key, value);
            } else if (key.equals("annotations")) {
                changed |= text.whole(value) | Labelling.shift(value, text.label());
            } else if (!key.equals("tool_calls") && !key.equals("function_call")) {
                changed |= within(value, key, choice, List.of(step(key)), data, out);
            }
        }
        return changed | tools.take(delta, choice);
    }

    /** What stands deeper in a delta: parts of a content, a sound's transcript, details of reasoning. */
    private boolean within(
            JsonNode value, String key, long choice, List<JsonNode> path, ObjectNode data, List<Buffer> out) {
        boolean changed = false;
        switch (value) {
            case ObjectNode object -> {
                for (var member : List.copyOf(object.properties())) {
                    var name = member.getKey();
                    var longer = longer(path, step(name));
                    if (member.getValue().isString()) {
                        boolean shown = name.equals("text") && isContent(path);
                        changed |= (shown || text.reads()) && piece(object, name, choice, longer, shown, data, out);
                    } else if (member.getValue().isNumber()) {
                        changed |= number(object, name, member.getValue());
                    } else {
                        changed |= within(member.getValue(), name, choice, longer, data, out);
                    }
                }
            }
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    var element = list.get(i);
                    if (element instanceof ObjectNode object && isPiece(object, key)) {
                        changed |= within(object, key, choice, longer(path, head(object)), data, out);
                    } else if (element.isContainer()) {
                        changed |= text.whole(element);
                    } else if (element.isString() && text.reads()) {
                        var before = element.stringValue();
                        var after = text.whole(before);
                        if (!after.equals(before)) {
                            list.set(i, list.stringNode(after));
                            changed = true;
                        }
                    }
                }
            }
            default -> {}
        }
        return changed;
    }

    private static String name(long choice, List<JsonNode> path) {
        var place = path.size() > 1
                ? path.toString()
                : path.isEmpty() ? "text" : path.getFirst().asString("");
        return "c" + choice + "/" + place;
    }

    /** The name of the text in a part of a list, as {@link StreamText} knows it; empty where the part is none of a text in pieces. */
    static String part(long choice, String list, ObjectNode part) {
        return isPiece(part, list) ? name(choice, List.of(step(list), head(part), step("text"))) : "";
    }

    private static boolean isPiece(ObjectNode element, String list) {
        return element.has("index") || list.equals("content") || list.equals("thinking");
    }

    private static boolean isContent(List<JsonNode> path) {
        return path.size() == 2
                && path.getFirst().asString("").equals("content")
                && path.get(1).path("type").asString("text").equals("text");
    }

    private static JsonNode step(String name) {
        return WireJson.MAPPER.getNodeFactory().stringNode(name);
    }

    /** What tells an element of a list from the others. */
    private static ObjectNode head(ObjectNode element) {
        var head = WireJson.MAPPER.createObjectNode();
        for (var name : List.of("index", "type")) {
            if (element.has(name)) {
                head.set(name, element.get(name));
            }
        }
        return head;
    }

    private static List<JsonNode> longer(List<JsonNode> path, JsonNode step) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    private boolean piece(
            ObjectNode holder,
            String field,
            long choice,
            List<JsonNode> path,
            boolean shown,
            ObjectNode data,
            List<Buffer> out) {
        var value = holder.path(field);
        if (!value.isString() || value.stringValue().isEmpty() || Texts.isKnown(field, value.stringValue())) {
            return false;
        }
        var piece = value.stringValue();
        if (isSound(path, field, piece)) {
            return false;
        }
        var released = said(piece, field, choice, path, shown, data, out);
        if (released.equals(piece)) {
            return false;
        }
        holder.put(field, released);
        return true;
    }

    private String said(
            String piece,
            String field,
            long choice,
            List<JsonNode> path,
            boolean shown,
            ObjectNode data,
            List<Buffer> out) {
        var line = lines.computeIfAbsent(name(choice, path), name -> new Line(name, choice, List.copyOf(path), shown));
        var before = speaking.put(choice, line);
        if (before != null && before != line && !before.closed) {
            before.closed = true; // once, so that numbers cannot be hidden by taking turns
            end(before, data, out);
        }
        return text.push(line.name, piece, shown);
    }

    private boolean number(ObjectNode holder, String name, JsonNode value) {
        if (!text.reads() || !Texts.isLongNumber(name, value)) {
            return false;
        }
        var before = value.asString();
        var after = text.whole(before);
        if (after.equals(before)) {
            return false;
        }
        holder.put(name, after);
        return true;
    }

    /** A piece of a sound in base64, which must go on as it is: {@code delta.audio.data}. */
    private static boolean isSound(List<JsonNode> path, String field, String piece) {
        return field.equals("data")
                && path.size() == 2
                && path.getFirst().asString("").equals("audio")
                && Texts.isMediaText(piece);
    }

    private void close(long choice, ObjectNode like, List<Buffer> out) {
        lines.values().stream().filter(line -> line.choice == choice).forEach(line -> end(line, like, out));
    }

    private void end(Line line, ObjectNode like, List<Buffer> out) {
        var rest = text.end(line.name, line.shown);
        if (!rest.isEmpty()) {
            var chunk = empty(like, line.choice);
            var choice = (ObjectNode) chunk.path("choices").get(0);
            if (chat) {
                put(choice.putObject("delta"), line.path, rest);
            } else {
                choice.put("text", rest);
            }
            out.add(StreamShape.event("", chunk));
        }
    }

    /** Puts words at the end of a path: names of members, and heads of elements of lists. */
    private static void put(ObjectNode into, List<JsonNode> path, String words) {
        var at = into;
        for (int i = 0; i < path.size() - 1; i++) {
            var name = path.get(i).asString("");
            if (path.get(i + 1) instanceof ObjectNode head) {
                var element = head.deepCopy();
                at.putArray(name).add(element);
                at = element;
                i++;
                if (i == path.size() - 1) {
                    return;
                }
            } else {
                at = at.putObject(name);
            }
        }
        at.put(path.getLast().asString(""), words);
    }

    /** A chunk like another, with an empty choice. */
    static ObjectNode empty(ObjectNode like, long index) {
        var chunk = like.deepCopy();
        chunk.remove(List.of("usage", TextLabel.FIELD, TextLabel.HINT_FIELD));
        chunk.putArray("choices").addObject().put("index", index).putNull("finish_reason");
        return chunk;
    }

    @Override
    public List<Buffer> flush() {
        var out = new ArrayList<Buffer>();
        if (last != null) {
            tools.closeAll(last, out);
            for (var line : lines.values()) {
                end(line, last, out);
            }
        }
        return out;
    }
}
