package zhiheng.labels.document;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
import zhiheng.labels.label.Deviation;

/**
 * DOCX, XLSX, PPTX and their templates: the label is the custom property {@code AIGC}, in the part that the package's relationships
 * name (OPC, 9.3), whatever it is called; the transitional and the strict namespaces of ISO/IEC 29500 are both known.
 */
public final class Ooxml implements LabelFormat {
    private static final String PART = "docProps/custom.xml";
    private static final String CORE = "docProps/core.xml";
    private static final String TYPES = "[Content_Types].xml";
    private static final String RELATIONS = "_rels/.rels";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/";
    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/";
    private static final String RELATION = OFFICE + "relationships/custom-properties";
    private static final List<String> RELATION_KINDS = List.of(RELATION, STRICT + "relationships/customProperties");
    private static final List<String> NAMESPACES = List.of(OFFICE + "custom-properties", STRICT + "customProperties");
    private static final String FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    @Override
    public void read(Source in, Found found) throws IOException {
        var zip = new Zip(in, found);
        require(zip);
        if (zip.names().stream().anyMatch(n -> n.startsWith("_xmlsignatures/"))) {
            found.binds(Binding.SIGNATURE);
        }
        var named = named(zip);
        var part = named == null ? null : zip.bytes(named);
        if (part != null) {
            new Properties(XmlText.of(part).view(), found);
        }
        var orphan = orphan(zip, named);
        var unnamed = orphan == null ? null : zip.bytes(orphan);
        if (unnamed != null) {
            new Properties(XmlText.of(unnamed).view(), found, Deviation.WRONG_PLACE);
        }
        var core = zip.bytes(zip.alike(CORE));
        if (core != null) {
            new Spelled(XmlText.of(core).view(), found);
        }
    }

    /** A part of the usual name that no relationship names: what some writers leave, and nobody sees. */
    private static @Nullable String orphan(Zip zip, @Nullable String named) {
        var usual = zip.alike(PART);
        return usual.equals(named) || !zip.has(usual) ? null : usual;
    }

    @Override
    public void write(Source in, Sink out, ContentLabel label, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        require(zip);
        Map<String, byte[]> changed = new LinkedHashMap<>();
        var named = named(zip);
        String part = named == null ? zip.alike(PART) : named;
        var old = zip.bytes(part);
        var text = XmlText.of(
                old != null
                        ? old
                        : TextBytes.bytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                                + "<Properties xmlns=\"" + NAMESPACES.getFirst() + "\" xmlns:vt=\"" + OFFICE
                                + "docPropsVTypes\"/>"));
        changed.put(part, text.bytes(new Properties(text.view(), new Found(limits)).with(label)));
        var orphan = orphan(zip, part);
        var unnamed = orphan == null ? null : zip.bytes(orphan);
        if (orphan != null && unnamed != null) {
            var left = XmlText.of(unnamed);
            changed.put(orphan, left.bytes(new Properties(left.view(), new Found(limits)).rest.toString()));
        }
        var described = zip.bytes(zip.alike(CORE));
        if (described != null) {
            var core = XmlText.of(described);
            var spelled = new Spelled(core.view(), new Found(limits));
            if (spelled.rest.length() < core.view().length()) {
                changed.put(zip.alike(CORE), core.bytes(spelled.rest.toString()));
            }
        }
        var types = XmlText.of(bytes(zip, TYPES));
        var contents = new Children(types.view(), TYPES);
        if (contents.all.stream().noneMatch(tag -> ("/" + part).equalsIgnoreCase(tag.value("PartName")))) {
            changed.put(
                    zip.alike(TYPES),
                    types.bytes(contents.with(
                            "Override PartName=\"/" + TextBytes.xmlEscape(part) + "\" ContentType=\"" + TYPE + "\"")));
        }
        if (named == null) {
            var relations = XmlText.of(bytes(zip, RELATIONS));
            var all = new Children(relations.view(), RELATIONS);
            String id = "rIdAIGC";
            while (all.has("Id", id)) {
                id += "x";
            }
            changed.put(
                    zip.alike(RELATIONS),
                    relations.bytes(all.with("Relationship Id=\"" + id + "\" Type=\"" + RELATION + "\" Target=\""
                            + TextBytes.xmlEscape(part) + "\"")));
        }
        zip.write(out, changed);
    }

    /** As any other program finds it: by its relationship, with another parser. */
    @Override
    public List<String> seenByOthers(Source in, Limits limits) throws IOException {
        var zip = new Zip(in, new Found(limits));
        var targets = XmlSight.texts(
                bytes(zip, RELATIONS),
                (reader, depth) -> RELATION_KINDS.contains(String.valueOf(reader.getAttributeValue(null, "Type")))
                        ? reader.getAttributeValue(null, "Target")
                        : null);
        var part = targets.size() == 1 ? zip.bytes(zip.alike(target(targets.getFirst()))) : null;
        return part == null
                ? List.of()
                : XmlSight.texts(
                        part,
                        (reader, depth) -> "property".equals(reader.getLocalName())
                                        && NAMESPACES.contains(String.valueOf(reader.getNamespaceURI()))
                                        && "AIGC".equals(reader.getAttributeValue(null, "name"))
                                ? ""
                                : null);
    }

    private static void require(Zip zip) throws BadFile {
        if (!zip.has(zip.alike(TYPES)) || !zip.has(zip.alike(RELATIONS))) {
            throw new BadFile("不是完整的 Office 文档", "this is not a whole Office document: " + RELATIONS + " is missing");
        }
    }

    /** The entry of the custom properties; null where no relationship names one. */
    private static @Nullable String named(Zip zip) throws IOException {
        for (var tag : new Children(XmlText.of(bytes(zip, RELATIONS)).view(), RELATIONS).all) {
            var target = tag.value("Target");
            if (target != null
                    && RELATION_KINDS.contains(String.valueOf(tag.value("Type")))
                    && !"External".equals(tag.value("TargetMode"))) {
                return zip.alike(target(target));
            }
        }
        return null;
    }

    /** A target of the package's own relationships, which stand at its root, as the name of an entry. */
    private static String target(String reference) {
        var names = new ArrayList<String>();
        for (var name : URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8)
                .split("/")) {
            if (name.equals("..") && !names.isEmpty()) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    static byte[] bytes(Zip zip, String name) throws IOException {
        var bytes = zip.bytes(zip.alike(name));
        if (bytes == null) {
            throw new BadFile("文档缺少 " + name, "the document lacks its part " + name);
        }
        return bytes;
    }

    static BadFile unsound(String part) {
        return new BadFile(part + " 不是规范的 XML", "the part " + part + " is no sound XML");
    }

    /** The elements right below the root of a part. */
    private static final class Children implements XmlScan.Visitor {
        final List<XmlScan.Tag> all = new ArrayList<>();
        private final String text;
        private XmlScan.@Nullable Tag root;
        private int end;

        Children(String text, String part) throws BadFile {
            this.text = text;
            if (!XmlScan.isSound(text, this)) {
                throw unsound(part);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) {
            switch (tag.depth()) {
                case 0 -> root = tag;
                case 1 -> all.add(tag);
                default -> {}
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) {
            end = from;
        }

        boolean has(String attribute, String value) {
            return all.stream().anyMatch(tag -> value.equals(tag.value(attribute)));
        }

        /** With one element more, in the root's own namespace. */
        String with(String element) {
            var of = java.util.Objects.requireNonNull(root);
            return Xmp.within(text, of, end, "<" + of.qualifier() + element + "/>");
        }
    }

    /** The part of title, description and keywords, in which somebody may have spelled a label. */
    private static final class Spelled implements XmlScan.Visitor {
        private final String text;
        private final Found found;
        private final StringBuilder rest;
        private final StringBuilder value = new StringBuilder();
        private int gone;

        Spelled(String text, Found found) throws BadFile {
            this.text = text;
            this.found = found;
            rest = new StringBuilder(text);
            if (!XmlScan.isSound(text, this)) {
                throw unsound(CORE);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) throws BadFile {
            found.step();
            value.setLength(0);
        }

        @Override
        public void text(int from, int to, boolean cdata) {
            var piece = text.substring(from, to);
            value.append(cdata ? TextBytes.meant(piece) : TextBytes.xmlUnescape(TextBytes.meant(piece)));
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) throws BadFile {
            var keyed = tag.depth() == 1 ? Keyed.of("", value.toString().strip()) : null;
            if (keyed != null && keyed.tell(found, CORE + " " + tag.local())) {
                rest.delete(tag.from() - gone, to - gone);
                gone += to - tag.from();
            }
        }
    }

    /** The part of the custom properties. */
    private static final class Properties implements XmlScan.Visitor {
        private final String text;
        private final Found found;
        private final StringBuilder rest;
        private final StringBuilder value = new StringBuilder();
        private XmlScan.@Nullable Tag root;
        private XmlScan.@Nullable Tag property;
        private int end;
        private int gone;
        private int highest = 1;
        private final Deviation[] seen;

        Properties(String text, Found found, Deviation... seen) throws BadFile {
            this.seen = seen;
            this.text = text;
            this.found = found;
            rest = new StringBuilder(text);
            if (!XmlScan.isSound(text, this)) {
                throw unsound(PART);
            }
        }

        @Override
        public void start(XmlScan.Tag tag) throws BadFile {
            found.step();
            if (tag.depth() == 0) {
                root = tag;
            } else if (tag.depth() == 1 && tag.local().equals("property")) {
                property = tag;
                value.setLength(0);
                var pid = tag.value("pid");
                highest = Math.max(highest, pid != null && NUMBER.matcher(pid).matches() ? Integer.parseInt(pid) : 1);
            }
        }

        @Override
        public void text(int from, int to, boolean cdata) {
            if (property != null) {
                var piece = text.substring(from, to);
                value.append(cdata ? TextBytes.meant(piece) : TextBytes.xmlUnescape(TextBytes.meant(piece)));
            }
        }

        @Override
        public void end(XmlScan.Tag tag, int from, int to) throws BadFile {
            if (tag.depth() == 0) {
                end = from - gone;
            } else if (tag.depth() == 1 && property != null) {
                var name = property.value("name");
                property = null;
                var keyed =
                        name == null ? null : Keyed.of(name, value.toString().strip());
                if (keyed != null && keyed.tell(found, "docProps/custom.xml " + name, seen)) {
                    rest.delete(tag.from() - gone, to - gone);
                    gone += to - tag.from();
                }
            }
        }

        /** Without the labels that were in it, and with this one. */
        String with(ContentLabel label) throws BadFile {
            var of = java.util.Objects.requireNonNull(root);
            if (!NAMESPACES.contains(of.uri()) || !of.local().equals("Properties")) {
                throw new BadFile("自定义属性部件结构异常", "the part of the custom properties holds something else");
            }
            var types = of.uri().startsWith(STRICT) ? STRICT : OFFICE;
            var property = of.qualifier() + "property";
            return Xmp.within(
                    rest.toString(),
                    of,
                    end,
                    "<" + property + " fmtid=\"" + FORMAT_ID + "\" pid=\"" + (highest + 1)
                            + "\" name=\"AIGC\"><vt:lpwstr xmlns:vt=\"" + types + "docPropsVTypes\">"
                            + TextBytes.xmlEscape(label.json()) + "</vt:lpwstr></" + property + ">");
        }
    }
}
