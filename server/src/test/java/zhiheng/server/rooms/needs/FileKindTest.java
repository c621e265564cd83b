package zhiheng.server.rooms.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;

/** Files of the public are what their content is, and what can carry a program is named and refused. */
class FileKindTest {
    @TempDir
    Path folder;

    private FileKind kind(byte[] content) throws Exception {
        return FileKind.of(content, Files.write(folder.resolve("file"), content));
    }

    private FileKind kind(String content) throws Exception {
        return kind(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] zip(String... names) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private void refused(byte[] content, String said) {
        assertThatThrownBy(() -> kind(content)).isInstanceOf(Refusal.class).hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource({
        "'MZ\u0090', Windows program",
        "'\u007fELF', Linux program",
        "'#!/bin/sh', a script",
        "'Rar!x', archive (RAR)",
        "'\u001f\u008b', archive (gzip)",
        "'\u00d0\u00cf\u0011\u00e0', may carry macros",
        "'{\\rtf1', may carry objects",
        "'  <svg onload=x>', 'a web page, SVG or XML'",
        "'a\u0000b', not known",
        "'%PDF-1.7 1 0 obj <</S /JavaScript>>', PDF with script",
        "'%PDF-1.7 1 0 obj <</S /J#61vaScript>>', PDF with script",
        "'%PDF-1.7 <</EmbeddedFiles 2 0 R>>', PDF with script",
        "'%PDF-1.7 trailer <</Encrypt 5 0 R>>', an encrypted PDF"
    })
    void what_can_carry_a_program_or_cannot_be_looked_into_is_named(String content, String said) {
        refused(content.getBytes(StandardCharsets.ISO_8859_1), said);
    }

    @Test
    void plain_documents_pass() throws Exception {
        assertThat(kind("%PDF-1.7 1 0 obj <</Type /Page /JSX 1>>")).isEqualTo(FileKind.PDF);
        assertThat(kind(zip("[Content_Types].xml", "word/document.xml"))).isEqualTo(FileKind.DOCX);
        assertThat(kind(zip("[Content_Types].xml", "xl/workbook.xml"))).isEqualTo(FileKind.XLSX);
        assertThat(kind("停水两天\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(FileKind.TXT);
    }

    @Test
    void archives_and_office_files_with_macros_do_not() throws Exception {
        refused(zip("a.txt"), "an archive (zip)");
        refused(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "with macros");
        refused(zip("[Content_Types].xml", "word/document.xml", "word/embeddings/oleObject1.bin"), "embedded objects");
        refused("PK and nothing more".getBytes(StandardCharsets.UTF_8), "cannot be read");
        var many = new String[2_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = "word/media/" + i;
        }
        refused(zip(many), "too large once unpacked");
        refused("x".repeat(FileKind.MOST_TEXT_BYTES + 1).getBytes(StandardCharsets.UTF_8), "more than 256 KiB");
    }

    @Test
    void a_name_ends_as_the_content_says() {
        assertThat(FileKind.PDF.name("invoice.pdf.exe")).isEqualTo("invoice.pdf.exe.pdf");
        assertThat(FileKind.JPEG.name("A.JPEG")).isEqualTo("A.JPEG");
        assertThat(FileKind.TXT.name("table.csv")).isEqualTo("table.csv.txt");
    }

    @Test
    void limits_are_the_operators_and_wrong_ones_are_told_by_their_name() {
        assertThat(Attachments.of(Map.of())).isEqualTo(Attachments.DEFAULT);
        assertThat(Attachments.of(Map.of("ZHIHENG_ATTACHMENT_MIB", "12", "ZHIHENG_ATTACHMENTS", "0")))
                .isEqualTo(new Attachments(12, 0));
        for (var wrong : new String[] {"0", "26", "many", "-1"}) {
            assertThatThrownBy(() -> Attachments.of(Map.of("ZHIHENG_ATTACHMENT_MIB", wrong)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("whole number from 1 to 25");
        }
    }
}
