package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;

/** Drawings that are compressed. */
public class DrawingTest {
    private static final String DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='3'/></svg>";

    @TempDir
    private Path dir;

    public static byte[] folded(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String unfolded(byte[] file) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] shapes(byte[] file) {
        var text = unfolded(file);
        return text.substring(text.indexOf("<rect")).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_compressed_drawing_is_labelled_as_the_drawing_it_holds() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.svgz", folded(DRAWING), DrawingTest::shapes);

        assertThat(unfolded(labelled)).contains("<metadata id=\"AIGC\">");
        FormatChecks.survivesDamage(dir, "b.svgz", folded(DRAWING));
    }

    @Test
    void one_that_is_cut_or_unfolds_without_end_is_inconclusive() throws Exception {
        byte[] whole = folded(DRAWING);
        Path cut = Files.write(dir.resolve("cut.svgz"), Arrays.copyOf(whole, whole.length - 3));
        Path bomb = Files.write(dir.resolve("bomb.svgz"), folded("<svg>" + " ".repeat(33 << 20) + "</svg>"));

        assertThat(new Labels().read(cut).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(new Labels().read(bomb).verdict()).isInstanceOf(Verdict.Inconclusive.class);
    }
}
