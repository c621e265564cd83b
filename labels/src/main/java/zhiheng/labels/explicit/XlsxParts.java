package zhiheng.labels.explicit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.Zip;
import zhiheng.labels.format.XmlScan;
import zhiheng.labels.format.XmlText;

/** Sheets. */
final class XlsxParts extends OfficeParts {
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
            if (relation.type().endsWith("/sharedStrings")) {
                shared.addAll(List.of(XmlPart.of(zip, relation.target())
                        .words(Set.of("t"), Set.of("si"))
                        .split("\n", -1)));
            }
        }
        var out = new StringBuilder();
        for (var tag : XmlPart.of(zip, main).tags()) {
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
        if (sheets < 0 || book.tags().get(sheets).empty()) {
            throw new BadFile("工作簿没有工作表", "the workbook has no sheet");
        }
        var own = book.tags().get(sheets).qualifier();
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
        all.put(end ? book.ends().get(sheets) : book.tags().get(sheets).to(), sheet);
        changed.put(main, end ? all.bytes() : all.shifted());
        if (!end) {
            deselect(book, relations, changed);
        }
        changed.put(
                relationsPart.name(),
                relationsPart.with(
                        relationsPart.ends().getFirst(),
                        "<" + relationsPart.root().qualifier() + "Relationship Id=\"" + id + "\" Type=\"" + R
                                + "/worksheet\" Target=\"/" + part + "\"/>"));
        changed.put(
                types.name(),
                types.with(
                        types.ends().getFirst(),
                        "<" + types.root().qualifier() + "Override PartName=\"/" + part + "\" ContentType=\"" + KIND
                                + "\"/>"));
        changed.put(
                part,
                TextBytes.bytes(ExplicitOffice.latin1("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                        + "<worksheet xmlns=\"" + S + "\">" + (end ? "" : SELECTED)
                        + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                        + TextBytes.xmlEscape(hint) + "</t></is></c></row></sheetData></worksheet>")));
        return changed;
    }

    /** Of two selected sheets a program would change both at once. */
    private void deselect(XmlPart book, List<Relation> relations, Map<String, byte[]> changed) throws IOException {
        for (var tag : book.tags()) {
            var sheet = tag.local().equals("sheet") ? target(relations, relation(tag)) : null;
            if (sheet == null || changed.size() > MOST_PARTS) {
                continue;
            }
            var part = XmlPart.of(zip, sheet);
            for (var view : part.tags()) {
                for (var a : view.attributes()) {
                    if (view.local().equals("sheetView") && a.local().equals("tabSelected")) {
                        var words = part.text().view();
                        changed.put(sheet, part.text().bytes(words.substring(0, a.from()) + words.substring(a.to())));
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
        return book.tags().stream().anyMatch(t -> t.local().equals("sheet") && name.equalsIgnoreCase(t.value("name")));
    }

    private static long highest(XmlPart book) {
        return 1
                + book.tags().stream()
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
            return book.text()
                    .bytes(book.text().view().substring(0, at)
                            + more
                            + book.text().view().substring(at));
        }

        byte[] shifted() {
            var out = new StringBuilder();
            var view = book.text().view();
            int done = 0;
            boolean put = false;
            for (var tag : book.tags()) {
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
            return book.text().bytes(out.append(view, done, view.length()).toString());
        }
    }
}
