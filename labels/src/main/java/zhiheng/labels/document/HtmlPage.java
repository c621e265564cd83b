package zhiheng.labels.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.label.ContentLabel;

/**
 * HTML: the label is a meta element of the head. A page is read as browsers read it (WHATWG HTML, 13.2, by jsoup): what stands in a
 * comment, a script or a text field is no element, and a head is there though no tag says so. Edited at the places that the parser
 * tells, so that all else stays byte for byte.
 */
public final class HtmlPage implements TextFormat {
    /** How far into a page its head is looked for. */
    private static final int HEAD = 4 << 20;

    private static final String MARK = "\u00ef\u00bb\u00bf";

    @Override
    public void read(Source in, Found found) throws IOException {
        metas(page(text(in)), found);
    }

    @Override
    public Edits edits(Source in, ContentLabel label, Limits limits) throws IOException {
        String text = text(in);
        var page = page(text);
        var edits = new Edits();
        byte[] meta = TextBytes.bytes("<meta name=\"AIGC\" content=\""
                + TextBytes.xmlEscape(label.json()).replace("&apos;", "&#39;") + "\">\n");
        var old = metas(page, new Found(limits));
        var head = page.head();
        if (old.isEmpty() || !head.equals(old.getFirst().parent())) {
            edits.replace(insertion(page, text), 0, meta);
        }
        for (var element : old) {
            var range = element.sourceRange();
            int end = range.endPos();
            end += end < text.length() && text.charAt(end) == '\n' ? 1 : 0;
            boolean stays = element.equals(old.getFirst()) && head.equals(element.parent());
            edits.replace(range.startPos(), end - range.startPos(), stays ? meta : new byte[0]);
        }
        return edits;
    }

    /** With a parser of its own, on the page as it would be sent. */
    @Override
    public List<String> seenByOthers(byte[] file) {
        var wide = TextBytes.utf16(file);
        var words = wide == null ? TextBytes.meant(file) : new String(file, wide);
        var page = Jsoup.parse(words.startsWith("\uFEFF") ? words.substring(1) : words);
        return page.head().select("meta[name=AIGC]").stream()
                .map(meta -> meta.attr("content"))
                .toList();
    }

    private static Document page(String text) throws BadFile {
        var parser = Parser.htmlParser().setTrackPosition(true);
        try {
            return Jsoup.parse(
                    text.startsWith(MARK) ? " ".repeat(MARK.length()) + text.substring(MARK.length()) : text,
                    "",
                    parser);
        } catch (RuntimeException e) { // as of a page that nests beyond all measure
            throw new BadFile("HTML 无法解析", "the page cannot be parsed");
        }
    }

    private static String text(Source in) throws IOException {
        return TextBytes.latin1(in.bytes(0, Math.min(HEAD, in.size())));
    }

    /** Where a first element of the head goes: behind the tag of the head, of the page, or the document type, whichever is there. */
    private static int insertion(Document page, String text) {
        int at = text.startsWith(MARK) ? MARK.length() : 0;
        for (Node node : page.childNodes()) {
            if (node instanceof DocumentType && node.sourceRange().isTracked()) {
                at = node.sourceRange().endPos();
            }
        }
        for (Element element : List.of(page.child(0), page.head())) {
            var range = element.sourceRange();
            if (range.isTracked() && !range.isImplicit()) {
                at = range.endPos();
            }
        }
        return at;
    }

    private static List<Element> metas(Document page, Found found) throws BadFile {
        var places = new ArrayList<Element>();
        for (var meta : page.getElementsByTag("meta")) {
            found.step();
            var name = meta.attr("name").isBlank() ? meta.attr("property") : meta.attr("name");
            var keyed = Keyed.of(name.strip(), TextBytes.meant(meta.attr("content")));
            if (keyed != null
                    && meta.sourceRange().isTracked()
                    && keyed.tell(found, "meta " + (keyed.named() ? "AIGC" : name.strip()))) {
                places.add(meta);
            }
        }
        return places;
    }
}
