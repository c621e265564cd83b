package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.testing.Needed;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.document.DrawingTest;
import zhiheng.labels.document.OfficeTest;
import zhiheng.labels.document.OpenDocumentTest;

/** Animations, pages, drawings, PDF and office files: marked, found again, and opened by programs that are not ours. */
class ExplicitDocumentsTest {
    private static final String DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='%s' width='600' height='400'>"
                    + "<rect x='-500' y='-500' width='2000' height='2000' fill='#9bd'/><circle r='70' cx='90' cy='90'/></svg>";

    @TempDir
    Path dir;

    @BeforeEach
    void aChineseFont() {
        Needed.that(!HintFont.all(ExplicitLabel.HINT, 1).isEmpty(), "no Chinese font is installed");
    }

    private Path put(String name, byte[] file) throws IOException {
        return Files.write(dir.resolve(name), file);
    }

    private Path marked(Path in, ExplicitOptions options) throws Exception {
        Path out = dir.resolve("marked-" + in.getFileName());
        byte[] before = Files.readAllBytes(in);
        assertThat(ExplicitLabel.check(in)).as("%s before", in).isNotInstanceOf(ExplicitCheck.Compliant.class);
        assertThat(ExplicitLabel.apply(in, out, options)).as("%s", in).isInstanceOf(ExplicitOutcome.Done.class);
        assertThat(ExplicitLabel.check(out)).as("%s", out).isInstanceOf(ExplicitCheck.Compliant.class);
        assertThat(Files.readAllBytes(in)).as("the original").isEqualTo(before);
        return out;
    }

    private Path animation(String name, String... how) throws Exception {
        Path file = dir.resolve(name);
        var command = new ArrayList<>(
                List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=5:duration=1"));
        command.addAll(List.of(how));
        command.add(file.toString());
        Tools.run(command.toArray(String[]::new));
        return file;
    }

    private static String timing(Path file) throws Exception {
        return Tools.run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "frame=pts_time,width,height",
                "-of",
                "csv",
                file.toString());
    }

    @Test
    void every_frame_of_an_animation_is_marked_and_it_plays_as_before() throws Exception {
        Path gif = animation("a.gif");
        Path png = animation("a.png", "-f", "apng", "-plays", "0");
        for (Path in : List.of(gif, png)) {
            new Labels().write(in, in, FormatChecks.LABEL);
            Path out = marked(in, ExplicitOptions.DEFAULT);

            assertThat(timing(out)).as("%s", in).isEqualTo(timing(in));
            assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
            Path last = dir.resolve("last.png");
            Tools.run(
                    "ffmpeg",
                    "-v",
                    "error",
                    "-y",
                    "-i",
                    out.toString(),
                    "-vf",
                    "select=eq(n\\,4)",
                    "-frames:v",
                    "1",
                    last.toString());
            assertThat(ExplicitLabel.check(last)).as("%s", in).isInstanceOf(ExplicitCheck.Compliant.class);
        }
    }

    @Test
    void an_animation_of_which_a_frame_lacks_the_hint_is_not_compliant() throws Exception {
        Path one = ImageIO.write(
                        ExplicitImageTest.scene(320, 240, 3),
                        "png",
                        dir.resolve("1.png").toFile())
                ? dir.resolve("1.png")
                : dir;
        ExplicitLabel.apply(one, dir.resolve("0.png"), ExplicitOptions.DEFAULT);
        Path both = dir.resolve("both.png");
        Tools.run("ffmpeg", "-v", "error", "-i", dir.resolve("%d.png").toString(), "-f", "apng", both.toString());

        assertThat(ExplicitLabel.check(both))
                .isInstanceOfSatisfying(
                        ExplicitCheck.NonCompliant.class,
                        n -> assertThat(n.problems())
                                .anyMatch(problem -> problem.en().contains("1 of 2 pictures lack the hint")));
    }

    @Test
    void every_page_of_a_tiff_is_marked() throws Exception {
        Path file = dir.resolve("pages.tiff");
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (var out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int size : new int[] {300, 400}) {
                BufferedImage page = ExplicitImageTest.scene(size, size, size);
                writer.writeToSequence(new javax.imageio.IIOImage(page, null, null), null);
            }
            writer.endWriteSequence();
        }
        Path out = marked(file, ExplicitOptions.DEFAULT);

        assertThat(Tools.run("exiftool", "-a", "-s3", "-ImageWidth", out.toString())
                        .split("\\s+"))
                .contains("300", "400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 600 400", "-20,30 60 40"})
    void a_drawing_shows_the_hint_in_a_browser(String box) throws Exception {
        Tools.require("chromium");
        Path plain = marked(
                put("a.svg", DRAWING.formatted(box).getBytes(StandardCharsets.UTF_8)),
                ExplicitOptions.DEFAULT.withCorner(ExplicitOptions.Corner.UPPER_LEFT));
        marked(put("b.svgz", DrawingTest.folded(DRAWING.formatted(box))), ExplicitOptions.DEFAULT);
        Path shot = dir.resolve("shot.png");
        Tools.run(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + dir.resolve("chromium"),
                "--hide-scrollbars",
                "--window-size=600,400",
                "--screenshot=" + shot,
                plain.toUri().toString());

        assertThat(ExplicitLabel.check(shot)).isInstanceOf(ExplicitCheck.Compliant.class);
    }

    @Test
    void a_drawing_without_a_size_is_refused_and_text_in_one_is_not_measured() throws Exception {
        Path sizeless = put("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>".getBytes());
        Path words = put(
                "b.svg",
                "<svg xmlns='http://www.w3.org/2000/svg'><text>AI生成</text></svg>".getBytes(StandardCharsets.UTF_8));

        assertThat(ExplicitLabel.apply(sizeless, dir.resolve("o.svg"), ExplicitOptions.DEFAULT))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(ExplicitLabel.check(words)).isInstanceOf(ExplicitCheck.Inconclusive.class);
    }

    @Test
    void a_pdf_shows_the_hint_on_its_first_or_last_page_as_poppler_paints_it() throws Exception {
        Tools.require("pdftoppm");
        for (int turn : new int[] {0, 90, 180, 270}) {
            byte[] pdf = pdf(turn);
            var end = turn % 180 == 0;
            Path in = put("a.pdf", pdf);
            new Labels().write(in, in, FormatChecks.LABEL);
            Path out = marked(
                    in,
                    ExplicitOptions.DEFAULT.withPlace(end ? ExplicitOptions.Place.END : ExplicitOptions.Place.START));

            assertThat(Files.readAllBytes(out)).startsWith(Files.readAllBytes(in));
            assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
            Path page = dir.resolve("page");
            Tools.run(
                    "pdftoppm",
                    "-png",
                    "-singlefile",
                    "-f",
                    end ? "2" : "1",
                    "-r",
                    "100",
                    out.toString(),
                    page.toString());
            assertThat(ExplicitLabel.check(dir.resolve("page.png")))
                    .as("turned by %d", turn)
                    .isInstanceOfSatisfying(ExplicitCheck.Compliant.class, c -> {
                        var mark = (ExplicitMark.Drawn) c.mark();
                        assertThat(mark.x())
                                .as("lower right, as the page is shown")
                                .isGreaterThan(300);
                        assertThat(mark.y()).isGreaterThan(300);
                    });
        }
    }

    /** Two pages, the part that is shown not at the origin. */
    private static byte[] pdf(int turn) throws IOException {
        try (var pdf = new PDDocument()) {
            for (int i = 0; i < 2; i++) {
                var page = new PDPage(new PDRectangle(-30, 40, 500, 700));
                page.setRotation(turn);
                pdf.addPage(page);
                try (var content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(100, 300);
                    content.showText("A kept line");
                    content.endText();
                }
            }
            var out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        }
    }

    /** What stands in a page in no colour nobody sees, whatever a search finds. */
    @Test
    void words_of_a_pdf_count_when_people_see_them() throws Exception {
        for (var mode : List.of(RenderingMode.FILL, RenderingMode.NEITHER)) {
            try (var pdf = new PDDocument()) {
                var page = new PDPage();
                pdf.addPage(page);
                try (var content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
                    content.setRenderingMode(mode);
                    content.newLineAtOffset(100, 700);
                    content.showText("[AI]");
                    content.endText();
                }
                pdf.save(dir.resolve("words.pdf").toFile());
            }
            assertThat(ExplicitLabel.check(dir.resolve("words.pdf")) instanceof ExplicitCheck.Compliant)
                    .as("%s", mode)
                    .isEqualTo(mode == RenderingMode.FILL);
        }
    }

    @Test
    void office_files_show_the_hint_as_libre_office_prints_them() throws Exception {
        Tools.require("soffice");
        var files = List.of(
                put("a.docx", OfficeTest.docx()),
                put("b.xlsx", OfficeTest.xlsx()),
                put("c.pptx", OfficeTest.pptx()),
                put("d.odt", OpenDocumentTest.odt()));
        var command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + dir.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                dir.toString()));
        for (Path in : files) {
            new Labels().write(in, in, FormatChecks.LABEL);
            Path out = marked(in, ExplicitOptions.DEFAULT);
            assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
            marked(in, ExplicitOptions.DEFAULT.withPlace(ExplicitOptions.Place.END));
            ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT);
            command.add(out.toString());
        }
        Tools.run(command.toArray(String[]::new));

        for (Path in : files) {
            var name = "marked-" + in.getFileName().toString().replaceAll("\\..*", ".pdf");
            var text = Tools.run("pdftotext", dir.resolve(name).toString(), "-").replaceAll("\\s+", " ");
            assertThat(text).as("%s", in).contains("人工智能生成").contains("A kept line");
        }
    }

    @Test
    void what_has_no_way_yet_is_refused_by_name() throws Exception {
        for (Path file : List.of(put("a.jxl", new byte[] {(byte) 0xff, 10, 0}), put("b.zip", "PK\3\4".getBytes()))) {
            assertThat(ExplicitLabel.apply(file, dir.resolve("o"), ExplicitOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            ExplicitOutcome.Refused.class,
                            refused -> assertThat(refused.reason().en())
                                    .contains(
                                            file.toString()
                                                            .toUpperCase(Locale.ROOT)
                                                            .endsWith("JXL")
                                                    ? "JXL"
                                                    : "ZIP"));
        }
    }
}
