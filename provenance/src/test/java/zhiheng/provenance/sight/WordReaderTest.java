package zhiheng.provenance.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.labels.explicit.ExplicitCheck;
import zhiheng.labels.explicit.ExplicitLabel;
import zhiheng.labels.explicit.ExplicitMark;
import zhiheng.labels.explicit.ExplicitOptions;
import zhiheng.labels.explicit.HintEye;

class WordReaderTest {
    private static final Path MODELS = WordReader.folder(Path.of(".."));

    @TempDir
    Path folder;

    private static WordReader reader() {
        var reader = WordReader.in(MODELS);
        Needed.that(reader.isPresent(), "scripts/install-ocr-models has not been run");
        return reader.orElseThrow();
    }

    private static Font font() {
        var fonts = Arrays.stream(
                        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames())
                .map(name -> new Font(name, Font.PLAIN, 40))
                .filter(font -> font.canDisplayUpTo("人工智能生成合由") < 0)
                .toList();
        Needed.that(!fonts.isEmpty(), "no Chinese font is installed");
        return fonts.getFirst();
    }

    /** Words in white on a blue ground with a few shapes. */
    private Path picture(String words, int x, int y, float size) throws Exception {
        var image = new BufferedImage(800, 600, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(new Color(30, 60, 120));
        g.fillRect(0, 0, 800, 600);
        g.setColor(new Color(90, 40, 60));
        g.fillOval(300, 200, 180, 180);
        g.setColor(Color.WHITE);
        g.setFont(font().deriveFont(size));
        g.drawString(words, x, y);
        g.dispose();
        var file = folder.resolve("a.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static byte[] luma(Path file) throws Exception {
        var image = ImageIO.read(file.toFile());
        var luma = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (image.getRGB(i % image.getWidth(), i / image.getWidth()) >> 8);
        }
        return luma;
    }

    @Test
    void words_are_read_with_the_place_and_height_of_their_ink() throws Exception {
        try (var reader = reader()) {
            var lines = reader.read(luma(picture("本图片由AI生成", 40, 560, 48)), 800, 600);

            assertThat(lines).extracting(HintEye.Line::words).containsExactly("本图片由AI生成");
            var line = lines.getFirst();
            assertThat(line.x()).isBetween(36, 48);
            assertThat(line.height()).isBetween(36, 52);
        }
    }

    @Test
    void a_wording_that_no_rendering_knows_is_a_hint_and_its_absence_is_a_verdict() throws Exception {
        try (var reader = reader()) {
            var options = ExplicitOptions.DEFAULT.withEye(reader);
            var hint = picture("画面由AI模型合成", 20, 580, 48);

            assertThat(ExplicitLabel.check(hint)).isInstanceOf(ExplicitCheck.Inconclusive.class);
            assertThat(ExplicitLabel.check(hint, options))
                    .isInstanceOfSatisfying(
                            ExplicitCheck.Compliant.class,
                            c -> assertThat(c.mark()).isInstanceOf(ExplicitMark.Drawn.class));

            var english = ExplicitLabel.check(picture("AI-generated", 20, 580, 60), options);
            assertThat(english)
                    .isInstanceOfSatisfying(
                            ExplicitCheck.NonCompliant.class,
                            n -> assertThat(n.problems().getFirst().en()).contains("AI-generated"));

            var other = ExplicitLabel.check(picture("北京欢迎你", 20, 580, 48), options);
            assertThat(other)
                    .isInstanceOfSatisfying(
                            ExplicitCheck.NotFound.class,
                            n -> assertThat(n.reason().en())
                                    .contains("no hint could be read")
                                    .contains("lawful hints were read"));
        }
    }

    @Test
    void a_page_of_a_pdf_that_is_a_scan_is_read() throws Exception {
        try (var reader = reader();
                var pdf = new PDDocument()) {
            var picture = picture("画面由AI模型合成", 20, 580, 40);
            var page = new PDPage(new PDRectangle(400, 300));
            pdf.addPage(page);
            try (var content = new PDPageContentStream(pdf, page)) {
                content.drawImage(PDImageXObject.createFromFile(picture.toString(), pdf), 0, 0, 400, 300);
            }
            var scan = folder.resolve("scan.pdf");
            pdf.save(scan.toFile());

            assertThat(ExplicitLabel.check(scan)).isInstanceOf(ExplicitCheck.Inconclusive.class);
            assertThat(ExplicitLabel.check(scan, ExplicitOptions.DEFAULT.withEye(reader)))
                    .isInstanceOf(ExplicitCheck.Compliant.class);
        }
    }

    @Test
    void where_no_models_are_installed_there_is_no_reader() {
        assertThat(WordReader.in(folder)).isEmpty();
    }

    @Test
    void repeats_are_one_sign_unless_a_blank_parts_them() {
        var signs = List.of("a", "b");
        float[] chances = {
            0, 1, 0, 0, // a
            0, .5f, 0, 0, // still a
            1, 0, 0, 0, // nothing
            0, .5f, .1f, 0, // a again
            0, 0, 0, .75f, // a space
            0, 0, .75f, 0 // b
        };

        var read = Ctc.read(chances, signs);

        assertThat(read.words()).isEqualTo("aa b");
        assertThat(read.sure()).isEqualTo((1 + .5 + .75 + .75) / 4);
        assertThat(Ctc.read(new float[] {1, 0, 0, 0}, signs)).isEqualTo(new Ctc.Read("", 0));
    }

    @Test
    void spots_grow_to_lines_and_faint_or_tiny_ones_are_none() {
        var map = new float[100 * 50];
        for (int y = 20; y < 26; y++) {
            for (int x = 10; x < 70; x++) {
                map[y * 100 + x] = 0.9f;
            }
        }
        map[5 * 100 + 5] = 1; // one pixel
        Arrays.fill(map, 45 * 100, 45 * 100 + 20, 0.31f); // flat and faint

        assertThat(WordBoxes.of(map, 100, 50)).containsExactly(new Rectangle(5, 15, 70, 16));
    }

    @Test
    void an_interval_of_wilson_is_known_from_tables() {
        assertThat(HintRates.interval(8, 10)).containsExactly(new double[] {0.4901, 0.9433}, offset());
        assertThat(HintRates.interval(0, 20)[0]).isZero();
    }

    private static org.assertj.core.data.Offset<Double> offset() {
        return org.assertj.core.data.Offset.offset(0.001);
    }
}
