package zhiheng.labels.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;

/**
 * The tags of an XML text with their places and namespaces, in one pass. Comments, CDATA sections, processing instructions and the
 * document type hold no tags (XML 1.0, 2.4 to 2.8); nothing is fetched and no entity is expanded. What is no sound XML ends the pass,
 * see {@link #isSound}: what came before stays told.
 */
public final class XmlScan {
    private static final int DEEPEST = 2_000;
    private static final String XMLNS = "xmlns";

    /** Places are those of the whole attribute with the blank in front of it. */
    public record Attribute(String prefix, String local, String value, int from, int to) {
        /** What the value means. */
        public String meant() {
            return TextBytes.xmlUnescape(TextBytes.meant(value));
        }
    }

    /**
     * A start tag, or an element that is one tag ({@code empty}).
     *
     * @param uri of its namespace, empty for none; {@code to} is behind its closing bracket; {@code depth} 0 for the root
     */
    public record Tag(
            String prefix,
            String local,
            String uri,
            List<Attribute> attributes,
            Map<String, String> names,
            int from,
            int to,
            boolean empty,
            int depth) {
        public boolean is(String namespace, String name) {
            return local.equals(name) && uri.equals(namespace);
        }

        /** The name as it stands in the text. */
        public String qualified() {
            return qualifier() + local;
        }

        /** The prefix with its colon, empty for none. */
        public String qualifier() {
            return prefix.isEmpty() ? "" : prefix + ":";
        }

        /** An attribute without a namespace; null where there is none. */
        public @Nullable String value(String name) {
            for (var attribute : attributes) {
                if (attribute.prefix.isEmpty() && attribute.local.equals(name)) {
                    return attribute.meant();
                }
            }
            return null;
        }

        /** The namespace of an attribute; one without a prefix has none. */
        public String uri(Attribute attribute) {
            return attribute.prefix.isEmpty() ? "" : names.getOrDefault(attribute.prefix, "");
        }
    }

    /** Is told what stands in the text, in its order. */
    public interface Visitor {
        default void start(Tag tag) throws BadFile {}

        /** @param from where the end tag begins, {@code to} behind it; both behind the one tag of an empty element */
        default void end(Tag tag, int from, int to) throws BadFile {}

        /** Text between tags, as it stands there. */
        default void text(int from, int to, boolean cdata) throws BadFile {}
    }

    private final String text;
    private final Visitor visitor;
    private final Deque<Tag> open = new ArrayDeque<>();
    private int at;
    private boolean root;
    private boolean broken;

    private XmlScan(String text, Visitor visitor) {
        this.text = text;
        this.visitor = visitor;
    }

    /** @return whether the text is sound XML: one root, each tag closed */
    public static boolean isSound(String view, Visitor visitor) throws BadFile {
        var scan = new XmlScan(view, visitor);
        while (!scan.broken && scan.at < view.length()) {
            scan.step();
        }
        return !scan.broken && scan.root && scan.open.isEmpty();
    }

    private void step() throws BadFile {
        int next = text.indexOf('<', at);
        int to = next < 0 ? text.length() : next;
        if (to > at) {
            visitor.text(at, to, false);
            at = to;
        }
        if (next < 0) {
            return;
        }
        if (text.startsWith("<!--", at)) {
            behind("-->", at + 4);
        } else if (text.startsWith("<![CDATA[", at)) {
            int from = at + 9;
            if (behind("]]>", from)) {
                visitor.text(from, at - 3, true);
            }
        } else if (text.startsWith("<?", at)) {
            behind("?>", at + 2);
        } else if (text.startsWith("<!", at)) {
            documentType();
        } else if (text.startsWith("</", at)) {
            end();
        } else {
            start();
        }
    }

    private boolean behind(String mark, int from) {
        int end = text.indexOf(mark, from);
        broken |= end < 0;
        at = end < 0 ? text.length() : end + mark.length();
        return end >= 0;
    }

    /** To its closing bracket; quoted values and the internal subset may hold others. */
    private void documentType() {
        int brackets = 0;
        int i = at + 2;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                int close = text.indexOf(c, i + 1);
                i = close < 0 ? text.length() : close;
            } else if (text.startsWith("<!--", i)) {
                int close = text.indexOf("-->", i + 4);
                i = close < 0 ? text.length() : close + 2;
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (c == '>' && brackets <= 0) {
                at = i + 1;
                return;
            }
            i++;
        }
        broken = true;
    }

    private void end() throws BadFile {
        int close = text.indexOf('>', at);
        var tag = open.peek();
        if (close < 0
                || tag == null
                || !text.substring(at + 2, close).stripTrailing().equals(tag.qualified())) {
            broken = true;
            return;
        }
        open.pop();
        int from = at;
        at = close + 1;
        visitor.end(tag, from, at);
    }

    private void start() throws BadFile {
        int from = at;
        int i = name(at + 1);
        var name = text.substring(at + 1, i);
        var attributes = new ArrayList<Attribute>();
        while (i < text.length()) {
            int blank = i;
            i = blanks(i);
            if (text.startsWith("/>", i) || i < text.length() && text.charAt(i) == '>') {
                boolean empty = text.charAt(i) == '/';
                at = i + (empty ? 2 : 1);
                begin(name, attributes, from, empty);
                return;
            }
            int end = name(i);
            int equals = blanks(end);
            int quote = equals < text.length() && text.charAt(equals) == '=' ? blanks(equals + 1) : text.length();
            if (end == i || blank == i || quote >= text.length() || "\"'".indexOf(text.charAt(quote)) < 0) {
                break;
            }
            int close = text.indexOf(text.charAt(quote), quote + 1);
            if (close < 0 || text.substring(quote, close).indexOf('<') >= 0) {
                break;
            }
            var key = text.substring(i, end);
            int colon = key.indexOf(':');
            attributes.add(new Attribute(
                    colon < 0 ? "" : key.substring(0, colon),
                    key.substring(colon + 1),
                    text.substring(quote + 1, close),
                    blank,
                    close + 1));
            i = close + 1;
        }
        broken = true;
    }

    private void begin(String name, List<Attribute> attributes, int from, boolean empty) throws BadFile {
        var above = open.peek();
        if (name.isEmpty() || above == null && root) {
            broken = true;
            return;
        }
        root = true;
        if (open.size() >= DEEPEST) {
            throw new BadFile("XML 嵌套过深", "the XML nests deeper than " + DEEPEST + " levels");
        }
        var names = names(above == null ? Map.of() : above.names, attributes);
        int colon = name.indexOf(':');
        var prefix = colon < 0 ? "" : name.substring(0, colon);
        var tag = new Tag(
                prefix,
                name.substring(colon + 1),
                names.getOrDefault(prefix, ""),
                attributes,
                names,
                from,
                at,
                empty,
                open.size());
        visitor.start(tag);
        if (empty) {
            visitor.end(tag, at, at);
        } else {
            open.push(tag);
        }
    }

    /** The prefixes in scope: those of the element above, unless this one gives its own. */
    private static Map<String, String> names(Map<String, String> above, List<Attribute> attributes) {
        Map<String, String> names = above;
        for (var attribute : attributes) {
            boolean itself = attribute.prefix.isEmpty() && attribute.local.equals(XMLNS);
            if (itself || attribute.prefix.equals(XMLNS)) {
                names = names == above ? new HashMap<>(above) : names;
                names.put(itself ? "" : attribute.local, attribute.meant());
            }
        }
        return names;
    }

    private int blanks(int from) {
        int i = from;
        while (i < text.length() && " \t\r\n".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    private int name(int from) {
        int i = from;
        while (i < text.length() && " \t\r\n=/><\"'".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
