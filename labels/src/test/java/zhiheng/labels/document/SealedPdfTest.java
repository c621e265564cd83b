package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.FoundLabel;

class SealedPdfTest {
    @TempDir
    private Path dir;

    private Path sealed(String label, String userPassword, boolean mayModify, int bits) throws Exception {
        var file = dir.resolve("sealed.pdf");
        try (var pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            pdf.getDocumentInformation().setTitle("A river");
            if (!label.isEmpty()) {
                pdf.getDocumentInformation().setCustomMetadataValue("AIGC", label);
            }
            var may = new AccessPermission();
            may.setCanModify(mayModify);
            var policy = new StandardProtectionPolicy("owner", userPassword, may);
            policy.setEncryptionKeyLength(bits);
            pdf.protect(policy);
            pdf.save(file.toFile());
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 128, 256})
    void a_label_written_before_the_file_was_protected_is_read(int bits) throws Exception {
        var report = new Labels().read(sealed(LABEL.json(), "", false, bits));
        assertThat(report.verdict()).as("%s", report).isEqualTo(new Verdict.Compliant());
        assertThat(report.labels()).extracting(FoundLabel::label).containsExactly(LABEL);
        assertThat(new Labels().read(sealed("", "", false, bits)).verdict()).isEqualTo(new Verdict.None());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 128, 256})
    void where_changes_are_allowed_a_label_is_added_and_all_else_stays_sealed(int bits) throws Exception {
        var in = sealed("", "", true, bits);
        var out = dir.resolve("out.pdf");
        new Labels().write(in, out, LABEL);
        var before = Files.readAllBytes(in);
        assertThat(java.util.Arrays.copyOf(Files.readAllBytes(out), before.length))
                .as("an update behind the untouched bytes")
                .isEqualTo(before);
        assertThat(new Labels().read(out).labels())
                .extracting(FoundLabel::label)
                .containsExactly(LABEL);
        try (var pdf = Loader.loadPDF(out.toFile())) {
            assertThat(pdf.isEncrypted()).isTrue();
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("A river");
        }
        assertThat(Files.readString(out, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("ContentProducer");
    }

    @Test
    void where_they_are_not_it_is_refused_with_the_reason() throws Exception {
        var in = sealed("", "", false, 128);
        assertThatThrownBy(() -> new Labels().write(in, dir.resolve("out.pdf"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("does not allow changes");
        assertThat(dir.resolve("out.pdf")).doesNotExist();
    }

    @Test
    void a_file_that_needs_a_password_tells_nothing() throws Exception {
        var in = sealed(LABEL.json(), "secret", true, 256);
        assertThat(new Labels().read(in).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        v -> assertThat(v.reason().en()).contains("password"));
        assertThatThrownBy(() -> new Labels().write(in, dir.resolve("out.pdf"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("decrypt it");
    }
}
