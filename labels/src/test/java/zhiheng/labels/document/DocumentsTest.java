package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.label.Deviation;

/** SVG, HTML, Markdown and Office documents. */
public class DocumentsTest {
    @TempDir
    private Path dir;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] zip(Map<String, String> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var e : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(e.getKey()));
                zip.write(utf8(e.getValue()));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static byte[] part(byte[] file, String name) {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (e.getName().equals(name)) {
                    return zip.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no part " + name);
    }

    public static byte[] docx() throws IOException {
        var parts = new java.util.LinkedHashMap<String, String>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>");
        parts.put(
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>");
        parts.put("word/document.xml", "<document>你好</document>");
        return zip(parts);
    }

    @Test
    void an_office_document_is_labelled_and_its_parts_stay() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.docx", docx(), f -> part(f, "word/document.xml"));
        assertThat(new String(part(labelled, "_rels/.rels"), StandardCharsets.UTF_8))
                .contains("custom-properties");
        assertThat(new String(part(labelled, "[Content_Types].xml"), StandardCharsets.UTF_8))
                .contains("custom.xml");
        FormatChecks.survivesDamage(dir, "b.docx", docx());
    }

    @Test
    void a_markdown_file_keeps_its_text_and_its_front_matter() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.md", utf8("# 标题\n\nText.\n"), DocumentsTest::lastLines);
        assertThat(new String(labelled, StandardCharsets.UTF_8))
                .startsWith("---\nAIGC:\n  Label: '1'\n")
                .endsWith("# 标题\n\nText.\n");
        byte[] with = utf8("---\ntitle: 河\n---\n# 标题\n\nText.\n");
        assertThat(new String(
                        FormatChecks.roundTrip(dir, "b.md", with, DocumentsTest::lastLines), StandardCharsets.UTF_8))
                .contains("title: 河");
    }

    private static byte[] lastLines(byte[] file) {
        return Samples.slice(file, file.length - 16, file.length);
    }

    @Test
    void labels_of_agents_in_markdown_are_read() throws Exception {
        String text = "---\nAIGC:\n    Label: \"AIGC\"\n    ContentProducer: 某公司\n    ProduceID: 1\n---\nx\n";
        FileReport reading = FormatChecks.reading(dir, "c.md", utf8(text));
        assertThat(reading.labels().getFirst().deviations()).contains(Deviation.LABEL_VALUE, Deviation.CHARACTERS);
    }

    @Test
    void a_page_is_labelled_in_its_head() throws Exception {
        byte[] page = utf8("<!doctype html><html><head><title>河</title></head><body>x</body></html>");
        FormatChecks.roundTrip(dir, "a.html", page, f -> lastLines(f));
        FormatChecks.roundTrip(dir, "b.html", utf8("<html>no tag of a head, but text</html>"), f -> lastLines(f));
    }

    @Test
    void a_drawing_is_labelled_in_its_metadata() throws Exception {
        byte[] svg = utf8("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><rect width='3'/></svg>");
        FormatChecks.roundTrip(dir, "a.svg", svg, f -> lastLines(f));
        FormatChecks.survivesDamage(dir, "b.svg", svg);
    }

    @Test
    void formats_without_a_lawful_place_are_refused_by_name() throws Exception {
        Path text = Files.write(dir.resolve("a.txt"), utf8("plain"));
        assertThatThrownBy(() -> new Labels().write(text, dir.resolve("b.txt"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("plain text");
        assertThat(dir.resolve("b.txt")).doesNotExist();
        Path bmp = Files.write(dir.resolve("a.bmp"), Samples.image("bmp"));
        assertThatThrownBy(() -> new Labels().write(bmp, dir.resolve("b.bmp"), LABEL))
                .hasMessageContaining("BMP");
    }

    public static byte[] epub() throws IOException {
        var epub = new java.util.LinkedHashMap<String, String>();
        epub.put("mimetype", "application/epub+zip");
        epub.put("META-INF/container.xml", "<container><rootfile full-path=\"OPS/book.opf\"/></container>");
        epub.put("OPS/book.opf", "<package><metadata><title>河</title></metadata></package>");
        epub.put("OPS/1.xhtml", "<p>text</p>");
        return zip(epub);
    }

    public static byte[] ofd() throws IOException {
        var ofd = new java.util.LinkedHashMap<String, String>();
        ofd.put(
                "OFD.xml",
                "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocInfo><ofd:Title>河</ofd:Title></ofd:DocInfo></ofd:DocBody></ofd:OFD>");
        ofd.put("Doc_0/Document.xml", "<ofd:Document/>");
        return zip(ofd);
    }

    @Test
    void books_and_fixed_layout_documents_are_labelled_where_they_keep_custom_data() throws Exception {
        FormatChecks.roundTrip(dir, "a.epub", epub(), f -> part(f, "OPS/1.xhtml"));
        byte[] labelled = FormatChecks.roundTrip(dir, "a.ofd", ofd(), f -> part(f, "Doc_0/Document.xml"));
        assertThat(new String(part(labelled, "OFD.xml"), StandardCharsets.UTF_8))
                .contains("<ofd:CustomData Name=\"AIGC\">");
        FormatChecks.survivesDamage(dir, "b.epub", epub());
        FormatChecks.survivesDamage(dir, "b.ofd", ofd());
    }

    @Test
    void very_long_values_of_others_are_no_trouble() throws Exception {
        String lines = "---\n" + "key: value\n".repeat(20_000) + "---\n# 标题\n\nText.\n";
        FormatChecks.roundTrip(dir, "long.md", utf8(lines), DocumentsTest::lastLines);
        var attributes = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        String svg = "<svg" + attributes + "><rect width='3'/></svg>";
        FormatChecks.roundTrip(dir, "long.svg", utf8(svg), DocumentsTest::lastLines);
        var parts = new java.util.LinkedHashMap<String, String>();
        parts.put("[Content_Types].xml", "<Types></Types>");
        parts.put("_rels/.rels", "<Relationships></Relationships>");
        parts.put("word/document.xml", "<document/>");
        parts.put(
                "docProps/custom.xml",
                "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\""
                        + " xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property pid=\"2\" name=\"Note\"><vt:lpwstr>"
                        + "x".repeat(200_000)
                        + "</vt:lpwstr></property></Properties>");
        byte[] labelled = FormatChecks.roundTrip(dir, "long.docx", zip(parts), f -> part(f, "word/document.xml"));
        assertThat(part(labelled, "docProps/custom.xml").length).isGreaterThan(200_000);
    }
}
