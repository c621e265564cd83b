package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;
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

    /** A platform that labels a picture which its maker signed says that the maker's manifest was good when it came. */
    @Test
    void what_was_signed_before_the_label_is_judged_as_it_came() throws Exception {
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());
        var came = Files.readAllBytes(signed(signer, Samples.file(folder, "png")));
        var labelled = folder.resolve("labelled.png");
        new Labels().breaking().write(Files.write(folder.resolve("came.png"), came), labelled, LABEL);
        var bytes = Files.readAllBytes(labelled);

        var again = signer.sign(bytes, came, Claimed.generated("1").after("c2pa.edited.metadata"));
        var report = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC())
                .read(Files.write(folder.resolve("again.png"), again));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.manifests()).hasSize(2);
        assertThat(new String(again, StandardCharsets.ISO_8859_1))
                .contains("assertion.dataHash.match", "c2pa.edited.metadata")
                .doesNotContain("assertion.dataHash.mismatch");
        var blind = signer.sign(bytes, bytes, Claimed.generated("1"));
        assertThat(new String(blind, StandardCharsets.ISO_8859_1)).contains("assertion.dataHash.mismatch");
    }

    private Path signed(C2paSigner signer, Path plain) throws Exception {
        var signed = folder.resolve("first.png");
        signer.sign(plain, signed, Claimed.generated("1"));
        return signed;
    }

    @Test
    void a_certificate_that_ran_out_meanwhile_signs_nothing() {
        var late = Clock.offset(Clock.systemUTC(), Duration.ofDays(900));
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), late);
        var plain = Samples.picture("png");
        assertThatThrownBy(() -> signer.sign(plain, plain, Claimed.generated("1")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("expired");
        assertThat(signer.until()).isBefore(late.instant());
    }
}
