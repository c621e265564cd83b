package zhiheng.provenance.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdqTest {
    private static final int SCENES = 20;

    /** What the reference implementation (facebook/ThreatExchange, pdq/java, November 2026) says of the same pixels. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 0, c9e9446333ce3a18b850b860d42f699ea8959dc1d54b4a0faf1fb4b6d4a6cd8e",
        "1024, 1024, 1, 5aeac3d637d65f29be174d215f21ba93413ea2c9bea14530b2ad359643c25269",
        "333, 517, 2, aa35738a38fd171c390a2a15d7b835e8252350faacd3a6b58ebe2ac394a5d5c6",
        "64, 64, 3, 7e9c4269bc331b9c8ad069e61c639398781b4fcfe2e43e1bb18f0e394e0785c6",
        "1920, 1080, 4, db8c6dfc86cc9923dc230cd8a5fcd990498fa92586d9d6d9a5608586cd867e66",
        "200, 3000, 5, 6017008d985ef77ce75d9f9fc3447c911cf20e6367c9ebca9c2261f870a9b043"
    })
    void a_fingerprint_is_that_of_the_reference_bit_for_bit(int width, int height, long seed, String hex) {
        var fingerprint = Pdq.of(Scenes.scene(width, height, seed));
        assertThat(fingerprint.hex()).isEqualTo(hex);
        assertThat(fingerprint.quality()).isEqualTo(100);
    }

    @Test
    void coding_scaling_and_light_change_few_bits_and_another_picture_many() throws IOException {
        for (int seed = 0; seed < SCENES; seed++) {
            var scene = Scenes.scene(640, 480, seed);
            var of = Pdq.of(scene);
            assertThat(of.distance(Pdq.of(jpeg(scene, .3f))))
                    .as("JPEG 30, scene %d", seed)
                    .isLessThanOrEqualTo(FingerprintIndex.FAR);
            assertThat(of.distance(Pdq.of(scaled(scene, .4))))
                    .as("scaled, scene %d", seed)
                    .isLessThanOrEqualTo(FingerprintIndex.FAR);
            var lighter = new RescaleOp(1.15f, 12, null).filter(scene, null);
            assertThat(of.distance(Pdq.of(lighter)))
                    .as("lighter, scene %d", seed)
                    .isLessThanOrEqualTo(FingerprintIndex.FAR);
            assertThat(of.distance(Pdq.of(Scenes.scene(640, 480, seed + 1000))))
                    .as("another, scene %d", seed)
                    .isGreaterThan(60);
        }
    }

    @Test
    void a_picture_turned_or_mirrored_is_among_the_eight_of_the_original() {
        var scene = Scenes.scene(300, 300, 7);
        var eight = Pdq.turned(scene);
        assertThat(eight).hasSize(8).doesNotHaveDuplicates();
        assertThat(eight.getFirst()).isEqualTo(Pdq.of(scene));
        for (var way : List.of(
                new AffineTransform(0, 1, -1, 0, 300, 0), // a quarter turn
                new AffineTransform(-1, 0, 0, -1, 300, 300), // half a turn
                new AffineTransform(-1, 0, 0, 1, 300, 0))) { // left is right
            var turned =
                    Pdq.of(new AffineTransformOp(way, AffineTransformOp.TYPE_NEAREST_NEIGHBOR).filter(scene, null));
            assertThat(eight.stream().mapToInt(turned::distance).min().orElseThrow())
                    .as("%s", way)
                    .isLessThanOrEqualTo(12);
        }
    }

    @Test
    void a_plain_picture_says_that_it_is_plain() {
        var blank = new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB);
        assertThat(Pdq.of(blank).quality()).isZero();
        assertThat(Pdq.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).quality())
                .isZero();
    }

    private static BufferedImage scaled(BufferedImage picture, double by) {
        var at = AffineTransform.getScaleInstance(by, by);
        return new AffineTransformOp(at, AffineTransformOp.TYPE_BILINEAR).filter(picture, null);
    }

    private static BufferedImage jpeg(BufferedImage picture, float quality) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpg").next();
        var how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
