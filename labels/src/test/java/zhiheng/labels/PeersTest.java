package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.labels.document.PdfTest;
import zhiheng.labels.image.ImagesTest;

/** Programs that are not ours read what we wrote; a test is skipped where its program is not installed. */
class PeersTest {
    @TempDir
    private Path dir;

    private static String run(String... command) throws IOException, InterruptedException {
        Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        p.waitFor();
        return out;
    }

    private Path labelled(String name, byte[] file) throws Exception {
        Path in = Files.write(dir.resolve("in-" + name), file);
        Path out = dir.resolve(name);
        new Labels().write(in, out, LABEL);
        return out;
    }

    @Test
    void exif_tool_finds_the_label_and_no_fault() throws Exception {
        Needed.program("exiftool");
        for (Path file : new Path[] {
            labelled("a.jpg", Samples.image("jpg")),
            labelled("a.png", Samples.image("png")),
            labelled("a.gif", Samples.image("gif")),
            labelled("a.tiff", Samples.image("tiff")),
            labelled("a.webp", ImagesTest.WEBP)
        }) {
            assertThat(run("exiftool", "-s", "-s", "-s", "-XMP:AIGC", file.toString())
                            .strip())
                    .as("%s", file)
                    .isEqualTo(LABEL.json());
            assertThat(run("exiftool", "-validate", "-warning", "-error", file.toString()))
                    .as("%s", file)
                    .doesNotContain("Error  ");
        }
    }

    @Test
    void exiv2_finds_the_label() throws Exception {
        Needed.program("exiv2");
        for (Path file : new Path[] {
            labelled("b.jpg", Samples.image("jpg")),
            labelled("b.png", Samples.image("png")),
            labelled("b.tiff", Samples.image("tiff")),
            labelled("b.webp", ImagesTest.WEBP)
        }) {
            assertThat(run("exiv2", "-PXkv", file.toString())).as("%s", file).contains(LABEL.json());
        }
    }

    @Test
    void pdfinfo_finds_the_label_in_both_kinds_of_pdf() throws Exception {
        Needed.program("pdfinfo");
        for (byte[] pdf : new byte[][] {PdfTest.table(), PdfTest.streams()}) {
            String out = run("pdfinfo", "-custom", labelled("a.pdf", pdf).toString());
            assertThat(out).contains(LABEL.json()).doesNotContain("Error");
        }
    }
}
