package zhiheng.labels.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.ContentLabel;

/** SVG and HTML: the label is in one element of the head, edited as text so that all else stays byte for byte. */
public final class TextBased implements TextFormat {
    /** How far into a page its head is looked for. */
    private static final int HEAD = 4 << 20;

    private static final Pattern META = Pattern.compile("<meta\\b[^<>]*>\\s?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("\\bname\\s*=\\s*[\"']?AIGC[\"'\\s]", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT =
            Pattern.compile("\\bcontent\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTML_HEAD = Pattern.compile("<head(\\s[^<>]*)?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern SVG_ROOT = Pattern.compile("<(?:[A-Za-z_][\\w.-]*+:)?svg\\b[^<>]*+>");
    private static final String SVG_OPEN = "<metadata id=\"AIGC\"><TC260:AIGC xmlns:TC260=\"" + Xmp.NAMESPACE + "\">";
    private static final String SVG_CLOSE = "</TC260:AIGC></metadata>";

    private final boolean svg;

    public TextBased(boolean svg) {
        this.svg = svg;
    }

    /** A label's element in the text. */
    private record Place(int from, int to) {}

    @Override
    public void read(Source in, Found found) throws IOException {
        String text = head(in);
        if (svg) {
            complete(text);
            Xmp.read("SVG metadata", TextBytes.bytes(text), found);
        } else {
            metas(text, found);
        }
    }

    @Override
    public Edits edits(Source in, ContentLabel label, Limits limits) throws IOException {
        String text = head(in);
        var edits = new Edits();
        var scratch = new Found(limits);
        if (svg) {
            complete(text);
            edits.replace(0, in.size(), TextBytes.bytes(svg(text, label, scratch)));
            return edits;
        }
        byte[] meta = TextBytes.bytes("<meta name=\"AIGC\" content=\""
                + TextBytes.xmlEscape(label.json()).replace("&apos;", "&#39;") + "\">\n");
        List<Place> old = metas(text, scratch);
        if (old.isEmpty()) {
            edits.replace(insertion(text), 0, meta);
        }
        for (Place p : old) {
            edits.replace(p.from, p.to - p.from, p == old.getFirst() ? meta : new byte[0]);
        }
        return edits;
    }

    private static String svg(String text, ContentLabel label, Found scratch) throws BadFile {
        int open = text.indexOf(SVG_OPEN);
        int close = open < 0 ? -1 : text.indexOf(SVG_CLOSE, open);
        String clean = close < 0 ? text : text.substring(0, open) + text.substring(close + SVG_CLOSE.length());
        Xmp.read("", TextBytes.bytes(clean), scratch);
        if (!scratch.labels().isEmpty() && !clean.contains("RDF>")) {
            clean = TextBytes.latin1(Xmp.without(TextBytes.bytes(clean)));
        } else if (!scratch.labels().isEmpty()) {
            return TextBytes.latin1(Xmp.merge(TextBytes.bytes(clean), label));
        }
        Matcher root = SVG_ROOT.matcher(clean);
        if (!root.find()
                || root.group().endsWith("/>")
                || root.group().chars().filter(c -> c == '"' || c == '\'').count() % 2 != 0
                || clean.lastIndexOf("<!--", root.start()) > clean.lastIndexOf("-->", root.start())) {
            throw new BadFile("SVG 没有可写入的根元素", "the SVG has no root element that can hold metadata");
        }
        return clean.substring(0, root.end())
                + SVG_OPEN
                + TextBytes.xmlEscape(label.json())
                + SVG_CLOSE
                + clean.substring(root.end());
    }

    private String head(Source in) throws IOException {
        if (svg && in.size() > HEAD * 8L) {
            throw new BadFile("SVG 文件过大", "the SVG is larger than what is read");
        }
        return TextBytes.latin1(in.bytes(0, svg ? in.size() : Math.min(HEAD, in.size())));
    }

    private static void complete(String text) throws BadFile {
        if (!text.stripTrailing().endsWith(">") || text.lastIndexOf("svg>") < 0) {
            throw new BadFile("SVG 不完整", "the SVG does not end with its root element");
        }
    }

    private static int insertion(String text) throws BadFile {
        Matcher head = HTML_HEAD.matcher(text);
        if (head.find()) {
            return head.end();
        }
        throw new BadFile("HTML 没有 head 元素", "the page has no head element; add one to label it");
    }

    private static List<Place> metas(String text, Found found) throws BadFile {
        var places = new ArrayList<Place>();
        Matcher meta = META.matcher(text);
        while (meta.find()) {
            found.step();
            Matcher content = CONTENT.matcher(meta.group());
            if (NAME.matcher(meta.group()).find() && content.find()) {
                String value = content.group(1) != null ? content.group(1) : content.group(2);
                if (found.label("meta AIGC", TextBytes.xmlUnescape(TextBytes.meant(value)))) {
                    places.add(new Place(meta.start(), meta.end()));
                }
            }
        }
        return places;
    }
}
