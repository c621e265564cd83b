package zhiheng.server.ground.paper;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/** A tagged PDF on A4: text that can be searched, copied and read aloud, tables with heads, an outline, a number on each page. */
public final class PdfPaper implements Paper {
    public static final String TYPE = "application/pdf";
    private static final Color SEAL = new Color(0xA9, 0x2F, 0x1C);
    private static final Color INK = new Color(0x20, 0x24, 0x2A);
    private static final Color SOFT = new Color(0x56, 0x5C, 0x64);
    private static final Color RULE = new Color(0xD8, 0xD2, 0xC6);
    private static final double SIDE = 56.7;
    private static final double TOP = PDRectangle.A4.getHeight() - 62.4;
    private static final double BOTTOM = 62.4;
    private static final double WIDTH = PDRectangle.A4.getWidth() - 2 * SIDE;
    private static final double LEADING = 1.42;
    private static final double PAD = 4;

    private record Style(double size, Color colour, boolean bold) {
        double line() {
            return size * LEADING;
        }
    }

    private static final Style CELL = new Style(9.5, INK, false);
    private static final Style MORE = new Style(8.5, SOFT, false);
    private static final Style HEAD = new Style(9.5, SOFT, true);

    private record Line(String text, Style style) {}

    private final PDDocument document = new PDDocument();
    private final PdfTags tags = new PdfTags(document);
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private final PdfType type;
    private PDPage page = new PDPage(PDRectangle.A4);
    private PDPageContentStream content;
    private double y;
    private @Nullable PDStructureElement list;
    private String footer = "";

    /** @throws Refusal where the machine has no fonts for it, see {@link PdfFonts} */
    public PdfPaper(String language) {
        this(language, PdfFonts.in(PdfFonts.places(System.getenv())));
    }

    PdfPaper(String language, PdfFonts fonts) {
        try {
            type = new PdfType(document, fonts);
        } catch (IOException e) {
            throw Refusal.unavailable(
                    "不能生成 PDF：服务器的字体不可读取或不许嵌入（" + fonts.han().getFileName() + "）。",
                    "No PDF can be made: a font of the server cannot be read, or may not be embedded ("
                            + fonts.latin().getFileName() + ", " + fonts.han().getFileName() + ").",
                    e);
        }
        try {
            content = page();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(language.equals("zh") ? "zh-CN" : language);
        catalog.setDocumentOutline(outline);
        var preferences = new PDViewerPreferences(new org.apache.pdfbox.cos.COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
    }

    private PDPageContentStream page() throws IOException {
        page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        tags.page(page);
        y = TOP;
        return new PDPageContentStream(document, page);
    }

    private void turn() {
        try {
            content.close();
            content = page();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void room(double height) {
        if (y - height < BOTTOM && y < TOP) {
            turn();
        }
    }

    @Override
    public void kicker(String text) {
        space(40);
        write(StandardStructureTypes.P, text, new Style(11, SEAL, true), 6);
    }

    @Override
    public void title(String text) {
        document.getDocumentInformation().setTitle(text);
        write(StandardStructureTypes.H1, text, new Style(24, INK, true), 14);
    }

    @Override
    public void heading(String text) {
        heading(StandardStructureTypes.H2, text, new Style(15, INK, true), 20);
    }

    @Override
    public void subheading(String text) {
        heading(StandardStructureTypes.H3, text, new Style(12, INK, true), 12);
    }

    private void heading(String tag, String text, Style style, double before) {
        space(before);
        room(style.line() + 60); // a heading never stands alone at the foot of a page
        var item = new PDOutlineItem();
        item.setTitle(text);
        var there = new PDPageXYZDestination();
        there.setPage(page);
        there.setTop((int) y);
        item.setDestination(there);
        outline.addLast(item);
        write(tag, text, style, 6);
    }

    @Override
    public void text(String text) {
        if (!text.isEmpty()) {
            write(StandardStructureTypes.P, text, new Style(10.5, INK, false), 6);
        }
    }

    @Override
    public void small(String text) {
        space(6);
        write(StandardStructureTypes.P, text, new Style(9, SOFT, false), 4);
    }

    @Override
    public void code(String text) {
        write(StandardStructureTypes.CODE, text.strip(), new Style(8.5, INK, false), 6);
    }

    @Override
    public void bullet(String text) {
        var all = list == null ? tags.add(StandardStructureTypes.L) : list;
        var body = PdfTags.add(PdfTags.add(all, StandardStructureTypes.LI), StandardStructureTypes.L_BODY);
        paragraph(body, "•  " + text, new Style(10.5, INK, false), 3);
        list = all;
    }

    @Override
    public void footer(String text) {
        footer = text;
    }

    private void space(double height) {
        y = y < TOP ? y - height : y;
    }

    private void write(String tag, String text, Style style, double after) {
        paragraph(tags.add(tag), text, style, after);
    }

    private void paragraph(PDStructureElement element, String text, Style style, double after) {
        list = null;
        for (var line : type.lines(text, style.size(), WIDTH)) {
            room(style.line());
            line(element, new Line(line, style), SIDE, y);
            y -= style.line();
        }
        y -= after;
    }

    /** @param element null for what is no part of the text, such as a head that is repeated */
    private void line(@Nullable PDStructureElement element, Line line, double x, double top) {
        var style = line.style();
        try {
            if (element == null) {
                content.beginMarkedContent(COSName.ARTIFACT);
            } else {
                content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), tags.mark(element, page));
            }
            draw(content, line, x, top - style.size());
            content.endMarkedContent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void draw(PDPageContentStream to, Line line, double x, double base) throws IOException {
        var style = line.style();
        to.beginText();
        to.setNonStrokingColor(style.colour());
        to.setStrokingColor(style.colour());
        // the fonts of a machine seldom include a bold Chinese one: bold is the outline drawn with its edge
        to.setLineWidth((float) (style.size() * 0.03));
        to.setRenderingMode(style.bold() ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        to.newLineAtOffset((float) x, (float) base);
        for (var run : type.runs(line.text())) {
            to.setFont(run.font(), (float) style.size());
            to.showText(run.text());
        }
        to.endText();
    }

    @Override
    public void table(List<Integer> widths, List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        list = null;
        var table = tags.add(StandardStructureTypes.TABLE);
        var top = head.isEmpty() ? List.<List<Line>>of() : cells(widths, head, HEAD, HEAD);
        if (!top.isEmpty()) {
            room(height(top) + 3 * CELL.line());
        }
        rule(INK, 1);
        if (!top.isEmpty()) {
            row(elements(table, widths.size(), true, true), widths, top, List.of());
        }
        for (var row : rows) {
            var cells = cells(widths, row, CELL, MORE);
            if (height(cells) <= TOP - BOTTOM - height(top) && y - height(cells) < BOTTOM) {
                over(widths, top);
            }
            row(elements(table, widths.size(), head.isEmpty(), false), widths, cells, top);
        }
        rule(INK, 1);
        y -= 8;
    }

    private List<List<Line>> cells(List<Integer> widths, List<String> texts, Style first, Style more) {
        var cells = new ArrayList<List<Line>>();
        for (int c = 0; c < widths.size(); c++) {
            var lines = new ArrayList<Line>();
            for (var part : texts.get(c).split("\n")) {
                var style = lines.isEmpty() ? first : more;
                type.lines(part, style.size(), WIDTH * widths.get(c) / 100 - 2 * PAD)
                        .forEach(text -> lines.add(new Line(text, style)));
            }
            cells.add(lines);
        }
        return cells;
    }

    private static double height(List<List<Line>> cells) {
        return cells.isEmpty()
                ? 0
                : 2 * PAD
                        + cells.stream()
                                .mapToDouble(c -> c.stream()
                                        .mapToDouble(l -> l.style().line())
                                        .sum())
                                .max()
                                .orElse(0);
    }

    private static List<PDStructureElement> elements(
            PDStructureElement table, int columns, boolean firstNames, boolean head) {
        var row = PdfTags.add(table, StandardStructureTypes.TR);
        var cells = new ArrayList<PDStructureElement>();
        for (int c = 0; c < columns; c++) {
            boolean names = head || firstNames && c == 0;
            var cell = PdfTags.add(row, names ? StandardStructureTypes.TH : StandardStructureTypes.TD);
            if (names) {
                var scope = new PDTableAttributeObject();
                scope.setScope(head ? PDTableAttributeObject.SCOPE_COLUMN : PDTableAttributeObject.SCOPE_ROW);
                cell.addAttribute(scope);
            }
            cells.add(cell);
        }
        return cells;
    }

    /** Goes on over the page where a row is higher than one; no line of it is lost. */
    private void row(
            List<PDStructureElement> elements, List<Integer> widths, List<List<Line>> cells, List<List<Line>> head) {
        var left = new ArrayList<>(cells);
        while (true) {
            double top = y - PAD;
            double lowest = top;
            boolean more = false;
            double x = SIDE;
            for (int c = 0; c < left.size(); c++) {
                double at = top;
                int done = 0;
                for (var line : left.get(c)) {
                    if (at - line.style().line() < BOTTOM) {
                        break;
                    }
                    line(elements.get(c), line, x + PAD, at);
                    at -= line.style().line();
                    done++;
                }
                left.set(c, left.get(c).subList(done, left.get(c).size()));
                more |= !left.get(c).isEmpty();
                lowest = Math.min(lowest, at);
                x += WIDTH * widths.get(c) / 100;
            }
            y = lowest - PAD;
            rule(RULE, 0.5);
            if (!more) {
                return;
            }
            over(widths, head);
        }
    }

    private void over(List<Integer> widths, List<List<Line>> head) {
        turn();
        rule(INK, 1);
        double x = SIDE;
        for (int c = 0; c < head.size(); c++) {
            double at = y - PAD;
            for (var line : head.get(c)) {
                line(null, line, x + PAD, at);
                at -= line.style().line();
            }
            x += WIDTH * widths.get(c) / 100;
        }
        if (!head.isEmpty()) {
            y -= height(head);
            rule(RULE, 0.5);
        }
    }

    private void rule(Color colour, double width) {
        try {
            content.beginMarkedContent(COSName.ARTIFACT);
            content.setStrokingColor(colour);
            content.setLineWidth((float) width);
            content.moveTo((float) SIDE, (float) y);
            content.lineTo((float) (SIDE + WIDTH), (float) y);
            content.stroke();
            content.endMarkedContent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that travels inside, such as the record that this is a print of: a reader gets it out to the byte. */
    public void attach(String name, String mediaType, byte[] bytes) {
        try {
            var embedded = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes));
            embedded.setSubtype(mediaType);
            embedded.setSize(bytes.length);
            var file = new PDComplexFileSpecification();
            file.setFile(name);
            file.setFileUnicode(name);
            file.setEmbeddedFile(embedded);
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of(name, file));
            var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
            names.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] bytes() {
        try {
            content.close();
            var style = new Style(8, SOFT, false);
            int pages = document.getNumberOfPages();
            for (int i = 0; i < pages; i++) {
                var text = type.lines(footer, style.size(), WIDTH - 60).getFirst() + "  ·  " + (i + 1) + " / " + pages;
                try (var foot = new PDPageContentStream(
                        document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
                    foot.beginMarkedContent(COSName.ARTIFACT);
                    double x = SIDE + (WIDTH - type.width(text, style.size())) / 2;
                    draw(foot, new Line(text, style), x, 36);
                    foot.endMarkedContent();
                }
            }
            tags.end();
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
            type.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
