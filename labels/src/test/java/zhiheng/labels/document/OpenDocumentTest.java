package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.Deviation;

public class OpenDocumentTest {
    private static final String NAMES = "urn:oasis:names:tc:opendocument:xmlns:";
    private static final String META =
            "<office:document-meta xmlns:office='" + NAMES + "office:1.0' xmlns:meta='" + NAMES
                    + "meta:1.0' xmlns:dc='http://purl.org/dc/elements/1.1/' office:version='1.2'><office:meta>%s</office:meta>"
                    + "</office:document-meta>";
    private static final String CONTENT = "<office:document-content xmlns:office='" + NAMES
            + "office:1.0' xmlns:text='" + NAMES + "text:1.0' office:version='1.2'><office:body><office:text>"
            + "<text:p>A kept line</text:p></office:text></office:body></office:document-content>";

    @TempDir
    private Path dir;

    public static byte[] odt() throws IOException {
        return odt(
                META.formatted("<dc:title>河</dc:title><meta:user-defined meta:name='Note'>kept</meta:user-defined>"));
    }

    private static byte[] odt(String meta) throws IOException {
        var parts = new LinkedHashMap<String, String>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.text");
        parts.put("content.xml", CONTENT);
        if (!meta.isEmpty()) {
            parts.put("meta.xml", meta);
        }
        var listed = new StringBuilder(entry("/", "application/vnd.oasis.opendocument.text"));
        parts.keySet().stream().skip(1).forEach(name -> listed.append(entry(name, "text/xml")));
        parts.put(
                "META-INF/manifest.xml",
                "<manifest:manifest xmlns:manifest='" + NAMES + "manifest:1.0' manifest:version='1.2'>" + listed
                        + "</manifest:manifest>");
        return zip(parts);
    }

    private static String entry(String path, String type) {
        return "<manifest:file-entry manifest:full-path=\"" + path + "\" manifest:media-type=\"" + type + "\"/>";
    }

    /** The first entry stands without compression, as the standard wants it (part 2, 3.3). */
    private static byte[] zip(Map<String, String> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                byte[] bytes = part.getValue().getBytes(StandardCharsets.UTF_8);
                var entry = new ZipEntry(part.getKey());
                if (part.getKey().equals("mimetype")) {
                    var crc = new CRC32();
                    crc.update(bytes);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(bytes.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(bytes);
            }
        }
        return out.toByteArray();
    }

    private static String part(byte[] file, String name) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] content(byte[] file) {
        return part(file, "content.xml").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_label_is_a_property_beside_those_of_others() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.odt", odt(), OpenDocumentTest::content);

        assertThat(part(labelled, "meta.xml"))
                .contains("<meta:user-defined meta:name=\"AIGC\"")
                .contains("<dc:title>河</dc:title>")
                .contains("kept");
        assertThat(new String(labelled, 30, 47, StandardCharsets.ISO_8859_1))
                .isEqualTo("mimetypeapplication/vnd.oasis.opendocument.text");
        FormatChecks.survivesDamage(dir, "b.odt", odt());
    }

    @Test
    void a_document_without_properties_gets_them_and_lists_them() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.odt", odt(""), OpenDocumentTest::content);

        assertThat(part(labelled, "META-INF/manifest.xml"))
                .contains("<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>");
        FormatChecks.roundTrip(
                dir,
                "empty.odt",
                odt("<document-meta xmlns='" + NAMES + "office:1.0'><meta/></document-meta>"),
                OpenDocumentTest::content);
    }

    @Test
    void a_label_spelled_in_a_description_is_found_and_gathered() throws Exception {
        var spelled = LABEL.json().replace("\"", "&quot;");
        Path in = Files.write(
                dir.resolve("a.odt"), odt(META.formatted("<dc:description>" + spelled + "</dc:description>")));

        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.NonCompliant(List.of(Deviation.WRONG_PLACE)));
        new Labels().write(in, in, LABEL);
        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.Compliant());
        assertThat(part(Files.readAllBytes(in), "meta.xml")).doesNotContain("description");
    }

    @Test
    void an_encrypted_document_is_refused_and_a_signed_one_named() throws Exception {
        var parts = new LinkedHashMap<String, String>();
        parts.put("mimetype", "application/vnd.oasis.opendocument.text");
        parts.put("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>");
        Path sealed = Files.write(dir.resolve("sealed.odt"), zip(parts));
        parts.put("META-INF/manifest.xml", "<manifest/>");
        parts.put("META-INF/documentsignatures.xml", "<document-signatures/>");
        Path signed = Files.write(dir.resolve("signed.odt"), zip(parts));

        assertThatThrownBy(() -> new Labels().write(sealed, dir.resolve("o.odt"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("encrypted");
        assertThat(new Labels().read(signed).bindings()).containsExactly(Binding.SIGNATURE);
    }

    /** Without an entry for the new part LibreOffice opens nothing at all. */
    @Test
    void libre_office_shows_the_label_among_the_properties() throws Exception {
        Tools.require("soffice");
        Path out = dir.resolve("out.odt");
        new Labels().write(Files.write(dir.resolve("in.odt"), odt("")), out, LABEL);

        Tools.run(
                "soffice",
                "-env:UserInstallation=" + dir.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "fodt",
                "--outdir",
                dir.toString(),
                out.toString());
        var text = Files.readString(dir.resolve("out.fodt"));
        assertThat(text).contains("A kept line").contains("<meta:user-defined meta:name=\"AIGC\"");
        assertThat(text.replace("&quot;", "\"")).contains(LABEL.json());
    }
}
