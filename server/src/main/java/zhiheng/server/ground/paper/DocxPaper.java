package zhiheng.server.ground.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;

/** A Word document in the house's type: ink, one seal colour, ruled tables. */
public final class DocxPaper implements Paper {
    private static final String SEAL = "A92F1C";
    private static final String INK = "20242A";
    private static final String SOFT = "565C64";
    /** Width of the text on A4 with these margins, in twentieths of a point. */
    private static final int WIDTH = 9638;

    private final XWPFDocument document = new XWPFDocument();
    private final boolean zh;

    public DocxPaper(boolean zh) {
        this.zh = zh;
        var section = document.getDocument().getBody().addNewSectPr();
        var size = section.addNewPgSz();
        size.setW(BigInteger.valueOf(11906));
        size.setH(BigInteger.valueOf(16838));
        var margin = section.addNewPgMar();
        margin.setLeft(BigInteger.valueOf(1134));
        margin.setRight(BigInteger.valueOf(1134));
        margin.setTop(BigInteger.valueOf(1247));
        margin.setBottom(BigInteger.valueOf(1247));
    }

    @Override
    public void kicker(String text) {
        line(text, 11, SEAL, true, 1200, 120);
    }

    @Override
    public void title(String text) {
        line(text, 26, INK, true, 0, 240);
    }

    @Override
    public void heading(String text) {
        var p = line(text, 15, INK, true, 480, 140);
        p.setKeepNext(true);
        outline(p, 0);
    }

    @Override
    public void subheading(String text) {
        var p = line(text, 12, INK, true, 280, 100);
        p.setKeepNext(true);
        outline(p, 1);
    }

    @Override
    public void text(String text) {
        if (!text.isEmpty()) {
            line(text, 10.5, INK, false, 0, 120);
        }
    }

    @Override
    public void small(String text) {
        line(text, 9, SOFT, false, 160, 60);
    }

    @Override
    public void bullet(String text) {
        var p = line("•  " + text, 10.5, INK, false, 0, 60);
        p.setIndentationLeft(280);
        p.setIndentationHanging(280);
    }

    @Override
    public void code(String text) {
        var p = document.createParagraph();
        p.setSpacingAfter(120);
        write(p, text.strip(), 8.5, INK, false).setFontFamily("Consolas");
    }

    @Override
    public void footer(String text) {
        var p = document.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        p.setAlignment(ParagraphAlignment.CENTER);
        write(p, text + "  ·  ", 8, SOFT, false);
        p.getCTP().addNewFldSimple().setInstr("PAGE");
    }

    @Override
    public void table(List<Integer> widths, List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int first = head.isEmpty() ? 0 : 1;
        var table = document.createTable(rows.size() + first, widths.size());
        table.setWidth(WIDTH);
        rule(table);
        if (first == 1) {
            table.getRow(0).setRepeatHeader(true);
            for (int c = 0; c < widths.size(); c++) {
                cell(table.getRow(0).getCell(c), head.get(c), widths.get(c), SOFT, true);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            table.getRow(r + first).setCantSplitRow(true);
            for (int c = 0; c < widths.size(); c++) {
                cell(table.getRow(r + first).getCell(c), rows.get(r).get(c), widths.get(c), INK, false);
            }
        }
        document.createParagraph().setSpacingAfter(60);
    }

    private static void rule(XWPFTable table) {
        table.setTopBorder(XWPFTable.XWPFBorderType.SINGLE, 8, 0, INK);
        table.setBottomBorder(XWPFTable.XWPFBorderType.SINGLE, 8, 0, INK);
        table.setInsideHBorder(XWPFTable.XWPFBorderType.SINGLE, 4, 0, "D8D2C6");
        table.setLeftBorder(XWPFTable.XWPFBorderType.NONE, 0, 0, INK);
        table.setRightBorder(XWPFTable.XWPFBorderType.NONE, 0, 0, INK);
        table.setInsideVBorder(XWPFTable.XWPFBorderType.NONE, 0, 0, INK);
        table.setCellMargins(70, 60, 70, 120);
    }

    private void cell(XWPFTableCell cell, String text, int width, String colour, boolean bold) {
        cell.setWidth(Integer.toString(WIDTH * width / 100));
        var lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            var p = i == 0 ? cell.getParagraphs().getFirst() : cell.addParagraph();
            p.setSpacingAfter(20);
            write(p, lines[i], i == 0 ? 9.5 : 8.5, i == 0 ? colour : SOFT, bold);
        }
    }

    private XWPFParagraph line(String text, double size, String colour, boolean bold, int before, int after) {
        var p = document.createParagraph();
        p.setSpacingBefore(before);
        p.setSpacingAfter(after);
        write(p, text, size, colour, bold);
        return p;
    }

    private XWPFRun write(XWPFParagraph p, String text, double size, String colour, boolean bold) {
        var run = p.createRun();
        run.setFontFamily("Calibri");
        run.setFontFamily(zh ? "Microsoft YaHei" : "Calibri", XWPFRun.FontCharRange.eastAsia);
        run.setFontSize(size);
        run.setColor(colour);
        run.setBold(bold);
        var lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                run.addBreak();
            }
            run.setText(lines[i]);
        }
        return run;
    }

    /** Puts the heading into the reader's outline. */
    private static void outline(XWPFParagraph p, int level) {
        var properties =
                p.getCTP().isSetPPr() ? p.getCTP().getPPr() : p.getCTP().addNewPPr();
        properties.addNewOutlineLvl().setVal(BigInteger.valueOf(level));
    }

    @Override
    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try {
            document.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
