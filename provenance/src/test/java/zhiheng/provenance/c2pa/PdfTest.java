package zhiheng.provenance.c2pa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.status.StatusCode;

/** Manifests in PDFs are read (C2PA 2.2, A.4). */
class PdfTest {
    private static final C2paReader READER = new C2paReader(TestKeys.MADE.trust(), Clock.systemUTC());

    @TempDir
    Path folder;

    private static byte[] signed() throws Exception {
        return Bent.with(bent -> bent.plan = PdfSample.plan()).bytes();
    }

    private C2paReport read(byte[] pdf) throws Exception {
        return READER.read(Files.write(folder.resolve("a.pdf"), pdf));
    }

    @Test
    void a_manifest_that_the_catalogue_names_is_judged_here_as_by_the_reference() throws Exception {
        var file = Files.write(folder.resolve("signed.pdf"), signed());
        var report = READER.read(file);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.TRUSTED);
        assertThat(report.mediaType()).isEqualTo("application/pdf");
        assertThat(report.manifests().getFirst().has(StatusCode.DATA_HASH_MATCH))
                .isTrue();
        assertThat(report.manifests().getFirst().has(StatusCode.ADDITIONAL_EXCLUSIONS))
                .isFalse();
        var reference = Reference.needed();
        var anchors = Files.write(folder.resolve("anchors.pem"), TestKeys.pem(List.of(TestKeys.MADE.root)));
        reference.read(file, "application/pdf", anchors);
        var answer = reference.run().getFirst();
        assertThat(answer.get("validation_state")).as(Reference.codes(answer)).isEqualTo("Trusted");
    }

    @Test
    void a_page_changed_since_and_bytes_put_behind_are_told() throws Exception {
        var pdf = signed();
        var changed = new String(pdf, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("[0 0 90 90]", "[0 0 90 91]")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        for (var bent : List.of(changed, Arrays.copyOf(pdf, pdf.length + 1))) {
            var report = read(bent);
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.manifests().getFirst().has(StatusCode.DATA_HASH_MISMATCH))
                    .isTrue();
        }
    }

    @Test
    void a_pdf_without_one_says_nothing_and_two_are_one_too_many() throws Exception {
        assertThat(read(PdfSample.with()).verdict()).isEqualTo(Verdict.NONE);
        var two = read(PdfSample.with(new byte[50], new byte[60]));
        assertThat(two.trouble().orElseThrow().en()).contains("more than one");
        assertThat(read(PdfSample.with(new byte[50])).verdict()).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void a_cut_or_bent_pdf_is_no_crash_and_never_trusted_where_the_manifest_does_not_lie() throws Exception {
        var pdf = signed();
        var chance = new Random(11);
        for (int i = 0; i < 60; i++) {
            var cut = read(Arrays.copyOf(pdf, chance.nextInt(pdf.length)));
            assertThat(cut.verdict()).isNotIn(Verdict.TRUSTED, Verdict.VALID);
            var bent = pdf.clone();
            bent[chance.nextInt(pdf.length)] ^= (byte) (1 << chance.nextInt(8));
            assertThat(read(bent).verdict()).isNotIn(Verdict.TRUSTED, Verdict.VALID);
        }
    }

    @Test
    void signing_one_is_refused_by_name() throws Exception {
        var plain = Files.write(folder.resolve("plain.pdf"), PdfSample.with());
        var signer = new C2paSigner(TestKeys.MADE.issue("ES256").signing(), Clock.systemUTC());
        assertThatThrownBy(() -> signer.sign(plain, folder.resolve("out.pdf"), Claimed.generated("1")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("PDFs not signed");
        assertThat(signer.signs(PdfSample.with())).isFalse();
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(plain);
        }
    }
}
