package zhiheng.labels.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;

/**
 * The label in an XMP packet: the property {@code AIGC} of TC260's namespace. The packet is edited at the places that {@link XmlScan}
 * tells, in its own encoding, so that all that others wrote stays byte for byte; entities and document types have no effect.
 */
public final class Xmp {
    public static final String NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";
    private static final String KEY = "AIGC";
    private static final int MANY = 1000;
    private static final int LONGEST = 1 << 16;
    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    /** One occurrence: what to cut and the value in between, escaped. {@code named}: as AIGC, not as somebody else's text. */
    public record Occurrence(int from, int to, String value, boolean attribute, boolean named) {}

    private Xmp() {}

    public static void read(String place, byte[] packet, Found found, Deviation... seen) throws BadFile {
        for (Occurrence o : occurrences(XmlText.of(packet).view())) {
            var deviations = new ArrayList<>(List.of(seen));
            if (o.attribute) {
                deviations.add(Deviation.ATTRIBUTE_FORM);
            }
            if (!o.named) {
                deviations.add(Deviation.WRONG_PLACE);
            }
            var text = TextBytes.xmlUnescape(TextBytes.meant(o.value));
            if (o.named) {
                found.named(place, text, deviations.toArray(Deviation[]::new));
            } else {
                found.label(place, text, deviations.toArray(Deviation[]::new));
            }
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
        var text = XmlText.of(packet);
        return text.bytes(rest(text.view()));
    }

    /** As {@link #without}, with blanks where the labels were, so that nothing behind the packet moves. */
    public static byte[] cleared(byte[] packet) throws BadFile {
        var text = XmlText.of(packet);
        byte[] rest = text.bytes(rest(text.view()));
        if (rest.length == packet.length) {
            return packet;
        }
        if (rest.length > packet.length) {
            throw new BadFile("XMP 数据包无法就地修改", "the XMP packet cannot be changed in its place");
        }
        byte[] padded = Arrays.copyOf(rest, packet.length);
        byte[] blank = text.bytes(" ");
        for (int i = rest.length; i + blank.length <= padded.length; i += blank.length) {
            System.arraycopy(blank, 0, padded, i, blank.length);
        }
        return padded;
    }

    private static String rest(String view) throws BadFile {
        var text = new StringBuilder(view);
        List<Occurrence> old = occurrences(view);
        for (int i = old.size() - 1; i >= 0; i--) {
            cut(text, old.get(i));
        }
        return text.toString();
    }

    /** Where labels go into a packet: the last {@code rdf:RDF}, and what its descriptions are about. */
    private static final class Goal implements XmlScan.Visitor {
        XmlScan.@Nullable Tag rdf;
        int end;
        String about = "";
        private boolean aboutKnown;

        @Override
        public void start(XmlScan.Tag tag) {
            if (aboutKnown || !tag.is(RDF, "Description")) {
                return;
            }
            for (var attribute : tag.attributes()) {
                if (attribute.local().equals("about")
                        && (attribute.prefix().isEmpty() || tag.uri(attribute).equals(RDF))) {
                    aboutKnown = true;
                    about = attribute.value().indexOf('"') < 0 ? attribute.value() : "";
                }
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) {
            if (tag.is(RDF, "RDF")) {
                rdf = tag;
                end = from;
            }
        }
    }

    /** Whether there is a place for a label in the packet: an {@code rdf:RDF}. */
    public static boolean hasPlace(byte[] packet) throws BadFile {
        var goal = new Goal();
        return XmlScan.isSound(XmlText.of(packet).view(), goal) && goal.rdf != null;
    }

    /** The packet with this label as its only one. */
    public static byte[] merge(byte[] packet, ContentLabel label) throws BadFile {
        var text = XmlText.of(packet);
        String rest = rest(text.view());
        var goal = new Goal();
        boolean sound = XmlScan.isSound(rest, goal);
        var rdf = goal.rdf;
        if (!sound || rdf == null) {
            throw new BadFile(
                    "XMP 数据包结构异常, 无法合并",
                    "the XMP packet is no sound XML with an rdf:RDF, so the label cannot be merged into it");
        }
        byte[] merged = text.bytes(within(rest, rdf, goal.end, description(rdf.qualifier(), goal.about, label)));
        if (!XmlSight.labels(merged).equals(List.of(label.json()))) {
            throw new BadFile(
                    "XMP 数据包结构异常, 其他软件看不到写入的标识",
                    "the XMP packet is written in a way in which other programs do not see the label");
        }
        return merged;
    }

    /**
     * A text with something more at the end of an element, which is opened where it was one tag.
     *
     * @param end where its end tag begins
     */
    public static String within(String text, XmlScan.Tag element, int end, String more) {
        return element.empty()
                ? text.substring(0, text.lastIndexOf('/', element.to()))
                        + ">"
                        + more
                        + "</"
                        + element.qualified()
                        + ">"
                        + text.substring(element.to())
                : text.substring(0, end) + more + text.substring(end);
    }

    private static String description(String prefix, String about, ContentLabel label) {
        return opening(prefix, about) + "<TC260:AIGC>" + TextBytes.xmlEscape(label.json()) + "</TC260:AIGC></" + prefix
                + "Description>";
    }

    private static String opening(String prefix, String about) {
        return "<" + prefix + "Description " + prefix + "about=\"" + about + "\" xmlns:TC260=\"" + NAMESPACE + "\">";
    }

    /** With the description around it, where that is ours and holds nothing else. */
    private static void cut(StringBuilder text, Occurrence o) {
        int from = o.from;
        int to = o.to;
        int open = text.lastIndexOf("<", from - 1);
        if (!o.attribute && o.named && open >= 0) {
            String before = text.substring(open, from);
            int colon = before.indexOf("Description ");
            String prefix = colon > 0 ? before.substring(1, colon) : "";
            int about = before.indexOf("about=\"") + 7;
            int quote = before.indexOf('"', about);
            String closing = "</" + prefix + "Description>";
            if (quote > 0
                    && before.equals(opening(prefix, before.substring(about, quote)))
                    && text.indexOf(closing, to) == to) {
                from = open;
                to += closing.length();
            }
        }
        text.delete(from, to);
    }

    /** All labels of a view, in the order of the text; none that is not closed. */
    public static List<Occurrence> occurrences(String view) throws BadFile {
        var list = new ArrayList<Occurrence>();
        XmlScan.isSound(view, new XmlScan.Visitor() {
            private XmlScan.@Nullable Tag open;
            private final StringBuilder value = new StringBuilder();

            @Override
            public void start(XmlScan.Tag tag) throws BadFile {
                if (open != null) {
                    return;
                }
                if (tag.is(NAMESPACE, KEY)) {
                    open = tag;
                    value.setLength(0);
                    return;
                }
                for (var attribute : tag.attributes()) {
                    if (attribute.local().equals(KEY) && tag.uri(attribute).equals(NAMESPACE)) {
                        add(new Occurrence(attribute.from(), attribute.to(), attribute.value(), true, true));
                    }
                }
            }

            @Override
            public void text(int from, int to, boolean cdata) throws BadFile {
                if (open != null) {
                    var text = view.substring(from, to);
                    value.append(cdata ? TextBytes.xmlEscape(text) : text);
                } else if (!cdata && to - from < LONGEST && spells(view.substring(from, to))) {
                    add(new Occurrence(
                            from, to, view.substring(from, to).strip(), false, false)); // as in a description
                }
            }

            private boolean spells(String text) {
                return text.contains("ContentProducer") && Keyed.spells(TextBytes.xmlUnescape(TextBytes.meant(text)));
            }

            @Override
            public void end(XmlScan.Tag tag, int from, int to) throws BadFile {
                if (open != null && tag.depth() == open.depth()) {
                    open = null;
                    add(new Occurrence(tag.from(), to, value.toString().strip(), false, true));
                }
            }

            private void add(Occurrence occurrence) throws BadFile {
                list.add(occurrence);
                if (list.size() > MANY) {
                    throw new BadFile("XMP 中标识过多", "the XMP holds more than " + MANY + " labels");
                }
            }
        });
        return list;
    }
}
