package zhiheng.provenance.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "tiff"})
    void the_same_picture_in_any_format_has_nearly_the_same_fingerprint(String format) throws Exception {
        var scene = Scenes.scene(320, 240, 11);
        var file = folder.resolve("a." + format);
        assertThat(ImageIO.write(scene, format, file.toFile())).isTrue();
        assertThat(PictureFile.fingerprint(file).orElseThrow().distance(Pdq.of(scene)))
                .isLessThanOrEqualTo(4);
    }

    @Test
    void a_large_picture_is_read_in_part_and_looks_the_same() throws Exception {
        var scene = Scenes.scene(3600, 2400, 12);
        var file = folder.resolve("large.png");
        ImageIO.write(scene, "png", file.toFile());
        var read = PictureFile.read(file).orElseThrow();
        assertThat(read.getWidth()).isLessThan(2_000);
        assertThat(Pdq.of(read).distance(Pdq.of(scene))).isLessThanOrEqualTo(10);
    }

    @Test
    void what_is_no_picture_or_a_damaged_one_has_none() throws Exception {
        var text = Files.writeString(folder.resolve("a.txt"), "a text");
        assertThat(PictureFile.read(text)).isEmpty();
        var whole = folder.resolve("whole.png");
        ImageIO.write(Scenes.scene(100, 100, 1), "png", whole.toFile());
        var cut = Files.write(folder.resolve("cut.png"), java.util.Arrays.copyOf(Files.readAllBytes(whole), 60));
        assertThat(PictureFile.read(cut)).isEmpty();
        assertThat(PictureFile.read(folder.resolve("nowhere.png"))).isEmpty();
    }
}
