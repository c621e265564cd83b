package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.status.StatusCode;

/** The order of the two: first the label, then the signature over it; a label written later breaks it until it is signed again. */
class LabelThenSignTest {
    private static final ContentLabel LABEL = ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "tif", "webp", "heic", "wav", "mp3", "flac", "mp4", "mov", "avi"})
    void a_label_is_covered_and_a_later_one_needs_a_new_signature(String extension) throws Exception {
        var labels = new Labels();
        var reader = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());
        var labelled = folder.resolve("labelled." + extension);
        var signed = folder.resolve("signed." + extension);
        labels.write(Samples.file(folder, extension), labelled, LABEL);
        signer.sign(labelled, signed, Claimed.generated("1"));
        assertThat(labels.read(signed).labels()).hasSize(1);
        assertThat(labels.read(signed).labels().getFirst().label()).isEqualTo(LABEL);
        assertThat(reader.read(signed).verdict()).isEqualTo(Verdict.TRUSTED);

        var later = folder.resolve("later." + extension);
        var second = ContentLabel.of(Certainty.IS, "001191440300708461136T1XGW3", "id-2");
        assertThatThrownBy(() -> labels.write(signed, later, second))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("C2PA");
        labels.breaking().write(signed, later, second);
        var broken = reader.read(later);
        assertThat(broken.verdict()).isEqualTo(Verdict.INVALID);

        var again = folder.resolve("again." + extension);
        signer.sign(later, again, Claimed.generated("1").after("c2pa.edited.metadata"));
        var report = reader.read(again);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.manifests()).hasSize(2);
        assertThat(report.manifests().getFirst().has(StatusCode.INGREDIENT_VALIDATED))
                .isTrue();
    }
}
