package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Format;

/** Text that is not UTF-8. */
class TextEncodingsTest {
    private static final Charset[] WIDE = {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE};

    @TempDir
    private Path dir;

    @Test
    void utf16_is_read_and_written_in_its_own_encoding() throws Exception {
        String[][] texts = {
            {"a.md", "# 河 🌊\r\n\r\nText.\r\n"},
            {"b.md", "---\ntitle: 河\n---\nText.\n"},
            {"c.html", "<!DOCTYPE html><html><head><title>河 🌊</title></head><body>x</body></html>"},
            {
                "d.svg",
                "<?xml version='1.0' encoding='UTF-16'?><svg xmlns='http://www.w3.org/2000/svg'><title>河</title></svg>"
            }
        };
        for (Charset wide : WIDE) {
            for (String[] text : texts) {
                byte[] file = ("\uFEFF" + text[1]).getBytes(wide);
                byte[] after =
                        FormatChecks.roundTrip(dir, text[0], file, f -> Samples.slice(f, f.length - 8, f.length));
                String decoded = new String(after, wide);
                assertThat(decoded).startsWith("\uFEFF").contains("河").contains("ContentProducer");
                assertThat(decoded.getBytes(wide)).isEqualTo(after);
            }
        }
    }

    @Test
    void broken_utf16_is_inconclusive_and_not_touched() throws Exception {
        byte[] file = Samples.bytes(0xff, 0xfe, "#\0 \0", 0x00, 0xd8, "x\0");
        FileReport reading = FormatChecks.reading(dir, "a.md", file);

        assertThat(reading.verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(reading.format()).isEqualTo(Format.MARKDOWN);
    }

    @Test
    void damage_is_answered() throws Exception {
        for (String text : new String[] {"---\nAIGC:\n  Label: '1'\n---\nText.\n", "# Text\n"}) {
            damaged("e.md", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
            damaged("f.md", text.getBytes(StandardCharsets.UTF_8));
        }
        String page = "<html><head><meta name=\"AIGC\" content=\"{&quot;Label&quot;:&quot;1&quot;}\"></head></html>";
        damaged("g.html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Text has no length and no end mark: a cut one may be whole, so only answers are asked for. */
    private void damaged(String name, byte[] file) throws Exception {
        for (int i = 0; i < file.length; i++) {
            byte[] bent = file.clone();
            bent[i] ^= (byte) (1 << i % 8);
            for (byte[] bad : new byte[][] {bent, java.util.Arrays.copyOf(file, i)}) {
                Path in = Files.write(dir.resolve(name), bad);
                Verdict verdict = new Labels().read(in).verdict();
                if (verdict instanceof Verdict.Inconclusive v) {
                    assertThat(v.reason().en()).doesNotContain("structure is broken");
                }
                try {
                    new Labels().write(in, dir.resolve("out-" + name), LABEL);
                } catch (LabelException e) {
                    assertThat(e.reason().zh()).isNotBlank();
                }
                assertThat(Files.readAllBytes(in)).isEqualTo(bad);
            }
        }
    }
}
