package zhiheng.labels.explicit;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import zhiheng.base.Text;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.label.Format;

/**
 * The explicit label of a PDF (GB 45438-2025, 5.1, as a text): the words as outlines on the first or the last page, in an incremental
 * update. It is looked for in the text of the first and the last page that people can see, and in the pages as they are painted.
 */
final class ExplicitPdf implements ExplicitFiles.Medium {
    private static final long MOST_BYTES = 64L << 20;
    private static final float DPI = 100;
    private static final int MOST_PIXELS = 40_000_000;
    /** Text of this size or more is read without trouble. */
    private static final float LEGIBLE_POINTS = 5;

    @Override
    public String clause() {
        return "5.1";
    }

    @Override
    public ExplicitOutcome.Done apply(Path in, Path temp, Format format, ExplicitOptions options)
            throws IOException, ExplicitRefusal {
        var font = HintFont.find(options);
        try (var pdf = open(in)) {
            if (pdf.isEncrypted()) {
                throw new ExplicitRefusal(
                        new Text("PDF 已加密, 不改动其内容", "the PDF is encrypted; its content is not changed"),
                        new Text("请先解密, 或在保护之前标识", "decrypt it, or label it before it is protected"));
            }
            int count = pdf.getNumberOfPages();
            boolean last = options.place() == ExplicitOptions.Place.END;
            draw(pdf, pdf.getPage(last ? count - 1 : 0), options, font);
            try (var out = Files.newOutputStream(temp, StandardOpenOption.CREATE_NEW)) {
                pdf.saveIncremental(out);
            }
        }
        ExplicitCarry.label(in, temp);
        return new ExplicitOutcome.Done(
                format,
                clause(),
                ExplicitRefusal.readBack(check(temp, format, options)),
                new Text(
                        "以增量方式在页面上加入提示, 原有字节不变",
                        "the hint was added to the page in an incremental update; the old bytes are unchanged"));
    }

    private static PDDocument open(Path file) throws IOException, ExplicitRefusal {
        if (Files.size(file) > MOST_BYTES) {
            throw new ExplicitRefusal(
                    new Text("PDF 超过 64 MB", "the PDF exceeds 64 MB"),
                    new Text("请分成较小的文件", "split it into smaller files"));
        }
        try {
            var pdf = Loader.loadPDF(new RandomAccessReadBuffer(Files.readAllBytes(file)));
            if (pdf.getNumberOfPages() == 0) {
                pdf.close();
                throw new BadFile("PDF 没有页面", "the PDF has no page");
            }
            return pdf;
        } catch (InvalidPasswordException e) {
            throw new ExplicitRefusal(
                    new Text("PDF 已用密码加密", "the PDF is encrypted with a password"),
                    new Text("请先解密, 或在加密之前标识", "decrypt it, or label it before it is encrypted"));
        } catch (BadFile e) {
            throw e;
        } catch (IOException e) {
            throw new BadFile("PDF 结构异常", "the PDF is broken");
        }
    }

    /** In points, upright as the page is shown; the corner is that of the part that is shown. */
    private static void draw(PDDocument pdf, PDPage page, ExplicitOptions options, java.awt.Font font)
            throws IOException, ExplicitRefusal {
        var box = page.getCropBox();
        int turn = Math.floorMod(page.getRotation(), 360);
        float w = turn % 180 == 0 ? box.getWidth() : box.getHeight();
        float h = turn % 180 == 0 ? box.getHeight() : box.getWidth();
        var laid = HintDrawing.laid((int) w, (int) h, options, font);
        var mark = laid.mark();
        // from the page as it is shown, y downwards, to the page's own plane
        var toPage = new AffineTransform();
        toPage.translate(box.getLowerLeftX(), box.getLowerLeftY());
        switch (turn) {
            case 90 -> toPage.concatenate(new AffineTransform(0, 1, 1, 0, 0, 0));
            case 180 -> toPage.concatenate(new AffineTransform(-1, 0, 0, 1, box.getWidth(), 0));
            case 270 -> toPage.concatenate(new AffineTransform(0, -1, -1, 0, box.getWidth(), box.getHeight()));
            default -> toPage.concatenate(new AffineTransform(1, 0, 0, -1, 0, box.getHeight()));
        }
        double pad = laid.margin() / 2.0;
        var plate = new java.awt.geom.Rectangle2D.Double(
                mark.x() - pad, mark.y() - pad, mark.width() + 2 * pad, mark.height() + 2 * pad);
        try (var content = new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.APPEND, true, true)) {
            var state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant(0.65f);
            content.saveGraphicsState();
            content.setGraphicsStateParameters(state);
            content.setNonStrokingColor(0f);
            fill(content, toPage.createTransformedShape(plate));
            content.restoreGraphicsState();
            content.setNonStrokingColor(1f);
            fill(content, toPage.createTransformedShape(laid.outline()));
        }
        page.getCOSObject().setNeedToBeUpdated(true);
        page.getResources().getCOSObject().setNeedToBeUpdated(true);
    }

    private static void fill(PDPageContentStream content, Shape shape) throws IOException {
        var c = new float[6];
        float x = 0;
        float y = 0;
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            switch (i.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> content.moveTo(c[0], c[1]);
                case PathIterator.SEG_LINETO -> content.lineTo(c[0], c[1]);
                case PathIterator.SEG_QUADTO -> {
                    content.curveTo(
                            x + 2 * (c[0] - x) / 3,
                            y + 2 * (c[1] - y) / 3,
                            c[2] + 2 * (c[0] - c[2]) / 3,
                            c[3] + 2 * (c[1] - c[3]) / 3,
                            c[2],
                            c[3]);
                    c[0] = c[2];
                    c[1] = c[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
                    c[0] = c[4];
                    c[1] = c[5];
                }
                default -> content.closePath();
            }
            x = c[0];
            y = c[1];
        }
        if (shape.getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD) {
            content.fillEvenOdd();
        } else {
            content.fill();
        }
    }

    @Override
    public ExplicitCheck check(Path file, Format format, ExplicitOptions options) throws IOException, ExplicitRefusal {
        try (var pdf = open(file)) {
            var words = ExplicitText.find(seen(pdf));
            if (words.isPresent()) {
                return new ExplicitCheck.Compliant(clause(), words.get());
            }
            var finder = new HintFinder(HintTemplate.usual(options));
            int lines = 0;
            for (int page : new java.util.TreeSet<>(List.of(0, pdf.getNumberOfPages() - 1))) {
                var painted = painted(pdf, page);
                var sight = finder.look(Luma.of(painted));
                lines += sight.lines();
                if (sight.match().isPresent()) {
                    return new ExplicitCheck.Compliant(
                            clause(),
                            ExplicitImage.drawn(
                                    painted.getWidth(),
                                    painted.getHeight(),
                                    sight.match().get()));
                }
                var read = options.eye().flatMap(eye -> read(Luma.of(painted), eye));
                if (read.isPresent()) {
                    return read.get();
                }
            }
            if (options.eye().isPresent()) {
                return ReadHint.none(clause(), options.eye().get());
            }
            return lines == 0
                    ? new ExplicitCheck.NotFound(
                            clause(), new Text("首页和末页没有像文字的部分", "nothing on the first and last page looks like text"))
                    : new ExplicitCheck.Inconclusive(
                            clause(),
                            new Text(
                                    "首页、末页的文字和画面中未见提示; 画成图形的其他字样本检查不识别",
                                    "no hint in the text of the first and last page nor in how they look; other wordings drawn as"
                                            + " shapes are not recognised here"),
                            new Text("请人工查看首页和末页", "look at the first and the last page"));
        }
    }

    /** What a reader of words sees on a page, as of a scan; a text has no least height (5.1). */
    private Optional<ExplicitCheck> read(Luma page, HintEye eye) {
        return ReadHint.in(eye.read(page.values(), page.width(), page.height())).map(seen -> {
            var mark = ReadHint.mark(page, seen.line());
            var problems = ReadHint.problems(seen, clause());
            return problems.isEmpty()
                    ? new ExplicitCheck.Compliant(clause(), mark)
                    : new ExplicitCheck.NonCompliant(clause(), mark, problems);
        });
    }

    private static BufferedImage painted(PDDocument pdf, int page) throws IOException, ExplicitRefusal {
        var box = pdf.getPage(page).getCropBox();
        if ((double) box.getWidth() * box.getHeight() * DPI * DPI / 72 / 72 > MOST_PIXELS) {
            throw new ExplicitRefusal(
                    new Text("页面过大", "a page is too large to be painted"), new Text("请人工查看", "look at it yourself"));
        }
        return new PDFRenderer(pdf).renderImageWithDPI(page, DPI, ImageType.RGB);
    }

    /** The text of the first and the last page, without what is drawn in no colour (ISO 32000-1, 9.3.6, modes 3 and 7) or too small. */
    private static String seen(PDDocument pdf) throws IOException {
        int count = pdf.getNumberOfPages();
        var words = new ArrayList<String>();
        for (int page : new java.util.TreeSet<>(List.of(1, count))) {
            var stripper = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    var mode = getGraphicsState().getTextState().getRenderingMode();
                    if ((mode.isFill() || mode.isStroke()) && text.getHeightDir() * 1.3 >= LEGIBLE_POINTS) {
                        super.processTextPosition(text);
                    }
                }
            };
            stripper.setSortByPosition(true);
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            words.add(stripper.getText(pdf));
        }
        return String.join("\n", words);
    }
}
