package zhiheng.labels;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markdown: the label is the map {@code AIGC:} in the YAML front matter at the head of the file. */
final class Markdown implements LabelFormat {
    private static final int HEAD = 1 << 20;
    private static final Pattern FRONT = Pattern.compile(
            "\\A(?:\u00ef\u00bb\u00bf)?---[ \\t]*\\r?\\n((?:(?!---[ \\t]*(?:\\r?\\n|\\z))[^\\n]*\\n)*+)---[ \\t]*(?:\\r?\\n|\\z)");
    private static final Pattern KEY = Pattern.compile("(?m)^AIGC[ \\t]*:[ \\t]*([^\\r\\n]*)(\\r?\\n|\\z)");
    private static final Pattern CHILD =
            Pattern.compile("\\G[ \\t]+[\"']?([A-Za-z0-9]+)[\"']?[ \\t]*:[ \\t]*([^\\r\\n]*)(?:\\r?\\n|\\z)");

    /** The front matter and, in it, the label's lines. */
    private record Block(int from, int to, String raw, String inline, Map<String, Object> elements) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        Block b = block(head(in), 0);
        while (b.to > b.from) {
            found.step();
            if (b.elements.isEmpty()) {
                found.label("front matter", Text.meant(b.inline.replaceAll("^'(.*)'$", "$1")));
            } else {
                found.label("front matter", b.elements, b.raw);
            }
            b = block(head(in), b.to);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        String text = head(in);
        Matcher front = FRONT.matcher(text);
        if (!front.find()) {
            int bom = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
            out.copy(in, 0, bom);
            out.write("---\n" + yaml(label) + "---\n");
            out.copy(in, bom, in.size());
            return;
        }
        Block b = block(text, 0);
        int copied = front.start(1);
        out.copy(in, 0, copied);
        out.write(yaml(label));
        while (b.to > b.from) {
            out.copy(in, copied, b.from);
            copied = b.to;
            b = block(text, b.to);
        }
        out.copy(in, copied, in.size());
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

    private static Block block(String text, int after) {
        Matcher front = FRONT.matcher(text);
        if (front.find()) {
            Matcher key = KEY.matcher(text).region(Math.max(after, front.start(1)), front.end(1));
            if (front.end(1) >= Math.max(after, front.start(1)) && key.find()) {
                var elements = new LinkedHashMap<String, Object>();
                int to = key.end();
                Matcher child = CHILD.matcher(text).region(to, front.end(1));
                while (child.find()) {
                    elements.put(
                            child.group(1), scalar(Text.meant(child.group(2).strip())));
                    to = child.end();
                }
                return new Block(
                        key.start(),
                        to,
                        Text.meant(text.substring(key.start(), to)),
                        key.group(1).strip(),
                        elements);
            }
        }
        return new Block(0, 0, "", "", Map.of());
    }

    private static Object scalar(String value) {
        if (value.length() >= 2 && value.startsWith("'") && value.endsWith("'")) {
            return value.substring(1, value.length() - 1).replace("''", "'");
        }
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            try {
                return Json.parse(value);
            } catch (IllegalArgumentException e) {
                return value.substring(1, value.length() - 1);
            }
        }
        return value;
    }

    private static String head(Source in) throws IOException {
        return Text.latin1(in.bytes(0, Math.min(HEAD, in.size())));
    }
}
