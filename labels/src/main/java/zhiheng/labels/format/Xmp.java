package zhiheng.labels.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * The label in an XMP packet: the property {@code AIGC} of TC260's namespace. The packet is edited as text, so that all
 * that others wrote stays byte for byte; no XML parser runs, so entities and DTDs have no effect.
 */
public final class Xmp {
    public static final String NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";
    private static final int MANY = 1000;
    private static final int PREFIXES = 16;
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /** One occurrence: what to cut and the value in between. */
    private record Occurrence(int from, int to, String value, boolean attribute) {}

    private Xmp() {}

    public static void read(String place, byte[] packet, Found found, Deviation... seen) throws BadFile {
        String text = utf8View(packet);
        for (Occurrence o : occurrences(text)) {
            var deviations = new ArrayList<>(List.of(seen));
            if (o.attribute) {
                deviations.add(Deviation.ATTRIBUTE_FORM);
            }
            found.label(place, TextBytes.xmlUnescape(TextBytes.meant(o.value)), deviations.toArray(Deviation[]::new));
        }
    }

    public static byte[] fresh(ContentLabel label) {
        return fresh(label, "");
    }

    /** @param attributes more properties, in the form of attributes */
    public static byte[] fresh(ContentLabel label, String attributes) {
        return TextBytes.bytes("<?xpacket begin=\"\u00ef\u00bb\u00bf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"" + RDF + "\">"
                + (attributes.isEmpty() ? "" : "<rdf:Description rdf:about=\"\"" + attributes + "/>")
                + description("rdf:", "", label)
                + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
    }

    /** The packet without its labels, for packets that the one label does not belong into. */
    public static byte[] without(byte[] packet) throws BadFile {
        return TextBytes.bytes(rest(packet));
    }

    /** As {@link #without}, with blanks where the labels were, so that nothing behind the packet moves. */
    public static byte[] cleared(byte[] packet) throws BadFile {
        byte[] rest = without(packet);
        if (rest.length == packet.length) {
            return packet;
        }
        if (rest.length > packet.length) {
            throw new BadFile("XMP 数据包无法就地修改", "the XMP packet cannot be changed in its place");
        }
        byte[] padded = Arrays.copyOf(rest, packet.length);
        Arrays.fill(padded, rest.length, padded.length, (byte) ' ');
        return padded;
    }

    private static String rest(byte[] packet) throws BadFile {
        var text = new StringBuilder(utf8View(packet));
        List<Occurrence> old = occurrences(text.toString());
        for (int i = old.size() - 1; i >= 0; i--) {
            cut(text, old.get(i));
        }
        return text.toString();
    }

    /** The packet with this label as its only one. */
    public static byte[] merge(byte[] packet, ContentLabel label) throws BadFile {
        String rest = rest(packet);
        int end = rest.lastIndexOf("RDF>");
        int open = end < 0 ? -1 : rest.lastIndexOf("</", end);
        if (open < 0 || end - open > 40) {
            throw new BadFile(
                    "XMP 数据包结构异常, 无法合并",
                    "the XMP packet has no closing rdf:RDF, so the label cannot be merged into it");
        }
        String prefix = rest.substring(open + 2, end);
        return TextBytes.bytes(
                rest.substring(0, open) + description(prefix, about(rest, prefix), label) + rest.substring(open));
    }

    private static String description(String prefix, String about, ContentLabel label) {
        return opening(prefix, about) + "<TC260:AIGC>" + TextBytes.xmlEscape(label.json()) + "</TC260:AIGC></" + prefix
                + "Description>";
    }

    private static String opening(String prefix, String about) {
        return "<" + prefix + "Description " + prefix + "about=\"" + about + "\" xmlns:TC260=\"" + NAMESPACE + "\">";
    }

    /** All descriptions of a packet must be about the same thing. */
    private static String about(String text, String prefix) {
        int at = text.indexOf(prefix + "about=");
        if (at < 0) {
            return "";
        }
        int from = at + prefix.length() + 7;
        int to = from <= text.length() ? text.indexOf(text.charAt(from - 1), from) : -1;
        String value = to < 0 ? "" : text.substring(from, to);
        return value.indexOf('"') >= 0 || value.indexOf('<') >= 0 ? "" : value;
    }

    private static void cut(StringBuilder text, Occurrence o) {
        int from = o.from;
        int to = o.to;
        int open = text.lastIndexOf("<", from - 1);
        if (!o.attribute && open >= 0) {
            String before = text.substring(open, from);
            int colon = before.indexOf("Description ");
            String prefix = colon > 0 ? before.substring(1, colon) : "";
            String closing = "</" + prefix + "Description>";
            if (before.equals(opening(prefix, about(before, prefix))) && text.indexOf(closing, to) == to) {
                from = open;
                to += closing.length();
            }
        }
        text.delete(from, to);
    }

    /** Every search goes on where the one before ended, so that the time stays in proportion to the text. */
    private static List<Occurrence> occurrences(String text) throws BadFile {
        var list = new ArrayList<Occurrence>();
        for (String prefix : prefixes(text)) {
            String name = prefix + ":AIGC";
            int lastClose = text.lastIndexOf("</" + name);
            int at = text.indexOf(name);
            while (at >= 0) {
                Occurrence o = occurrence(text, name, at, lastClose);
                if (o != null) {
                    list.add(o);
                }
                if (list.size() > MANY) {
                    throw new BadFile("XMP 中标识过多", "the XMP holds more than " + MANY + " labels");
                }
                at = text.indexOf(name, o == null ? at + 1 : o.to);
            }
        }
        list.sort((a, b) -> Integer.compare(a.from, b.from));
        return list;
    }

    private static @Nullable Occurrence occurrence(String text, String name, int at, int lastClose) {
        int after = at + name.length();
        if (at == 0 || after >= text.length()) {
            return null;
        }
        char before = text.charAt(at - 1);
        if (before == '<') {
            int open = after;
            while (open < text.length() && text.charAt(open) != '>' && text.charAt(open) != '<') {
                open++;
            }
            if (open == text.length() || text.charAt(open) == '<' || Character.isLetterOrDigit(text.charAt(after))) {
                return null;
            }
            if (text.charAt(open - 1) == '/') {
                return new Occurrence(at - 1, open + 1, "", false);
            }
            int close = open > lastClose ? -1 : text.indexOf("</" + name, open);
            int end = close < 0 ? -1 : text.indexOf('>', close);
            return end < 0 ? null : new Occurrence(at - 1, end + 1, content(text.substring(open + 1, close)), false);
        }
        int equals = after;
        while (equals < text.length() && text.charAt(equals) <= ' ') {
            equals++;
        }
        int quote = equals + 1;
        while (quote < text.length() && text.charAt(quote) <= ' ') {
            quote++;
        }
        if (before > ' '
                || quote >= text.length()
                || text.charAt(equals) != '='
                || "\"'".indexOf(text.charAt(quote)) < 0) {
            return null;
        }
        int close = text.indexOf(text.charAt(quote), quote + 1);
        return close < 0 ? null : new Occurrence(at - 1, close + 1, text.substring(quote + 1, close), true);
    }

    /** The text of an element, whether plain, CDATA, or wrapped in a list. */
    private static String content(String inner) {
        String text = inner.strip();
        if (text.startsWith("<![CDATA[") && text.endsWith("]]>")) {
            return TextBytes.xmlEscape(text.substring(9, text.length() - 3));
        }
        return text.indexOf('<') < 0 ? text : text.replaceAll("<[^>]*>", "").strip();
    }

    private static Set<String> prefixes(String text) throws BadFile {
        var prefixes = new LinkedHashSet<String>();
        int at = text.indexOf(NAMESPACE);
        while (at >= 0) {
            String before = text.substring(Math.max(0, at - 80), at);
            int colon = before.lastIndexOf("xmlns:");
            int equals = colon < 0 ? -1 : before.indexOf('=', colon);
            if (equals > 0 && equals - colon < 40) {
                prefixes.add(before.substring(colon + 6, equals).strip());
            }
            if (prefixes.size() > PREFIXES) {
                throw new BadFile("XMP 中命名空间前缀过多", "the XMP gives one namespace more than " + PREFIXES + " names");
            }
            at = text.indexOf(NAMESPACE, at + NAMESPACE.length());
        }
        prefixes.remove("");
        return prefixes;
    }

    private static String utf8View(byte[] packet) {
        if (packet.length >= 4 && packet[0] != 0 && packet[1] == 0) {
            return TextBytes.latin1(new String(packet, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8));
        }
        if (packet.length >= 4 && (packet[0] == 0 || (packet[0] & 0xff) == 0xfe)) {
            return TextBytes.latin1(new String(packet, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8));
        }
        return TextBytes.latin1(packet);
    }
}
