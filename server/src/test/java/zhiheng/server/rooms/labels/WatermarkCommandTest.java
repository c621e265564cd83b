package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.LabelSamples;

class WatermarkCommandTest extends CaughtOutput {
    private static final String MARK = "00000000deadbeef";

    @TempDir
    Path folder;

    private Path key;
    private Path plain;

    @BeforeEach
    void make() throws IOException {
        key = folder.resolve("mark.key");
        assertThat(run("watermark", "keygen", key, "--lang", "en")).isZero();
        plain = folder.resolve("plain.png");
        var picture = new BufferedImage(500, 400, BufferedImage.TYPE_INT_RGB);
        var random = new Random(2);
        for (int i = 0; i < 500 * 400; i++) {
            int grey = (int) Math.clamp(128 + 60 * Math.sin(i % 500 / 40.0) + 6 * random.nextGaussian(), 0, 255);
            picture.setRGB(i % 500, i / 500, grey * 0x10101);
        }
        ImageIO.write(picture, "png", plain.toFile());
    }

    private int embed(Path in, Path out) {
        return run("watermark", "embed", in, "--out", out, "--key", key, "--mark", MARK, "--lang", "en");
    }

    @Test
    void a_mark_is_embedded_and_found_by_the_same_key_only() throws IOException {
        var marked = folder.resolve("marked.png");
        assertThat(embed(plain, marked)).isZero();
        assertThat(run("watermark", "find", marked, "--key", key, "--lang", "en"))
                .isZero();
        assertThat(said()).contains(MARK, "standard deviations");
        assertThat(run("watermark", "find", plain, "--key", key, "--lang", "zh"))
                .isEqualTo(1);
        assertThat(said()).contains("未找到水印");
        var other = folder.resolve("other.key");
        run("watermark", "keygen", other);
        assertThat(run("watermark", "find", marked, "--key", other, "--json")).isEqualTo(1);
        assertThat(said()).contains("\"found\":false");
        assertThat(said() + complained()).doesNotContain(Files.readString(key));
    }

    @Test
    void a_label_that_is_in_the_file_stays_in_it() throws IOException {
        for (var name : new String[] {"a.png", "a.jpg"}) {
            var from = folder.resolve(name);
            ImageIO.write(ImageIO.read(plain.toFile()), name.substring(2), from.toFile());
            var labelled = folder.resolve("labelled-" + name);
            var producer = LabelSamples.PRODUCER;
            assertThat(run("label", "write", from, "--out", labelled, "--producer", producer, "--id", "c-1"))
                    .isZero();
            var marked = folder.resolve("marked-" + name);
            assertThat(embed(labelled, marked)).as(name).isZero();
            assertThat(new Labels().read(marked).verdict()).isInstanceOf(Verdict.Compliant.class);
            assertThat(run("watermark", "find", marked, "--key", key)).isZero();
        }
    }

    @Test
    void what_is_no_picture_or_too_small_and_what_is_no_key_is_said() throws IOException {
        var text = Files.writeString(folder.resolve("a.txt"), "words");
        assertThat(embed(text, folder.resolve("o"))).isEqualTo(1);
        assertThat(complained()).contains("no picture");
        ImageIO.write(new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB), "png", text.toFile());
        assertThat(embed(text, folder.resolve("o"))).isEqualTo(1);
        assertThat(complained()).contains("256 pixels");
        assertThat(folder.resolve("o")).doesNotExist();
        assertThat(run("watermark", "find", plain, "--key", plain, "--lang", "en"))
                .isEqualTo(2);
        assertThat(complained()).contains("no key of watermarks");
        assertThat(run("watermark", "keygen", key, "--lang", "en")).isEqualTo(2);
        assertThat(complained()).contains("not overwritten");
    }
}
