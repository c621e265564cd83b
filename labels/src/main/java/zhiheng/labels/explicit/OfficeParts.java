package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlText;
import zhiheng.labels.label.Format;

/** The parts of an office file that people read, found by its relationships (OPC, 9.3), and a hint put into one of them. */
abstract class OfficeParts {
    private static final String TYPES = "[Content_Types].xml";
    private static final int MOST_PARTS = 2000;

    final Zip zip;

    OfficeParts(Zip zip) {
        this.zip = zip;
    }

    /** What people read, in its order. */
    abstract String text() throws IOException;

    /** The parts that change so that the hint is there. */
    abstract Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException, ExplicitRefusal;

    static OfficeParts of(Zip zip, Format format) throws IOException, ExplicitRefusal {
        if (format == Format.ODF) {
            return new OdtParts(zip);
        }
        var main = relations(zip, "").stream()
                .filter(r -> r.type.endsWith("/officeDocument"))
                .findFirst()
                .orElseThrow(() -> new BadFile("文档没有主要部分", "the package names no main part"));
        var root = XmlPart.of(zip, main.target).root().local();
        return switch (root) {
            case "document" -> new DocxParts(zip, main.target);
            case "presentation" -> new PptxParts(zip, main.target);
            case "workbook" -> new XlsxParts(zip, main.target);
            default ->
                throw new ExplicitRefusal(
                        new Text("不认识的 Office 文档: " + root, "this kind of Office file is not known: " + root),
                        new Text("请在编辑软件中加入提示", "put the hint in with the editing program"));
        };
    }

    /** One relationship: its name, the end of its kind, and the part that it leads to. */
    record Relation(String id, String type, String target) {}

    /** The relationships of a part, or of the package itself ({@code ""}); those that lead outside are left out. */
    static List<Relation> relations(Zip zip, String part) throws IOException {
        int slash = part.lastIndexOf('/');
        var folder = part.substring(0, slash + 1);
        var name = zip.alike(folder + "_rels/" + part.substring(slash + 1) + ".rels");
        var all = new ArrayList<Relation>();
        if (zip.has(name)) {
            XmlPart.of(zip, name).tags.forEach(tag -> {
                var id = tag.value("Id");
                var type = tag.value("Type");
                var target = tag.value("Target");
                if (id != null && type != null && target != null && !"External".equals(tag.value("TargetMode"))) {
                    all.add(new Relation(id, type, zip.alike(resolved(folder, target))));
                }
            });
        }
        return all;
    }

    private static String resolved(String folder, String target) {
        if (target.startsWith("/")) {
            return target.substring(1);
        }
        var steps = new ArrayList<String>();
        for (var step : (folder + target).split("/")) {
            if (step.equals("..") && !steps.isEmpty()) {
                steps.removeLast();
            } else if (!step.equals(".")) {
                steps.add(step);
            }
        }
        return String.join("/", steps);
    }

    /** The part that a relationship of another leads to. */
    static @Nullable String target(List<Relation> relations, @Nullable String id) {
        return relations.stream()
                .filter(r -> r.id.equals(id))
                .map(Relation::target)
                .findFirst()
                .orElse(null);
    }

    /** A part with all its tags; {@code ends} has, for each, where its end tag begins. */
    record XmlPart(String name, XmlText text, List<XmlScan.Tag> tags, List<Integer> ends) {
        static XmlPart of(Zip zip, String name) throws IOException {
            var bytes = zip.bytes(name);
            if (bytes == null) {
                throw new BadFile("文档缺少 " + name, "the document lacks " + name);
            }
            var text = XmlText.of(bytes);
            var tags = new ArrayList<XmlScan.Tag>();
            var ends = new ArrayList<Integer>();
            var open = new ArrayList<Integer>();
            boolean sound = XmlScan.isSound(text.view(), new XmlScan.Visitor() {
                @Override
                public void start(XmlScan.Tag tag) {
                    open.add(tags.size());
                    tags.add(tag);
                    ends.add(tag.to());
                }

                @Override
                public void end(XmlScan.Tag tag, int from, int to) {
                    ends.set(open.removeLast(), from);
                }
            });
            if (!sound || tags.isEmpty()) {
                throw new BadFile(name + " 不规范", "the part " + name + " is no sound XML");
            }
            return new XmlPart(name, text, tags, ends);
        }

        XmlScan.Tag root() {
            return tags.getFirst();
        }

        /** The place of the first tag of this name, or -1. */
        int first(String local) {
            for (int i = 0; i < tags.size(); i++) {
                if (tags.get(i).local().equals(local)) {
                    return i;
                }
            }
            return -1;
        }

        /** With words put in at a place of the view. */
        byte[] with(int at, String more) {
            return text.bytes(text.view().substring(0, at)
                    + ExplicitOffice.latin1(more)
                    + text.view().substring(at));
        }

        /** The words of elements of these names; a paragraph ends a line. What is deleted, hidden or a command of a field is not read. */
        String words(Set<String> words, Set<String> paragraphs) throws BadFile {
            var out = new StringBuilder();
            var view = text.view();
            XmlScan.isSound(view, new XmlScan.Visitor() {
                private int inside = -1;
                private boolean hidden;

                @Override
                public void start(XmlScan.Tag tag) {
                    if (tag.local().equals("r") || tag.local().equals("p")) {
                        hidden = false;
                    }
                    hidden |= tag.local().equals("vanish");
                    inside = inside < 0 && words.contains(tag.local()) ? tag.depth() : inside;
                }

                @Override
                public void text(int from, int to, boolean cdata) {
                    if (inside >= 0 && !hidden) {
                        var piece = TextBytes.meant(view.substring(from, to));
                        out.append(cdata ? piece : TextBytes.xmlUnescape(piece));
                    }
                }

                @Override
                public void end(XmlScan.Tag tag, int from, int to) {
                    inside = inside == tag.depth() ? -1 : inside;
                    if (paragraphs.contains(tag.local())) {
                        out.append('\n');
                    }
                }
            });
            return out.toString();
        }
    }

    /** A document of words. */
    private static final class DocxParts extends OfficeParts {
        private final String main;

        DocxParts(Zip zip, String main) {
            super(zip);
            this.main = main;
        }

        @Override
        String text() throws IOException {
            return XmlPart.of(zip, main).words(Set.of("t"), Set.of("p"));
        }

        @Override
        Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException {
            var part = XmlPart.of(zip, main);
            int body = part.first("body");
            if (body < 0 || part.tags.get(body).empty()) {
                throw new BadFile("文档没有正文", "the document has no body");
            }
            int at = part.tags.get(body).to();
            if (place == ExplicitOptions.Place.END) {
                at = part.ends.get(body);
                for (int i = body; i < part.tags.size(); i++) { // the last section's properties must stay last
                    var tag = part.tags.get(i);
                    at = tag.local().equals("sectPr") && tag.depth() == 2 ? tag.from() : at;
                }
            }
            var w = part.tags.get(body).qualifier();
            return Map.of(
                    main,
                    part.with(
                            at,
                            "<" + w + "p><" + w + "r><" + w + "t>【" + TextBytes.xmlEscape(hint) + "】</" + w + "t></" + w
                                    + "r></" + w + "p>"));
        }
    }

    /** Slides. */
    private static final class PptxParts extends OfficeParts {
        private static final String A = "http://schemas.openxmlformats.org/drawingml/2006/main";
        private static final String P = "http://schemas.openxmlformats.org/presentationml/2006/main";
        private static final int EMU_PER_POINT = 12_700;

        private final String main;

        PptxParts(Zip zip, String main) {
            super(zip);
            this.main = main;
        }

        private List<String> slides(XmlPart presentation) throws IOException {
            var relations = relations(zip, main);
            var slides = new ArrayList<String>();
            for (var tag : presentation.tags) {
                if (tag.local().equals("sldId") && slides.size() < MOST_PARTS) {
                    var slide = target(relations, relation(tag));
                    if (slide != null) {
                        slides.add(slide);
                    }
                }
            }
            return slides;
        }

        @Override
        String text() throws IOException {
            var out = new StringBuilder();
            for (var slide : slides(XmlPart.of(zip, main))) {
                var part = XmlPart.of(zip, slide);
                if (!"0".equals(part.root().value("show"))) {
                    out.append(part.words(Set.of("t"), Set.of("p"))).append('\n');
                }
            }
            return out.toString();
        }

        @Override
        Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException {
            var presentation = XmlPart.of(zip, main);
            var slides = slides(presentation);
            int size = presentation.first("sldSz");
            if (slides.isEmpty() || size < 0) {
                throw new BadFile("演示文稿没有幻灯片", "the presentation has no slide");
            }
            var part = XmlPart.of(zip, place == ExplicitOptions.Place.END ? slides.getLast() : slides.getFirst());
            int tree = part.first("spTree");
            if (tree < 0 || part.tags.get(tree).empty()) {
                throw new BadFile("幻灯片没有图形", "the slide has no shapes");
            }
            long id = 1;
            for (var tag : part.tags) {
                id = tag.local().equals("cNvPr") ? Math.max(id, number(tag.value("id"))) : id;
            }
            var sheet = presentation.tags.get(size);
            int at = part.ends.get(tree);
            for (int i = tree; i < part.tags.size(); i++) { // extensions stay last
                var tag = part.tags.get(i);
                boolean own = tag.depth() == part.tags.get(tree).depth() + 1;
                at = own && tag.local().equals("extLst") && tag.from() < at ? tag.from() : at;
            }
            return Map.of(
                    part.name,
                    part.with(at, shape(hint, number(sheet.value("cx")), number(sheet.value("cy")), id + 1)));
        }

        /** A box at the lower left, of letters whose ink is 5 % of the slide's shortest side. */
        private static String shape(String hint, long width, long height, long id) {
            long shortest = Math.min(width, height);
            long points = Math.max(10, Math.round(shortest * 0.0625 / EMU_PER_POINT));
            long high = points * EMU_PER_POINT * 2;
            long wide = Math.min(width, points * EMU_PER_POINT * (hint.length() + 2));
            var fill = "<a:solidFill><a:srgbClr val=\"%s\"/></a:solidFill>";
            return "<p:sp xmlns:p=\"" + P + "\" xmlns:a=\"" + A + "\"><p:nvSpPr><p:cNvPr id=\"" + id
                    + "\" name=\"AIGC\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"0\" y=\""
                    + (height - high) + "\"/><a:ext cx=\"" + wide + "\" cy=\"" + high
                    + "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>" + fill.formatted("000000")
                    + "</p:spPr><p:txBody><a:bodyPr wrap=\"none\" anchor=\"ctr\"/><a:lstStyle/><a:p><a:r><a:rPr lang=\"zh-CN\" sz=\""
                    + points * 100 + "\">" + fill.formatted("FFFFFF") + "</a:rPr><a:t>" + TextBytes.xmlEscape(hint)
                    + "</a:t></a:r></a:p></p:txBody></p:sp>";
        }
    }

    /** Sheets. */
    private static final class XlsxParts extends OfficeParts {
        private static final String S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        private static final String R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        private static final String KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        private static final String SELECTED =
                "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>";
        /** Signs that a name of a sheet may not have. */
        private static final String FORBIDDEN = "[\\[\\]:*?/\\\\']";

        private final String main;

        XlsxParts(Zip zip, String main) {
            super(zip);
            this.main = main;
        }

        @Override
        String text() throws IOException {
            var relations = relations(zip, main);
            var shared = new ArrayList<String>();
            for (var relation : relations) {
                if (relation.type.endsWith("/sharedStrings")) {
                    shared.addAll(List.of(XmlPart.of(zip, relation.target)
                            .words(Set.of("t"), Set.of("si"))
                            .split("\n", -1)));
                }
            }
            var out = new StringBuilder();
            for (var tag : XmlPart.of(zip, main).tags) {
                var sheet = tag.local().equals("sheet") ? target(relations, relation(tag)) : null;
                if (sheet != null && tag.value("state") == null) {
                    out.append(tag.value("name")).append('\n').append(cells(sheet, shared));
                }
            }
            return out.toString();
        }

        private String cells(String sheet, List<String> shared) throws IOException {
            var out = new StringBuilder();
            var view = XmlText.of(zip.bytes(sheet) instanceof byte[] bytes ? bytes : new byte[0])
                    .view();
            XmlScan.isSound(view, new XmlScan.Visitor() {
                private @Nullable String type;
                private boolean value;

                @Override
                public void start(XmlScan.Tag tag) {
                    type = tag.local().equals("c") ? tag.value("t") : type;
                    value = tag.local().equals("v") || tag.local().equals("t");
                }

                @Override
                public void text(int from, int to, boolean cdata) {
                    if (value && type != null) {
                        var text = TextBytes.xmlUnescape(TextBytes.meant(view.substring(from, to)));
                        long i = type.equals("s") ? number(text) : -1;
                        out.append(i >= 0 && i < shared.size() ? shared.get((int) i) : text)
                                .append('\n');
                    }
                }

                @Override
                public void end(XmlScan.Tag tag, int from, int to) {
                    value = false;
                }
            });
            return out.toString();
        }

        @Override
        Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException {
            var book = XmlPart.of(zip, main);
            int sheets = book.first("sheets");
            if (sheets < 0 || book.tags.get(sheets).empty()) {
                throw new BadFile("工作簿没有工作表", "the workbook has no sheet");
            }
            var own = book.tags.get(sheets).qualifier();
            var relations = relations(zip, main);
            var relationsPart = XmlPart.of(zip, zip.alike(folder() + "_rels/" + file() + ".rels"));
            var types = XmlPart.of(zip, zip.alike(TYPES));
            var id = "rIdAIGC";
            while (target(relations, id) != null) {
                id += "x";
            }
            var part = folder() + "worksheets/sheetAIGC.xml";
            while (zip.has(zip.alike(part))) {
                part = part.replace(".xml", "x.xml");
            }
            boolean end = place == ExplicitOptions.Place.END;
            var sheet = "<" + own + "sheet name=\"" + TextBytes.xmlEscape(name(book, hint)) + "\" sheetId=\""
                    + highest(book) + "\" aigc:id=\"" + id + "\" xmlns:aigc=\"" + R + "\"/>";
            var changed = new LinkedHashMap<String, byte[]>();
            var all = new Shift(book);
            all.put(end ? book.ends.get(sheets) : book.tags.get(sheets).to(), sheet);
            changed.put(main, end ? all.bytes() : all.shifted());
            if (!end) {
                deselect(book, relations, changed);
            }
            changed.put(
                    relationsPart.name,
                    relationsPart.with(
                            relationsPart.ends.getFirst(),
                            "<" + relationsPart.root().qualifier() + "Relationship Id=\"" + id + "\" Type=\"" + R
                                    + "/worksheet\" Target=\"/" + part + "\"/>"));
            changed.put(
                    types.name,
                    types.with(
                            types.ends.getFirst(),
                            "<" + types.root().qualifier() + "Override PartName=\"/" + part + "\" ContentType=\"" + KIND
                                    + "\"/>"));
            changed.put(
                    part,
                    TextBytes.bytes(
                            ExplicitOffice.latin1("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                                    + "<worksheet xmlns=\"" + S + "\">" + (end ? "" : SELECTED)
                                    + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                                    + TextBytes.xmlEscape(hint) + "</t></is></c></row></sheetData></worksheet>")));
            return changed;
        }

        /** Of two selected sheets a program would change both at once. */
        private void deselect(XmlPart book, List<Relation> relations, Map<String, byte[]> changed) throws IOException {
            for (var tag : book.tags) {
                var sheet = tag.local().equals("sheet") ? target(relations, relation(tag)) : null;
                if (sheet == null || changed.size() > MOST_PARTS) {
                    continue;
                }
                var part = XmlPart.of(zip, sheet);
                for (var view : part.tags) {
                    for (var a : view.attributes()) {
                        if (view.local().equals("sheetView") && a.local().equals("tabSelected")) {
                            var words = part.text.view();
                            changed.put(sheet, part.text.bytes(words.substring(0, a.from()) + words.substring(a.to())));
                        }
                    }
                }
            }
        }

        private String folder() {
            return main.substring(0, main.lastIndexOf('/') + 1);
        }

        private String file() {
            return main.substring(main.lastIndexOf('/') + 1);
        }

        /** A name that no sheet has, of at most 31 signs. */
        private static String name(XmlPart book, String hint) {
            var wish = hint.replaceAll(FORBIDDEN, "");
            wish = wish.substring(0, Math.min(27, wish.length()));
            var name = wish;
            for (int i = 2; taken(book, name); i++) {
                name = wish + " " + i;
            }
            return name;
        }

        private static boolean taken(XmlPart book, String name) {
            return book.tags.stream()
                    .anyMatch(t -> t.local().equals("sheet") && name.equalsIgnoreCase(t.value("name")));
        }

        private static long highest(XmlPart book) {
            return 1
                    + book.tags.stream()
                            .filter(tag -> tag.local().equals("sheet"))
                            .mapToLong(tag -> number(tag.value("sheetId")))
                            .max()
                            .orElse(0);
        }

        /** A workbook being changed; numbers that count sheets from the first move on when one is put before it. */
        private static final class Shift {
            private final XmlPart book;
            private int at;
            private String more = "";

            Shift(XmlPart book) {
                this.book = book;
            }

            void put(int place, String words) {
                at = place;
                more = ExplicitOffice.latin1(words);
            }

            byte[] bytes() {
                return book.text.bytes(book.text.view().substring(0, at)
                        + more
                        + book.text.view().substring(at));
            }

            byte[] shifted() {
                var out = new StringBuilder();
                var view = book.text.view();
                int done = 0;
                boolean put = false;
                for (var tag : book.tags) {
                    if (!put && tag.from() >= at) {
                        out.append(view, done, at).append(more);
                        done = at;
                        put = true;
                    }
                    for (var a : tag.attributes()) {
                        boolean local =
                                tag.local().equals("definedName") && a.local().equals("localSheetId");
                        boolean view0 = tag.local().equals("workbookView")
                                && (a.local().equals("activeTab") || a.local().equals("firstSheet"));
                        if (local || view0) {
                            long value = local ? number(a.meant()) + 1 : 0; // the new sheet is the one that opens
                            out.append(view, done, a.from())
                                    .append(' ')
                                    .append(a.local())
                                    .append("=\"")
                                    .append(value)
                                    .append('"');
                            done = a.to();
                        }
                    }
                }
                if (!put) {
                    out.append(view, done, at).append(more);
                    done = at;
                }
                return book.text.bytes(out.append(view, done, view.length()).toString());
            }
        }
    }

    /** A document of words in OpenDocument. */
    private static final class OdtParts extends OfficeParts {
        private static final String CONTENT = "content.xml";
        private static final Set<String> BLOCKS = Set.of("p", "h", "list", "table", "section", "table-of-content");
        private static final String NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

        OdtParts(Zip zip) {
            super(zip);
        }

        @Override
        String text() throws IOException {
            return XmlPart.of(zip, CONTENT).words(Set.of("p", "h"), Set.of("p", "h"));
        }

        @Override
        Map<String, byte[]> with(String hint, ExplicitOptions.Place place) throws IOException, ExplicitRefusal {
            var part = XmlPart.of(zip, CONTENT);
            int body = -1;
            for (int i = 0; i < part.tags.size(); i++) {
                body = part.tags.get(i).local().equals("text")
                                && part.tags.get(i).depth() == 2
                        ? i
                        : body;
            }
            if (body < 0 || part.tags.get(body).empty()) {
                throw new ExplicitRefusal(
                        new Text(
                                "只支持 OpenDocument 文本文档", "of OpenDocument files only documents of words are supported"),
                        new Text("请在编辑软件中加入提示", "put the hint in with the editing program"));
            }
            int at = part.ends.get(body);
            for (int i = body + 1; place != ExplicitOptions.Place.END && i < part.tags.size(); i++) {
                var tag = part.tags.get(i);
                if (tag.depth() == 3 && BLOCKS.contains(tag.local())) { // behind what is declared before the words
                    at = tag.from();
                    break;
                }
            }
            return Map.of(
                    CONTENT,
                    part.with(
                            at,
                            "<aigc:p xmlns:aigc=\"" + NAMESPACE + "\">【" + TextBytes.xmlEscape(hint) + "】</aigc:p>"));
        }
    }

    private static @Nullable String relation(XmlScan.Tag tag) {
        for (var attribute : tag.attributes()) {
            if (attribute.local().equals("id") && tag.uri(attribute).endsWith("/relationships")) {
                return attribute.meant();
            }
        }
        return null;
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
