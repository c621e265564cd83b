package zhiheng.labels.document;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Sink;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.LabelFormat;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlSight;
import zhiheng.labels.format.XmlText;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/**
 * OpenDocument (ISO/IEC 26300): the label is the user-defined property {@code AIGC} of {@code meta.xml} (part 1, 4.3.3), as an Office
 * document's is a custom property. The guides name no place; programs show this one among the properties.
 */
public final class Odf implements LabelFormat {
    private static final String PART = "meta.xml";
    private static final String MANIFEST = "META-INF/manifest.xml";
    private static final String NAMES = "urn:oasis:names:tc:opendocument:xmlns:";
    private static final String OFFICE = NAMES + "office:1.0";
    private static final String META = NAMES + "meta:1.0";
    private static final String FRESH =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"" + OFFICE
                    + "\" xmlns:meta=\"" + META + "\" office:version=\"1.2\"><office:meta/></office:document-meta>";

    @Override
    public void read(Source in, Found found) throws IOException {
        var zip = new Zip(in, found);
        require(zip);
        if (zip.has("META-INF/documentsignatures.xml") || zip.has("META-INF/packagesignatures.xml")) {
            found.binds(Binding.SIGNATURE);
        }
        var part = zip.bytes(PART);
        if (part != null) {
            new Properties(XmlText.of(part).view(), found);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        var manifest = require(zip);
        Map<String, byte[]> changed = new LinkedHashMap<>();
        var old = zip.bytes(PART);
        var text = XmlText.of(old == null ? TextBytes.bytes(FRESH) : old);
        changed.put(PART, text.bytes(new Properties(text.view(), new Found(limits)).with(label)));
        if (old == null) {
            changed.put(MANIFEST, manifest.text.bytes(manifest.withPart()));
        }
        zip.write(out, changed);
    }

    @Override
    public List<String> seenByOthers(Source in, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        return XmlSight.texts(
                Ooxml.bytes(zip, PART),
                (reader, depth) -> "user-defined".equals(reader.getLocalName())
                                && META.equals(reader.getNamespaceURI())
                                && "AIGC".equals(reader.getAttributeValue(META, "name"))
                        ? ""
                        : null);
    }

    private static Manifest require(Zip zip) throws IOException {
        var manifest = new Manifest(XmlText.of(Ooxml.bytes(zip, MANIFEST)));
        if (manifest.encrypted) {
            throw new BadFile("文档已加密", "the document is encrypted");
        }
        return manifest;
    }

    /** What the package lists; an encrypted part says so there (part 2, 3.4). */
    private static final class Manifest implements XmlScan.Visitor {
        private final XmlText text;
        private boolean encrypted;
        private String qualifier = "";
        private XmlScan.@Nullable Tag root;
        private int end;

        Manifest(XmlText text) throws BadFile {
            this.text = text;
            if (!XmlScan.isSound(text.view(), this)) {
                throw Ooxml.unsound(MANIFEST);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) {
            encrypted |= tag.local().equals("encryption-data");
            if (tag.depth() == 0) {
                root = tag;
                qualifier = tag.qualifier();
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) {
            end = from;
        }

        String withPart() throws BadFile {
            var of = root;
            if (of == null) {
                throw Ooxml.unsound(MANIFEST);
            }
            var attribute = qualifier.isEmpty() ? "" : qualifier;
            return Xmp.within(
                    text.view(),
                    of,
                    end,
                    "<" + qualifier + "file-entry " + attribute + "full-path=\"" + PART + "\" " + attribute
                            + "media-type=\"text/xml\"/>");
        }
    }

    /** The properties of a document, read; labels among them are taken out of {@code rest}. */
    private static final class Properties implements XmlScan.Visitor {
        private final String text;
        private final Found found;
        private final StringBuilder rest;
        private final StringBuilder value = new StringBuilder();
        private XmlScan.@Nullable Tag holder;
        private int end;
        private int gone;

        Properties(String text, Found found) throws BadFile {
            this.text = text;
            this.found = found;
            rest = new StringBuilder(text);
            if (!XmlScan.isSound(text, this)) {
                throw Ooxml.unsound(PART);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) throws BadFile {
            found.step();
            if (tag.depth() <= 2) {
                value.setLength(0);
            }
        }

        @Override
        public void text(int from, int to, boolean cdata) {
            var piece = text.substring(from, to);
            value.append(cdata ? TextBytes.meant(piece) : TextBytes.xmlUnescape(TextBytes.meant(piece)));
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) throws BadFile {
            if (tag.is(OFFICE, "meta")) {
                holder = tag;
                end = from - gone;
            } else if (tag.depth() == 2) {
                var keyed = Keyed.of(name(tag), value.toString().strip());
                if (keyed != null) {
                    keyed.tell(found, PART + " " + tag.local());
                    rest.delete(tag.from() - gone, to - gone);
                    gone += to - tag.from();
                }
            }
        }

        private static String name(XmlScan.Tag tag) {
            for (var attribute : tag.attributes()) {
                if (tag.is(META, "user-defined")
                        && attribute.local().equals("name")
                        && tag.uri(attribute).equals(META)) {
                    return attribute.meant();
                }
            }
            return "";
        }

        String with(ContentLabel label) throws BadFile {
            var of = holder;
            if (of == null) {
                throw new BadFile(PART + " 没有可写入的元素", "the part " + PART + " has no element that can hold the label");
            }
            var known = prefix(of);
            var own = known == null ? "meta" : known;
            return Xmp.within(
                    rest.toString(),
                    of,
                    end,
                    "<" + own + ":user-defined " + (known == null ? "xmlns:meta=\"" + META + "\" " : "") + own
                            + ":name=\"AIGC\" " + own + ":value-type=\"string\">" + TextBytes.xmlEscape(label.json())
                            + "</" + own + ":user-defined>");
        }

        /** How the document itself calls the namespace of its properties. */
        private static @Nullable String prefix(XmlScan.Tag tag) {
            for (var name : tag.names().entrySet()) {
                if (name.getValue().equals(META) && !name.getKey().isEmpty()) {
                    return name.getKey();
                }
            }
            return null;
        }
    }
}
