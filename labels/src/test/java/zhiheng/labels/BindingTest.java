package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.document.DocumentsTest;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.FoundLabel;

/** What vouches for a file is named when it is read, and broken by a label only where that is allowed. */
class BindingTest {
    @TempDir
    private Path dir;

    private void holds(String name, byte[] file, Binding binding) throws Exception {
        var in = Files.write(dir.resolve(name), file);
        var out = dir.resolve("out-" + name);
        assertThat(new Labels().read(in).bindings()).as(name).containsExactly(binding);
        assertThat(new Labels().read(in).json(name)).contains("\"finding\":\"" + binding + "\"");
        assertThatThrownBy(() -> new Labels().write(in, out, LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("--allow-breaking");
        assertThat(out).doesNotExist();
        var written = new Labels().breaking().write(in, out, LABEL);
        assertThat(written.broken()).containsExactly(binding);
        assertThat(new Labels().read(out).labels())
                .extracting(FoundLabel::label)
                .containsExactly(LABEL);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_manifest_of_c2pa_in_a_jpeg() throws Exception {
        byte[] plain = Samples.image("jpg");
        byte[] box = latin1("JP\0\1\0\0\0\1\0\0\0\14jumb....");
        byte[] segment = Edits.join(new byte[] {(byte) 0xff, (byte) 0xeb, 0, (byte) (box.length + 2)}, box);
        holds(
                "a.jpg",
                Edits.join(Samples.slice(plain, 0, 2), segment, Samples.slice(plain, 2, plain.length)),
                Binding.C2PA);
    }

    @Test
    void a_manifest_of_c2pa_in_a_png() throws Exception {
        byte[] plain = Samples.image("png");
        byte[] named = latin1("caBXjumb");
        var crc = new CRC32();
        crc.update(named);
        byte[] chunk = Edits.join(Edits.u32(4), named, Edits.u32(crc.getValue()));
        holds(
                "a.png",
                Edits.join(Samples.slice(plain, 0, 33), chunk, Samples.slice(plain, 33, plain.length)),
                Binding.C2PA);
    }

    @Test
    void a_manifest_of_c2pa_in_a_drawing() throws Exception {
        holds(
                "a.svg",
                latin1("<svg xmlns='http://www.w3.org/2000/svg'><metadata><c2pa:manifest"
                        + " xmlns:c2pa='http://c2pa.org/manifest'>AAAA</c2pa:manifest></metadata></svg>"),
                Binding.C2PA);
    }

    @Test
    void the_signature_of_an_office_document() throws Exception {
        var parts = new LinkedHashMap<String, String>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        parts.put(
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
        parts.put("word/document.xml", "<document/>");
        parts.put("_xmlsignatures/sig1.xml", "<Signature/>");
        holds("a.docx", DocumentsTest.zip(parts), Binding.SIGNATURE);
    }

    /** A PDF of these objects, the first of which is the catalogue. */
    private static byte[] pdf(String... objects) {
        var pdf = new ByteArrayOutputStream();
        pdf.writeBytes(latin1("%PDF-1.4\n"));
        var table = new StringBuilder("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n");
        for (int i = 0; i < objects.length; i++) {
            table.append("%010d 00000 n \n".formatted(pdf.size()));
            pdf.writeBytes(latin1((i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n"));
        }
        int start = pdf.size();
        pdf.writeBytes(latin1(table + "trailer\n<</Size " + (objects.length + 1) + "/Root 1 0 R>>\nstartxref\n" + start
                + "\n%%EOF\n"));
        return pdf.toByteArray();
    }

    @Test
    void the_signature_of_a_pdf() throws Exception {
        holds(
                "a.pdf",
                pdf("<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[]>>>>", "<</Type/Pages/Kids[]/Count 0>>"),
                Binding.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[3 0 R]", "[ 2 0 R 3 0 R ]", "4 0 R"})
    void a_manifest_of_c2pa_in_a_pdf(String files) throws Exception {
        holds(
                "a.pdf",
                pdf(
                        "<</Type/Catalog/Pages 2 0 R/AF " + files + ">>",
                        "<</Type/Pages/Kids[]/Count 0>>",
                        "<</Type/Filespec/AFRelationship/C2PA#5FManifest/EF<</F 9 0 R>>>>",
                        "[3 0 R]"),
                Binding.C2PA);
    }

    @Test
    void a_manifest_of_c2pa_behind_the_words_of_a_text() throws Exception {
        var unseen = "C2PATXT\0"
                .chars()
                .mapToObj(c -> Character.toString(c < 16 ? 0xfe00 + c : 0xe0100 + c - 16))
                .collect(Collectors.joining());
        holds("a.md", ("words\n\ufeff" + unseen + "\n").getBytes(StandardCharsets.UTF_8), Binding.C2PA);
    }

    @Test
    void most_files_have_none() throws Exception {
        var file = Files.write(dir.resolve("plain.png"), Samples.image("png"));
        assertThat(new Labels().read(file).bindings()).isEqualTo(List.of());
        assertThat(new Labels().forbids(file)).isEmpty();
    }
}
