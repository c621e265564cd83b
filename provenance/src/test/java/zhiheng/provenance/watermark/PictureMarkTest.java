package zhiheng.provenance.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** On few small pictures; how often it holds over many is measured by a command. */
class PictureMarkTest {
    private static final long PAYLOAD = 0x0123456789abcdefL;
    private static final PictureMark MARK = new PictureMark(key(1));

    private static MarkKey key(int number) {
        var secret = new byte[MarkKey.LENGTH];
        secret[0] = (byte) number;
        return MarkKey.of(secret);
    }

    /** Slow hills with grain, and shapes with hard edges. */
    static BufferedImage scene(int width, int height, int type, long seed) {
        var random = new Random(seed);
        var picture = new BufferedImage(width, height, type);
        var raster = picture.getRaster();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double tone =
                        120 + 50 * Math.sin(x / 47.0 + seed) + 40 * Math.cos(y / 31.0) + 5 * random.nextGaussian();
                tone += (x / 90 + y / 70) % 3 == 0 ? 30 : 0;
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, band == 3 ? 255 : (int) Math.clamp(tone + 9 * band, 0, 255));
                }
            }
        }
        return picture;
    }

    private static BufferedImage marked() {
        var picture = scene(640, 512, BufferedImage.TYPE_INT_RGB, 3);
        MARK.embed(picture, PAYLOAD, 42);
        return picture;
    }

    private static void isFound(BufferedImage picture) {
        assertThat(MARK.find(picture))
                .hasValueSatisfying(found -> assertThat(found.payload()).isEqualTo(PAYLOAD));
    }

    private static BufferedImage moved(BufferedImage picture, AffineTransform how, int width, int height) {
        return new AffineTransformOp(how, AffineTransformOp.TYPE_BICUBIC)
                .filter(picture, new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }

    private static BufferedImage jpeg(BufferedImage picture, float quality) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.write(null, new IIOImage(picture, null, null), how);
        }
        return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    }

    @Test
    void the_payload_is_read_and_how_the_squares_lie() {
        assertThat(MARK.find(marked())).hasValueSatisfying(found -> {
            assertThat(found.payload()).isEqualTo(PAYLOAD);
            assertThat(found.scale()).isCloseTo(1, within(0.002));
            assertThat(found.degrees()).isCloseTo(0, within(0.1));
        });
    }

    @Test
    void no_more_changes_than_was_asked_for() {
        var plain = scene(640, 512, BufferedImage.TYPE_INT_RGB, 3);
        var marked = marked();
        double sum = 0;
        for (int y = 0; y < 512; y++) {
            for (int x = 0; x < 640; x++) {
                int by = (plain.getRGB(x, y) & 255) - (marked.getRGB(x, y) & 255);
                sum += by * by;
            }
        }
        assertThat(10 * Math.log10(255 * 255 / (sum / 640 / 512))).isBetween(41.9, 43.0);
    }

    @Test
    void it_outlives_jpeg_scaling_turning_and_cutting() throws IOException {
        isFound(jpeg(marked(), 0.5f));
        isFound(moved(marked(), AffineTransform.getScaleInstance(0.6, 0.6), 384, 307));
        isFound(moved(marked(), AffineTransform.getScaleInstance(1.4, 1.4), 896, 717));
        isFound(moved(marked(), AffineTransform.getRotateInstance(Math.toRadians(-7), 320, 256), 640, 512));
        isFound(jpeg(marked().getSubimage(201, 133, 320, 256), 0.75f));
    }

    @Test
    void it_is_found_upside_down_lying_on_its_side_and_mirrored() {
        isFound(moved(marked(), new AffineTransform(-1, 0, 0, -1, 640, 512), 640, 512));
        isFound(moved(marked(), new AffineTransform(0, 1, -1, 0, 512, 0), 512, 640));
        isFound(moved(marked(), new AffineTransform(-1, 0, 0, 1, 640, 0), 640, 512));
    }

    @Test
    void a_large_picture_is_found_when_it_was_made_small() {
        var large = scene(2_400, 2_100, BufferedImage.TYPE_3BYTE_BGR, 5);
        MARK.embed(large, PAYLOAD, 42);
        isFound(large);
        var small = new BufferedImage(600, 525, BufferedImage.TYPE_INT_RGB);
        var g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        var half = new BufferedImage(1_200, 1_050, BufferedImage.TYPE_INT_RGB);
        var h = half.createGraphics();
        h.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        h.drawImage(large, 0, 0, 1_200, 1_050, null);
        g.drawImage(half, 0, 0, 600, 525, null);
        isFound(small);
    }

    @Test
    void grey_pictures_and_those_with_opacity_bear_it_and_keep_their_opacity() {
        for (int type :
                new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_INT_ARGB}) {
            var picture = scene(512, 512, type, 8);
            MARK.embed(picture, PAYLOAD, 42);
            isFound(picture);
            assertThat(picture.getRGB(40, 50) >>> 24).isEqualTo(255);
        }
    }

    @Test
    void another_key_finds_nothing_and_an_unmarked_picture_has_nothing() {
        assertThat(new PictureMark(key(2)).find(marked())).isEmpty();
        assertThat(MARK.find(scene(640, 512, BufferedImage.TYPE_INT_RGB, 3))).isEmpty();
        assertThat(MARK.find(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB)))
                .isEmpty();
        assertThat(MARK.find(new BufferedImage(7, 3, BufferedImage.TYPE_INT_RGB)))
                .isEmpty();
    }

    @Test
    void noise_without_a_mark_is_not_as_clear_as_a_mark_must_be() {
        var noise = new MarkNoise(key(4)).blocks(scene(640, 512, BufferedImage.TYPE_INT_RGB, 9), 60, new Random(1));
        assertThat(Arrays.stream(noise).summaryStatistics().getMax()).isBetween(2.0, Search.CLEAR);
    }

    @Test
    void pictures_that_cannot_bear_it_are_refused() {
        var palette = new BufferedImage(512, 512, BufferedImage.TYPE_BYTE_INDEXED);
        assertThat(PictureMark.bears(palette)).isFalse();
        assertThatThrownBy(() -> MARK.embed(new BufferedImage(255, 900, BufferedImage.TYPE_INT_RGB), 1, 42))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
