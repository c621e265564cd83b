package zhiheng.labels.explicit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Text;
import zhiheng.base.testing.Needed;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

class ExplicitVideoTest {
    @TempDir
    Path folder;

    @BeforeEach
    void tools() {
        Tools.require("ffmpeg");
        Needed.that(!HintFont.all(ExplicitLabel.HINT, 1).isEmpty(), "no Chinese font is installed");
    }

    private Path film(String name, String... options) throws Exception {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi", "-i"));
        command.add("testsrc2=size=432x244:rate=10:duration=3.6");
        command.addAll(
                List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=3.6", "-metadata", "title=A kept title"));
        command.addAll(List.of(options));
        Path file = folder.resolve(name);
        command.add(file.toString());
        Tools.run(command.toArray(String[]::new));
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp4,-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        "a.mov,-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac",
        "a.mkv,-c:v libx264 -preset ultrafast -c:a libvorbis",
        "a.webm,-c:v libvpx -deadline realtime -c:a libvorbis",
        "a.avi,-c:v mpeg4 -c:a libmp3lame",
        "a.flv,-c:v flv1 -ar 44100 -c:a libmp3lame"
    })
    void every_film_shows_the_hint_from_its_first_frame(String name, String options) throws Exception {
        Path in = film(name, options.split(" "));
        new Labels().write(in, in, ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-1"));
        Path out = folder.resolve("out-" + name);
        assertThat(ExplicitLabel.apply(in, out, ExplicitOptions.DEFAULT))
                .isInstanceOfSatisfying(ExplicitOutcome.Done.class, done -> {
                    var mark = (ExplicitMark.Filmed) done.mark();
                    assertThat(mark.from()).isZero();
                    assertThat(mark.shown()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3100));
                    assertThat(mark.drawn().height()).isBetween(12, 20);
                });
        assertThat(new Labels().read(out).verdict()).isInstanceOf(Verdict.Compliant.class);
        assertThat(Tools.tags(out)).contains("A kept title");
        assertThat(sound(out)).as("the sound is the same, packet by packet").isEqualTo(sound(in));
        assertThat(Files.list(folder)).as("nothing is left over").hasSize(2);
    }

    private static String sound(Path file) throws Exception {
        return Tools.run(
                "ffmpeg", "-v", "error", "-i", file.toString(), "-map", "0:a", "-c", "copy", "-f", "streamhash", "-");
    }

    @Test
    void a_hint_shown_too_short_or_too_late_is_named() throws Exception {
        Path in = film("a.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        Path layer = folder.resolve("layer.png");
        var image = new java.awt.image.BufferedImage(432, 244, java.awt.image.BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        HintDrawing.draw(
                g,
                new java.awt.geom.AffineTransform(),
                432,
                244,
                ExplicitOptions.DEFAULT,
                HintFont.find(ExplicitOptions.DEFAULT));
        g.dispose();
        javax.imageio.ImageIO.write(image, "png", layer.toFile());
        assertThat(problems(in, layer, "lt(t,1)"))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("ms"));
        assertThat(problems(in, layer, "gt(t,0.9)"))
                .singleElement()
                .satisfies(p -> assertThat(p).contains("first frame"));
    }

    private List<String> problems(Path in, Path layer, String when) throws Exception {
        Path out = folder.resolve("b.mp4");
        Tools.run(
                "ffmpeg",
                "-v",
                "error",
                "-y",
                "-i",
                in.toString(),
                "-i",
                layer.toString(),
                "-filter_complex",
                "[0:v][1:v]overlay=enable='" + when + "'",
                "-c:v",
                "libx264",
                "-crf",
                "18",
                out.toString());
        return ((ExplicitCheck.NonCompliant) ExplicitLabel.check(out))
                .problems().stream().map(Text::en).toList();
    }

    @Test
    void a_film_without_the_hint_is_not_taken_for_labelled() throws Exception {
        Path in = film("a.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.Inconclusive.class);
    }

    @Test
    void without_ffmpeg_nothing_is_claimed_and_a_broken_film_is_refused() throws Exception {
        Path in = film("a.mp4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var without = ExplicitOptions.DEFAULT.withFfmpeg(folder.resolve("none"));
        assertThat(ExplicitLabel.check(in, without)).isInstanceOf(ExplicitCheck.Inconclusive.class);
        assertThat(ExplicitLabel.apply(in, folder.resolve("b.mp4"), without))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        byte[] half = Files.readAllBytes(in);
        Files.write(in, Samples.slice(half, 0, 2000));
        assertThat(ExplicitLabel.apply(in, folder.resolve("b.mp4"), ExplicitOptions.DEFAULT))
                .isInstanceOf(ExplicitOutcome.Refused.class);
        assertThat(ExplicitLabel.check(in)).isInstanceOf(ExplicitCheck.Inconclusive.class);
        assertThat(Files.list(folder)).hasSize(1);
    }
}
