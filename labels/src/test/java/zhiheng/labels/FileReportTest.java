package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.JsonReader;
import zhiheng.base.Text;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.Format;
import zhiheng.labels.label.FoundLabel;

class FileReportTest {
    @Test
    void a_reading_is_one_line_of_json_with_every_finding_in_both_languages() {
        ContentLabel signed = LABEL.withReservedCode1("{\"a\":\"b\"}");
        var found = new FoundLabel("a \"place\"", signed, List.of(Deviation.COMPRESSED, Deviation.WRAPPED), "");
        var reading = new FileReport(
                Format.PNG, new Verdict.NonCompliant(List.of(Deviation.COMPRESSED)), List.of(found), List.of());
        String json = reading.json("a\\b.png");
        assertThat(json).doesNotContain("\n");
        var map = JsonReader.object(json, JsonReader.Limits.BODY);
        assertThat(map.get("file")).isEqualTo("a\\b.png");
        assertThat(map.get("verdict")).isEqualTo("non-compliant");
        assertThat((List<?>) map.get("findings")).hasSize(2);
        assertThat(json).contains("标识被压缩存放").contains("the label is stored compressed");
    }

    /** A label read from a stranger's file may hold anything; a name may hold what no UTF-8 text can. */
    @Test
    void whatever_a_file_and_its_label_hold_the_line_is_strict_json() {
        var label = new ContentLabel(Certainty.IS, "\ud83d", "\u0000\u001f\u007f", "\"\\", "\udc00x", "河", "\r\n");
        var report = new FileReport(
                Format.PNG,
                new Verdict.Compliant(),
                List.of(new FoundLabel("\u2028", label, List.of(), "")),
                List.of());
        String json = report.json("half\ud800.png");
        assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(json);
        var read = JsonReader.object(json, JsonReader.Limits.BODY);
        assertThat(read.get("file")).isEqualTo("half\ud800.png");
        assertThat(read.get("labels"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .singleElement(InstanceOfAssertFactories.MAP)
                .containsEntry("label", label.elements());
    }

    /** The line is an interface: programs read it, so its bytes are held. */
    @Test
    void the_line_of_an_unreadable_file_is_this_one() {
        var report = new FileReport(
                Format.UNKNOWN,
                new Verdict.Inconclusive(new Text("无法读取文件", "the file cannot be read")),
                List.of(),
                List.of());
        assertThat(report.json("a.jpg"))
                .isEqualTo("{\"file\":\"a.jpg\",\"format\":\"UNKNOWN\",\"verdict\":\"inconclusive\",\"labels\":[],"
                        + "\"findings\":[{\"finding\":\"INCONCLUSIVE\",\"clause\":\"\",\"breaks\":false,"
                        + "\"zh\":\"无法读取文件\",\"en\":\"the file cannot be read\"}]}");
    }

    @Test
    void a_platform_does_not_break_the_signature_of_a_producer_by_a_stronger_claim() {
        ContentLabel careful = Integrity.sign(
                ContentLabel.of(Certainty.MAY_BE, LABEL.contentProducer(), "1"),
                java.math.BigInteger.TWO,
                new SecureRandom());
        ContentLabel merged = ContentLabel.of(Certainty.IS, "PLATFORM", "77").mergedOver(careful);
        assertThat(Integrity.verify(merged, java.util.Set.of())).isEqualTo(Integrity.Level.SELF_CONSISTENT);
    }

    @Test
    void what_is_no_file_or_not_known_is_inconclusive(@TempDir Path dir) throws Exception {
        var labels = new Labels();
        assertThat(labels.read(dir).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(labels.read(dir.resolve("missing.jpg")).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(labels.read(Files.write(dir.resolve("empty.jpg"), new byte[0]))
                        .verdict())
                .isInstanceOf(Verdict.Inconclusive.class);
    }
}
