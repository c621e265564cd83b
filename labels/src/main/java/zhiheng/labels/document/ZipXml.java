package zhiheng.labels.document;

import java.io.IOException;
import java.util.ArrayList;
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
 * EPUB (a meta element of the package document) and OFD (a CustomData of OFD.xml). The guides name no place for these two;
 * each label goes where its format keeps custom data.
 */
public final class ZipXml implements LabelFormat {
    private static final String CONTAINER = "META-INF/container.xml";

    private final boolean epub;

    public ZipXml(boolean epub) {
        this.epub = epub;
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        var zip = new Zip(in, found);
        String part = part(zip);
        var read = new Part(XmlText.of(Ooxml.bytes(zip, part)).view(), part, found);
        if (zip.has("META-INF/signatures.xml") || read.signed) {
            found.binds(Binding.SIGNATURE);
        }
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        String name = part(zip);
        var text = XmlText.of(Ooxml.bytes(zip, name));
        var part = new Part(text.view(), name, new Found(limits));
        zip.write(out, Map.of(zip.alike(name), text.bytes(part.with(label))));
    }

    @Override
    public List<String> seenByOthers(Source in, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        return XmlSight.texts(Ooxml.bytes(zip, part(zip)), (reader, depth) -> {
            if (epub) {
                return "meta".equals(reader.getLocalName()) && "AIGC".equals(reader.getAttributeValue(null, "name"))
                        ? reader.getAttributeValue(null, "content")
                        : null;
            }
            return "CustomData".equals(reader.getLocalName()) && "AIGC".equals(reader.getAttributeValue(null, "Name"))
                    ? ""
                    : null;
        });
    }

    private String part(Zip zip) throws IOException {
        if (!epub) {
            return "OFD.xml";
        }
        var roots = new ArrayList<String>();
        boolean sound = XmlScan.isSound(XmlText.of(Ooxml.bytes(zip, CONTAINER)).view(), new XmlScan.Visitor() {
            @Override
            public void start(XmlScan.Tag tag) {
                var path = tag.local().equals("rootfile") ? tag.value("full-path") : null;
                if (path != null) {
                    roots.add(path);
                }
            }
        });
        if (!sound || roots.isEmpty()) {
            throw new BadFile("EPUB 没有包文档", CONTAINER + " names no package document");
        }
        return roots.getFirst();
    }

    /** The part that holds the label, read. */
    private final class Part implements XmlScan.Visitor {
        private final String text;
        private final String name;
        private final Found found;
        private final StringBuilder rest;
        private final StringBuilder value = new StringBuilder();
        private XmlScan.@Nullable Tag custom;
        private XmlScan.@Nullable Tag holder;
        private boolean list;
        private int end;
        private int gone;
        boolean signed;

        Part(String text, String name, Found found) throws BadFile {
            this.text = text;
            this.name = name;
            this.found = found;
            rest = new StringBuilder(text);
            if (!XmlScan.isSound(text, this)) {
                throw Ooxml.unsound(name);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) throws BadFile {
            found.step();
            signed |= !epub && tag.local().equals("Signatures");
            if (epub
                    ? tag.depth() == 2 && !tag.local().equals("meta")
                    : tag.local().equals("CustomData")) {
                custom = tag;
                value.setLength(0);
            }
        }

        @Override
        public void text(int from, int to, boolean cdata) {
            if (custom != null) {
                var piece = text.substring(from, to);
                value.append(cdata ? TextBytes.meant(piece) : TextBytes.xmlUnescape(TextBytes.meant(piece)));
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) throws BadFile {
            if (custom != null && custom.depth() == tag.depth()) {
                custom = null;
                var name = epub ? null : tag.value("Name");
                takeOut(
                        tag,
                        to,
                        Keyed.of(name == null ? "" : name, value.toString().strip()));
            } else if (epub && tag.local().equals("meta")) {
                var name = tag.value("name");
                var content = tag.value("content");
                takeOut(tag, to, Keyed.of(name == null ? "" : name, content == null ? "" : content));
            } else if (isHolder(tag)) {
                holder = tag;
                end = from - gone;
            }
        }

        private void takeOut(XmlScan.Tag tag, int to, @Nullable Keyed keyed) throws BadFile {
            if (keyed != null && keyed.tell(found, epub ? "package metadata" : "OFD.xml CustomData")) {
                rest.delete(tag.from() - gone, to - gone);
                gone += to - tag.from();
            }
        }

        /** The metadata of a book, the list of custom data of a document, or what holds such a list. */
        private boolean isHolder(XmlScan.Tag tag) {
            if (epub) {
                return tag.local().equals("metadata") && tag.depth() == 1;
            }
            if (tag.local().equals("CustomDatas") && holder == null) {
                list = true;
                return true;
            }
            return tag.local().equals("DocInfo") && holder == null;
        }

        String with(ContentLabel label) throws BadFile {
            var of = holder;
            if (of == null) {
                throw new BadFile(name + " 没有可写入的元素", "the part " + name + " has no element that can hold the label");
            }
            var own = of.qualifier();
            var json = TextBytes.xmlEscape(label.json());
            var data = "<" + own + "CustomData Name=\"AIGC\">" + json + "</" + own + "CustomData>";
            var more = epub
                    ? "<" + own + "meta name=\"AIGC\" content=\"" + json + "\"/>"
                    : list ? data : "<" + own + "CustomDatas>" + data + "</" + own + "CustomDatas>";
            return Xmp.within(rest.toString(), of, end, more);
        }
    }
}
