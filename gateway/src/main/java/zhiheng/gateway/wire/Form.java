package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body of {@code multipart/form-data} (RFC 7578): its fields as one would write them in JSON, so that permit and inspection see them
 * as those of any call, and its files as they came. What two readers could take apart in two ways is refused.
 */
final class Form {
    static final String TYPE = "multipart/form-data";

    private static final int MOST_PARTS = 200;
    private static final Pattern BOUNDARY =
            Pattern.compile("--([0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-])");
    private static final Pattern DISPOSITION =
            Pattern.compile("form-data; *name=\"([^\"\\\\]{1,100})\"(?:; *filename=\"([^\"\\\\]{0,300})\")?");

    /** Where files belong; what stands in another is words, and must be given as words. */
    private static final Set<String> FILES = Set.of("file", "image", "image[]", "mask");

    private record Part(String name, boolean isFile, String type, byte[] bytes) {}

    private final String boundary;
    private final List<Part> parts = new ArrayList<>();
    private final ObjectNode fields = WireJson.MAPPER.createObjectNode();

    private Form(String boundary) {
        this.boundary = boundary;
    }

    ObjectNode fields() {
        return fields;
    }

    String contentType() {
        return TYPE + "; boundary=" + (boundary.matches("[0-9A-Za-z'+_.-]+") ? boundary : "\"" + boundary + "\"");
    }

    /** @throws BadCall when it is not a form that can be read in one way only */
    static Form read(byte[] body) throws BadCall {
        var text = new String(body, StandardCharsets.ISO_8859_1); // a character a byte
        int line = text.indexOf("\r\n");
        var first = BOUNDARY.matcher(line < 0 ? "" : text.substring(0, line));
        if (!first.matches()) {
            throw bad("the body does not begin with its boundary");
        }
        var form = new Form(first.group(1));
        var delimiter = "\r\n--" + form.boundary;
        int at = line;
        while (true) {
            int end = text.indexOf(delimiter, at);
            if (end < 0 || form.parts.size() == MOST_PARTS) {
                throw bad("a part has no end, or there are more than " + MOST_PARTS);
            }
            form.add(text, at + 2, end);
            at = end + delimiter.length();
            if (text.startsWith("--", at)) {
                break;
            }
            if (!text.startsWith("\r\n", at)) {
                throw bad("something stands behind a boundary");
            }
        }
        if (!text.substring(at + 2).isBlank()) {
            throw bad("something stands behind the last boundary");
        }
        return form;
    }

    private void add(String text, int from, int end) throws BadCall {
        int blank = text.indexOf("\r\n\r\n", from);
        if (blank < 0 || blank + 4 > end) {
            throw bad("a part has no head");
        }
        var head = head(text.substring(from, blank));
        var disposition = DISPOSITION.matcher(head.getOrDefault("content-disposition", ""));
        if (!disposition.matches()) {
            throw bad("a part needs Content-Disposition: form-data; name=\"…\", and nothing but a filename beside it");
        }
        var name = disposition.group(1);
        boolean isFile = disposition.group(2) != null;
        if (isFile != FILES.contains(name)) {
            throw bad(
                    "`" + utf8(name) + "`: files are " + FILES.stream().sorted().toList() + ", all else is words");
        }
        var type = head.getOrDefault("content-type", "");
        if (!isFile
                && type.toLowerCase(Locale.ROOT).contains("charset")
                && !type.toLowerCase(Locale.ROOT).contains("utf-8")) {
            throw bad("words are in UTF-8");
        }
        var bytes = text.substring(blank + 4, end).getBytes(StandardCharsets.ISO_8859_1);
        parts.add(new Part(utf8(name), isFile, type, bytes));
        var value = isFile ? utf8(disposition.group(2)) : new String(bytes, StandardCharsets.UTF_8);
        switch (fields.get(utf8(name))) {
            case null -> fields.put(utf8(name), value);
            case ArrayNode several -> several.add(value);
            case JsonNode one -> fields.putArray(utf8(name)).add(one).add(value);
        }
    }

    private static Map<String, String> head(String lines) throws BadCall {
        var head = new HashMap<String, String>();
        for (var line : lines.split("\r\n")) {
            int colon = line.indexOf(':');
            var name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (!Set.of("content-disposition", "content-type", "content-length").contains(name)
                    || head.put(name, line.substring(colon + 1).strip()) != null) {
                throw bad("a part has Content-Disposition and Content-Type, each once, and no other head");
            }
        }
        return head;
    }

    /** The form with the values that {@code changed} has for its fields and its files' names; what it has besides comes last. */
    Buffer write(ObjectNode changed) {
        var out = Buffer.buffer();
        var seen = new HashMap<String, Integer>();
        for (var part : parts) {
            int nth = seen.merge(part.name, 1, Integer::sum) - 1;
            var node = changed.path(part.name);
            var value = (node.isArray() ? node.path(nth) : node).asString("");
            out.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name + "\"");
            if (part.isFile) {
                out.appendString("; filename=\"" + value.replaceAll("[\"\\\\\\p{Cntrl}]", "_") + "\"");
            }
            out.appendString(part.type.isEmpty() ? "" : "\r\nContent-Type: " + part.type)
                    .appendString("\r\n\r\n");
            out.appendBytes(part.isFile ? part.bytes : value.getBytes(StandardCharsets.UTF_8))
                    .appendString("\r\n");
        }
        for (var added : changed.properties()) {
            if (!fields.has(added.getKey()) && added.getValue().isString()) {
                out.appendString("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + added.getKey()
                        + "\"\r\n\r\n" + added.getValue().stringValue() + "\r\n");
            }
        }
        return out.appendString("--" + boundary + "--\r\n");
    }

    private static String utf8(@Nullable String bytes) {
        return bytes == null ? "" : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static BadCall bad(String en) {
        return new BadCall("body", "请求体不是可读的表单", "the body is not a form that can be read: " + en);
    }
}
