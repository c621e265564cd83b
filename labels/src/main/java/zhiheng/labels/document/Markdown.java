package zhiheng.labels.document;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.LenientJson;
import zhiheng.labels.label.ContentLabel;

/** Markdown: the label is the map {@code AIGC:} in the YAML front matter at the head of the file. */
public final class Markdown implements TextFormat {
    private static final int HEAD = 1 << 20;
    private static final Pattern FENCE = Pattern.compile("(?m)^---[ \\t]*+\\r?$");
    private static final Pattern KEY = Pattern.compile("(?m)^AIGC[ \\t]*:[ \\t]*([^\\r\\n]*)(\\r?\\n|\\z)");
    private static final Pattern CHILD =
            Pattern.compile("[ \\t]+[\"']?([A-Za-z0-9]+)[\"']?[ \\t]*:[ \\t]*([^\\r\\n]*)(?:\\r?\\n|\\z)");

    /** The front matter and, in it, the label's lines. */
    private record Block(int from, int to, String raw, String inline, Map<String, Object> elements) {}

    /** The lines between the two fences. */
    private record Front(int from, int to) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        String text = head(in);
        Front front = front(text);
        Block b = block(text, front, 0);
        while (b.to > b.from) {
            found.step();
            if (b.elements.isEmpty()) {
                found.named("front matter", TextBytes.meant(b.inline.replaceAll("^'(.*)'$", "$1")));
            } else {
                if (!found.label("front matter", b.elements, b.raw)) {
                    found.broken("front matter", b.raw);
                }
            }
            b = block(text, front, b.to);
        }
    }

    @Override
    public Edits edits(Source in, ContentLabel label, Limits limits) throws IOException {
        String text = head(in);
        Front front = front(text);
        var edits = new Edits();
        if (front == null) {
            int mark = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
            edits.replace(mark, 0, TextBytes.bytes("---\n" + yaml(label) + "---\n"));
            return edits;
        }
        Block b = block(text, front, 0);
        byte[] yaml = TextBytes.bytes(yaml(label));
        boolean first = b.to > b.from && b.from == front.from;
        if (!first) {
            edits.replace(front.from, 0, yaml);
        }
        while (b.to > b.from) {
            edits.replace(b.from, b.to - b.from, first ? yaml : new byte[0]);
            first = false;
            b = block(text, front, b.to);
        }
        return edits;
    }

    private static String yaml(ContentLabel label) {
        var out = new StringBuilder("AIGC:\n");
        label.elements()
                .forEach((k, v) -> out.append("  ")
                        .append(k)
                        .append(": '")
                        .append(v.replace("'", "''"))
                        .append("'\n"));
        return out.toString();
    }

    private static Block block(String text, @Nullable Front front, int after) {
        if (front != null && after <= front.to) {
            Matcher key = KEY.matcher(text).region(Math.max(after, front.from), front.to);
            if (key.find()) {
                var elements = new LinkedHashMap<String, Object>();
                int to = key.end();
                Matcher child = CHILD.matcher(text).region(to, front.to);
                while (child.lookingAt()) {
                    elements.put(
                            child.group(1),
                            scalar(TextBytes.meant(child.group(2).strip())));
                    to = child.end();
                    child.region(to, front.to);
                }
                return new Block(
                        key.start(),
                        to,
                        TextBytes.meant(text.substring(key.start(), to)),
                        key.group(1).strip(),
                        elements);
            }
        }
        return new Block(0, 0, "", "", Map.of());
    }

    private static @Nullable Front front(String text) {
        int start = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
        Matcher fence = FENCE.matcher(text).region(start, text.length());
        if (!fence.lookingAt()) {
            return null;
        }
        int from = text.indexOf('\n', fence.end());
        return from >= 0 && fence.find(from) ? new Front(from + 1, Math.max(from + 1, fence.start())) : null;
    }

    private static Object scalar(String value) {
        if (value.length() >= 2 && value.startsWith("'") && value.endsWith("'")) {
            return value.substring(1, value.length() - 1).replace("''", "'");
        }
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            try {
                return LenientJson.parse(value);
            } catch (IllegalArgumentException e) {
                return value.substring(1, value.length() - 1);
            }
        }
        return value;
    }

    private static String head(Source in) throws IOException {
        return TextBytes.latin1(in.bytes(0, Math.min(HEAD, in.size())));
    }
}
