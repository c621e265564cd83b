package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.format.LenientJson;
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
        var reading = new FileReport(Format.PNG, new Verdict.NonCompliant(List.of(Deviation.COMPRESSED)), List.of(found));
        String json = reading.json("a\\b.png");
        assertThat(json).doesNotContain("\n");
        var map = (Map<?, ?>) LenientJson.parse(json);
        assertThat(map.get("file")).isEqualTo("a\\b.png");
        assertThat(map.get("verdict")).isEqualTo("non-compliant");
        assertThat((List<?>) map.get("findings")).hasSize(2);
        assertThat(json).contains("标识被压缩存放").contains("the label is stored compressed");
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
