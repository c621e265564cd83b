package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Text;
import zhiheng.base.testing.Needed;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class ExplicitImageTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aChineseFont() {
        Needed.that(!HintFont.all(ExplicitLabel.HINT, 1).isEmpty(), "no Chinese font is installed");
    }

    /** A sky, hills and grain. */
    static BufferedImage scene(int width, int height, long seed) {
        var random = new Random(seed);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, new Color(90, 140, 220), 0, height, new Color(230, 220, 200)));
        g.fillRect(0, 0, width, height);
        for (int i = 0; i < 25; i++) {
            g.setColor(new Color(random.nextInt(0x1000000)));
            int size = 10 + random.nextInt(height / 3);
            g.fillOval(random.nextInt(width), random.nextInt(height), size, size);
        }
        g.dispose();
        for (int i = 0; i < width * height / 2; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            image.setRGB(x, y, image.getRGB(x, y) ^ random.nextInt(8) * 0x010101);
        }
        return image;
    }

    private Path saved(BufferedImage image, String name) throws Exception {
        Path file = folder.resolve(name);
        ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile());
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.png", "a.gif", "a.bmp", "a.tiff"})
    void every_format_is_marked_and_the_mark_is_found_again(String name) throws Exception {
        Path in = saved(scene(800, 600, 1), name);
        byte[] before = Files.readAllBytes(in);
        Path out = folder.resolve("out-" + name);
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Done.class,
                        done -> assertThat(done.mark())
                                .isInstanceOfSatisfying(
                                        ExplicitMark.Drawn.class,
                                        d -> assertThat(d.height()).isGreaterThanOrEqualTo(30)));
        assertThat(ExplicitLabel.check(out))
                .isInstanceOfSatisfying(
                        ExplicitCheck.Compliant.class,
                        c -> assertThat(c.mark())
                                .isInstanceOfSatisfying(
                                        ExplicitMark.Drawn.class,
                                        d -> assertThat(d.height()).isBetween(30, 42)));
        assertThat(Files.readAllBytes(in)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ExplicitOptions.Corner.class)
    void any_corner_and_shape(ExplicitOptions.Corner corner) throws Exception {
        for (int[] size : List.of(new int[] {800, 450}, new int[] {320, 640}, new int[] {300, 300})) {
            Path in = saved(scene(size[0], size[1], size[0]), "a.png");
            Path out = folder.resolve("b.png");
            var done = (ExplicitOutcome.Done) ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT.withCorner(corner));
            var made = (ExplicitMark.Drawn) done.mark();
            assertThat(ExplicitLabel.check(out)).isInstanceOfSatisfying(ExplicitCheck.Compliant.class, c -> {
                var seen = (ExplicitMark.Drawn) c.mark();
                assertThat(Math.abs(seen.height() - made.height())).as("%s", c).isLessThanOrEqualTo(3);
                assertThat(Math.abs(seen.x() - made.x())).as("%s %s", c, made).isLessThanOrEqualTo(6);
            });
        }
    }

    @Test
    void a_jpeg_keeps_its_tables_its_metadata_and_nearly_all_its_pixels() throws Exception {
        Path in = saved(scene(640, 480, 3), "a.jpg");
        new Labels().write(in, in, ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-1"));
        Path out = folder.resolve("b.jpg");
        var done = (ExplicitOutcome.Done) ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT);
        assertThat(done.how().en()).contains("own quantisation tables");
        assertThat(tables(out)).isEqualTo(tables(in));
        assertThat(new Labels().read(out).labels())
                .isEqualTo(new Labels().read(in).labels())
                .hasSize(1);
        BufferedImage a = ImageIO.read(in.toFile());
        BufferedImage b = ImageIO.read(out.toFile());
        double squares = 0;
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 640; x++) {
                int d = (a.getRGB(x, y) >> 8 & 0xff) - (b.getRGB(x, y) >> 8 & 0xff);
                squares += d * d;
            }
        }
        double psnr = 10 * Math.log10(255 * 255 / (squares / (300 * 640) + 1e-9));
        System.out.printf("JPEG away from the mark: PSNR %.1f dB%n", psnr);
        assertThat(psnr).isGreaterThan(42);
    }

    @Test
    void progressive_and_grey_jpegs_are_marked_too() throws Exception {
        var grey = new BufferedImage(500, 400, BufferedImage.TYPE_BYTE_GRAY);
        grey.getGraphics().drawImage(scene(500, 400, 4), 0, 0, null);
        for (BufferedImage image : List.of(scene(500, 400, 4), grey)) {
            var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            var how = writer.getDefaultWriteParam();
            how.setProgressiveMode(javax.imageio.ImageWriteParam.MODE_DEFAULT);
            Path in = folder.resolve("p.jpg");
            Files.deleteIfExists(in);
            try (var to = ImageIO.createImageOutputStream(in.toFile())) {
                writer.setOutput(to);
                writer.write(null, new javax.imageio.IIOImage(image, null, null), how);
            }
            Path out = folder.resolve("q.jpg");
            assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            ExplicitOutcome.Done.class,
                            d -> assertThat(d.how().en()).contains("own quantisation"));
            assertThat(ExplicitLabel.check(out)).isInstanceOf(ExplicitCheck.Compliant.class);
        }
    }

    private static String tables(Path jpeg) throws Exception {
        String bytes = new String(Files.readAllBytes(jpeg), StandardCharsets.ISO_8859_1);
        var out = new StringBuilder();
        for (int at = bytes.indexOf("\u00ff\u00db"); at >= 0; at = bytes.indexOf("\u00ff\u00db", at + 2)) {
            out.append(bytes, at + 4, at + 2 + bytes.charAt(at + 2) * 256 + bytes.charAt(at + 3));
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_turned_picture_is_marked_as_it_is_shown(int orientation) throws Exception {
        byte[] jpeg = Files.readAllBytes(saved(scene(640, 480, 3), "a.jpg"));
        byte[] exif = Samples.bytes("Exif\0\0MM\0*\0\0\0\b\0\1\1\u0012\0\3\0\0\0\1\0", orientation, "\0\0\0\0\0\0");
        Path in = folder.resolve("turned.jpg");
        Files.write(
                in,
                Samples.bytes(
                        "\u00ff\u00d8\u00ff\u00e1",
                        Samples.u16(exif.length + 2),
                        exif,
                        Samples.slice(jpeg, 2, jpeg.length)));
        Path out = folder.resolve("b.jpg");
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT)).isInstanceOf(ExplicitOutcome.Done.class);
        assertThat(JpegParts.orientation(out)).isEqualTo(orientation);
        assertThat(ExplicitLabel.check(out)).isInstanceOfSatisfying(ExplicitCheck.Compliant.class, c -> {
            var seen = (ExplicitMark.Drawn) c.mark();
            assertThat(seen.y()).isGreaterThan(orientation < 5 ? 400 : 560);
        });
    }

    @Test
    void a_second_label_is_not_put_over_a_good_one() throws Exception {
        Path in = saved(scene(640, 480, 2), "a.jpg");
        ExplicitLabel.apply(in, in, ExplicitOptions.DEFAULT);
        byte[] once = Files.readAllBytes(in);
        assertThat(ExplicitLabel.apply(in, in, ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Done.class,
                        d -> assertThat(d.how().en()).contains("already"));
        assertThat(Files.readAllBytes(in)).isEqualTo(once);
    }

    @Test
    void a_png_keeps_its_texts_and_transparency() throws Exception {
        Path in = folder.resolve("a.png");
        Files.write(in, Samples.image("png"));
        var big = new BufferedImage(500, 400, BufferedImage.TYPE_INT_ARGB);
        ImageIO.write(big, "png", in.toFile());
        new Labels().write(in, in, ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-1"));
        Path out = folder.resolve("b.png");
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT)).isInstanceOf(ExplicitOutcome.Done.class);
        assertThat(new Labels().read(out).verdict()).isInstanceOf(Verdict.Compliant.class);
        assertThat(ImageIO.read(out.toFile()).getRGB(5, 5) >>> 24).isZero();
    }

    @Test
    void a_mark_too_small_or_in_the_middle_is_measured_and_named() throws Exception {
        BufferedImage image = scene(1000, 1000, 5);
        text(image, "人工智能生成", 36, 400, 500);
        assertThat(ExplicitLabel.check(saved(image, "a.png")))
                .isInstanceOfSatisfying(
                        ExplicitCheck.NonCompliant.class,
                        c -> assertThat(c.problems())
                                .extracting(Text::en)
                                .satisfiesExactly(
                                        e -> assertThat(e).contains("px high").contains("at least 50 px"),
                                        e -> assertThat(e).contains("edge")));
    }

    @Test
    void the_hint_is_found_inside_longer_text_and_in_other_fonts() throws Exception {
        int found = 0;
        int tried = 0;
        for (Font font : HintFont.all(ExplicitLabel.HINT, 4)) {
            for (String words : List.of("本图片由人工智能生成", "内容由AI生成", "AI合成")) {
                BufferedImage image = scene(960, 540, tried);
                plate(image, words, font.deriveFont(45f), 25, 495);
                tried++;
                found += ExplicitLabel.check(saved(image, "a.png")) instanceof ExplicitCheck.Compliant ? 1 : 0;
            }
        }
        System.out.println("hints in other fonts and wordings found: " + found + " of " + tried);
        assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(tried * 0.9));
    }

    @Test
    void other_text_is_not_taken_for_a_hint() throws Exception {
        for (String words : List.of("人工智能研究院", "北京大学图书馆", "版权所有二〇二六", "人工生成", "AI 2026", "生成时间十二月")) {
            BufferedImage image = scene(960, 540, words.hashCode());
            plate(image, words, HintFont.all(ExplicitLabel.HINT, 1).getFirst().deriveFont(45f), 25, 495);
            assertThat(ExplicitLabel.check(saved(image, "a.png")))
                    .as(words)
                    .isInstanceOf(ExplicitCheck.Inconclusive.class);
        }
    }

    @Test
    void pictures_without_text_are_never_taken_for_labelled() throws Exception {
        for (int seed = 0; seed < 6; seed++) {
            assertThat(ExplicitLabel.check(saved(scene(600, 450, seed), "a.jpg")))
                    .isNotInstanceOf(ExplicitCheck.Compliant.class)
                    .isNotInstanceOf(ExplicitCheck.NonCompliant.class);
        }
        var plain = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
        assertThat(ExplicitLabel.check(saved(plain, "a.png"))).isInstanceOf(ExplicitCheck.NotFound.class);
    }

    @Test
    void webp_is_marked_through_ffmpeg() throws Exception {
        Tools.require("ffmpeg");
        Path png = saved(scene(640, 480, 8), "a.png");
        Path in = folder.resolve("a.webp");
        Tools.run("ffmpeg", "-v", "error", "-i", png.toString(), "-c:v", "libwebp", in.toString());
        new Labels().write(in, in, ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-1"));
        Path out = folder.resolve("b.webp");
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT)).isInstanceOf(ExplicitOutcome.Done.class);
        assertThat(ExplicitLabel.check(out)).isInstanceOf(ExplicitCheck.Compliant.class);
        assertThat(new Labels().read(out).verdict()).isInstanceOf(Verdict.Compliant.class);
    }

    @Test
    void a_picture_too_small_for_legible_words_is_refused() throws Exception {
        Path in = folder.resolve("a.png");
        Files.write(in, Samples.image("png"));
        assertThat(ExplicitLabel.apply(in, folder.resolve("b.png"), ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        ExplicitOutcome.Refused.class,
                        r -> assertThat(r.reason().en()).contains("too small"));
        Files.write(in, Samples.slice(Samples.image("png"), 0, 60));
        assertThat(ExplicitLabel.apply(in, folder.resolve("b.png"), ExplicitOptions.DEFAULT))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(Files.list(folder)).hasSize(1);
    }

    private static void plate(BufferedImage image, String words, Font font, int x, int y) {
        var g = image.createGraphics();
        g.setColor(new Color(0, 0, 0, 150));
        int size = font.getSize();
        g.fillRect(x - size / 4, y - size * 13 / 12, words.length() * size + size / 2, size * 17 / 12);
        g.dispose();
        text(image, words, font, x, y);
    }

    private static void text(BufferedImage image, String words, float size, int x, int y) {
        text(image, words, HintFont.all(words, 1).getFirst().deriveFont(size), x, y);
    }

    private static void text(BufferedImage image, String words, Font font, int x, int y) {
        var g = image.createGraphics();
        g.setRenderingHint(
                java.awt.RenderingHints.KEY_TEXT_ANTIALIASING, java.awt.RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(font);
        g.setColor(Color.WHITE);
        g.drawString(words, x, y);
        g.dispose();
    }
}
