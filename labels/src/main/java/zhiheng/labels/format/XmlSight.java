package zhiheng.labels.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;

/**
 * What a stranger's parser sees in an XML document: the JDK's own, which shares no line with {@link XmlScan}. A file is labelled only if
 * such a one sees the label. Nothing is fetched; entities of the document itself are bounded by the JDK.
 */
public final class XmlSight {
    private static final XMLInputFactory FACTORY = factory();

    private XmlSight() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty("jdk.xml.elementAttributeLimit", "100000"); // as drawings have them; 200 without
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /**
     * All that {@code pick} takes.
     *
     * @param pick is given an element at its start; what it returns is taken, or, where it returns an empty text, what stands in the
     *     element; null takes nothing
     * @param reader where it stands
     */
    public static List<String> texts(byte[] xml, BiFunction<XMLStreamReader, Integer, @Nullable String> pick)
            throws BadFile {
        var taken = new ArrayList<String>();
        var within = new ArrayDeque<StringBuilder>();
        var depths = new ArrayDeque<Integer>();
        try {
            var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml, 0, end(xml)));
            int depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        var picked = pick.apply(reader, depth++);
                        if (picked != null && picked.isEmpty()) {
                            within.push(new StringBuilder());
                            depths.push(depth);
                        } else if (picked != null) {
                            taken.add(picked);
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> add(within, reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (!depths.isEmpty() && depths.peek() == depth) {
                            depths.pop();
                            taken.add(within.pop().toString().strip());
                        }
                        depth--;
                    }
                    default -> {}
                }
            }
            return taken;
        } catch (XMLStreamException e) {
            throw new BadFile(
                    "XML 不规范, 其他软件无法读取: 第 " + e.getLocation().getLineNumber() + " 行",
                    "this is no sound XML, other programs will not read it: line "
                            + e.getLocation().getLineNumber());
        }
    }

    /** Some writers fill a packet up with zeros; in UTF-16 they belong to the text. */
    private static int end(byte[] xml) {
        int end = xml.length;
        while (end > 4 && xml[0] != 0 && xml[1] != 0 && TextBytes.utf16(xml) == null && xml[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void add(Deque<StringBuilder> within, String text) {
        within.forEach(inside -> inside.append(text));
    }

    /** The values of an element's {@code AIGC} in the label's namespace, as elements or attributes, wherever they stand. */
    public static List<String> labels(byte[] xml) throws BadFile {
        return texts(xml, (reader, depth) -> {
            if ("AIGC".equals(reader.getLocalName()) && Xmp.NAMESPACE.equals(reader.getNamespaceURI())) {
                return "";
            }
            return reader.getAttributeValue(Xmp.NAMESPACE, "AIGC");
        });
    }
}
