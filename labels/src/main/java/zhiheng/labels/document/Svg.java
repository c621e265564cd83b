package zhiheng.labels.document;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlSight;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.ContentLabel;

/** SVG: the label is in the drawing's XMP where there is one, else in a metadata element of ours, the first of the root. */
public final class Svg implements TextFormat {
    private static final int LARGEST = 32 << 20;
    private static final String OPEN = "metadata id=\"AIGC\"><TC260:AIGC xmlns:TC260=\"" + Xmp.NAMESPACE + "\">";

    /** The namespace of a C2PA manifest in a drawing (C2PA 2.2, A.3.6). */
    private static final String MANIFEST = "http://c2pa.org/manifest";

    /** The root, whatever its prefix. */
    private static final class Root implements XmlScan.Visitor {
        XmlScan.@Nullable Tag tag;
        int end;
        boolean manifest;

        @Override
        public void start(XmlScan.Tag each) {
            tag = tag == null ? each : tag;
            manifest |= each.uri().equals(MANIFEST);
        }

        @Override
        public void end(XmlScan.Tag each, int from, int to) {
            end = from;
        }
    }

    @Override
    public void read(Source in, Found found) throws IOException {
        String text = text(in);
        if (root(text).manifest) {
            found.binds(Binding.C2PA);
        }
        Xmp.read("SVG metadata", TextBytes.bytes(text), found);
    }

    @Override
    public Edits edits(Source in, ContentLabel label, Limits limits) throws IOException {
        var edits = new Edits();
        edits.replace(0, in.size(), TextBytes.bytes(labelled(text(in), label)));
        return edits;
    }

    @Override
    public List<String> seenByOthers(byte[] file) throws BadFile {
        return XmlSight.labels(file);
    }

    private static String labelled(String text, ContentLabel label) throws BadFile {
        var clean = withoutOurs(text);
        byte[] bytes = TextBytes.bytes(clean);
        if (!Xmp.occurrences(clean).isEmpty()) {
            if (Xmp.hasPlace(bytes)) {
                return TextBytes.latin1(Xmp.merge(bytes, label));
            }
            clean = TextBytes.latin1(Xmp.without(bytes));
        }
        var root = root(clean);
        var tag = java.util.Objects.requireNonNull(root.tag);
        var ours = "<" + tag.qualifier() + OPEN + TextBytes.xmlEscape(label.json()) + "</TC260:AIGC></"
                + tag.qualifier() + "metadata>";
        return tag.empty()
                ? Xmp.within(clean, tag, root.end, ours)
                : clean.substring(0, tag.to()) + ours + clean.substring(tag.to());
    }

    /** Without the labels of earlier writes, each with the element around it. */
    private static String withoutOurs(String text) throws BadFile {
        var out = new StringBuilder(text);
        var all = Xmp.occurrences(text);
        for (int i = all.size() - 1; i >= 0; i--) {
            var one = all.get(i);
            int from = text.lastIndexOf('<', one.from() - 1);
            int close = text.indexOf('>', one.to());
            if (from >= 0
                    && close >= 0
                    && isOurs(text.substring(from, one.from()), text.substring(one.to(), close + 1))) {
                out.delete(from, close + 1);
            }
        }
        return out.toString();
    }

    private static boolean isOurs(String before, String after) {
        int colon = before.indexOf(':');
        var prefix = colon < 0 ? "" : before.substring(1, colon + 1);
        return before.equals("<" + prefix + "metadata id=\"AIGC\">") && after.equals("</" + prefix + "metadata>");
    }

    private static Root root(String text) throws BadFile {
        var root = new Root();
        boolean sound = XmlScan.isSound(text, root);
        if (!sound || root.tag == null || !root.tag.local().equals("svg")) {
            throw new BadFile("SVG 不完整或者不规范", "the SVG is no sound XML that ends with its root element");
        }
        return root;
    }

    private static String text(Source in) throws IOException {
        if (in.size() > LARGEST) {
            throw new BadFile("SVG 文件过大", "the SVG is larger than what is read");
        }
        return TextBytes.latin1(in.bytes(0, in.size()));
    }
}
