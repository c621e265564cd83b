package zhiheng.labels.document;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.Samples.bytes;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;

public class PdfTest {
    @TempDir
    private Path dir;

    private static final String[] OBJECTS = {
        "1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n",
        "2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n",
        "3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>\nendobj\n",
        "4 0 obj\n<</Title (A river \\(wide\\)) /Author <414243>>>\nendobj\n"
    };

    public static byte[] table() {
        var text = new StringBuilder("%PDF-1.4\n");
        var xref = new StringBuilder("xref\n0 5\n0000000000 65535 f \n");
        for (String o : OBJECTS) {
            xref.append(String.format("%010d 00000 n \n", text.length()));
            text.append(o);
        }
        int at = text.length();
        return bytes(text + xref.toString() + "trailer\n<</Size 5 /Root 1 0 R /Info 4 0 R>>\nstartxref\n" + at
                + "\n%%EOF\n");
    }

    public static byte[] streams() {
        var text = new StringBuilder("%PDF-1.5\n");
        var offsets = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            offsets.add(text.length());
            text.append(OBJECTS[i]);
        }
        offsets.add(text.length());
        text.append(
                "5 0 obj\n<</Type /ObjStm /N 1 /First 4 /Length 23>>\nstream\n4 0 <</Title (A river)>>\nendstream\nendobj\n"
                        .replace("/Length 23", "/Length 24"));
        int at = text.length();
        ByteBuffer rows = ByteBuffer.allocate(7 * 4);
        rows.put((byte) 0).putShort((short) 0).put((byte) 0);
        for (int i = 0; i < 3; i++) {
            rows.put((byte) 1).putShort((short) (int) offsets.get(i)).put((byte) 0);
        }
        rows.put((byte) 2).putShort((short) 5).put((byte) 0);
        rows.put((byte) 1).putShort((short) (int) offsets.get(3)).put((byte) 0);
        rows.put((byte) 1).putShort((short) at).put((byte) 0);
        return bytes(
                text.toString(),
                "6 0 obj\n<</Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Info 4 0 R /Length 28>>\nstream\n",
                rows.array(),
                "\nendstream\nendobj\nstartxref\n" + at + "\n%%EOF\n");
    }

    @Test
    void a_pdf_is_updated_behind_its_untouched_bytes() throws Exception {
        for (byte[] file : new byte[][] {table(), streams()}) {
            byte[] labelled = FormatChecks.roundTrip(dir, "a.pdf", file, f -> Samples.slice(f, 0, file.length));
            assertThat(TextBytes.latin1(labelled).substring(file.length))
                    .contains("A river")
                    .contains("/AIGC");
        }
    }

    @Test
    void damage_is_answered() throws Exception {
        FormatChecks.survivesDamage(dir, "b.pdf", table());
        FormatChecks.survivesDamage(dir, "c.pdf", streams());
    }

    private static String packet() {
        return Samples.xmp(
                "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' dc:source='a river'/>"
                        + "<rdf:Description xmlns:TC260='" + Xmp.NAMESPACE + "'><TC260:AIGC>"
                        + TextBytes.xmlEscape(FormatChecks.LABEL.json()) + "</TC260:AIGC></rdf:Description>");
    }

    /** With the document's XMP as a stream, whose length is an object of its own. */
    private static byte[] withXmp(byte[] stream, String filter) {
        byte[] head = bytes("%PDF-1.4\n1 0 obj\n<</Type /Catalog /Metadata 2 0 R /Pages 4 0 R>>\nendobj\n");
        byte[] body = bytes(
                "2 0 obj\n<</Type /Metadata /Subtype /XML /Length 3 0 R" + filter + ">>\nstream\n",
                stream,
                "\nendstream\nendobj\n");
        byte[] length = bytes("3 0 obj\n" + stream.length + "\nendobj\n");
        byte[] pages = bytes("4 0 obj\n<</Type /Pages /Kids [5 0 R] /Count 1>>\nendobj\n");
        byte[] page = bytes("5 0 obj\n<</Type /Page /Parent 4 0 R /MediaBox [0 0 9 9]>>\nendobj\n");
        int four = head.length + body.length + length.length;
        int[] at = {9, head.length, head.length + body.length, four, four + pages.length};
        var xref = new StringBuilder("xref\n0 6\n0000000000 65535 f \n");
        for (int offset : at) {
            xref.append(String.format("%010d 00000 n \n", offset));
        }
        int start = four + pages.length + page.length;
        return bytes(
                head,
                body,
                length,
                pages,
                page,
                xref + "trailer\n<</Size 6 /Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n");
    }

    public static byte[] sample() throws Exception {
        return withXmp(deflated(packet()), " /Filter /FlateDecode");
    }

    private static byte[] deflated(String text) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        try (var deflate = new java.util.zip.DeflaterOutputStream(out)) {
            deflate.write(bytes(text));
        }
        return out.toByteArray();
    }

    @Test
    void a_label_in_the_xmp_is_found_named_and_gathered_into_info() throws Exception {
        byte[][] files = {withXmp(bytes(packet()), ""), sample()};
        for (byte[] file : files) {
            FileReport reading = FormatChecks.reading(dir, "x.pdf", file);
            assertThat(reading.verdict()).isEqualTo(new Verdict.NonCompliant(java.util.List.of(Deviation.WRONG_PLACE)));
            Path out = dir.resolve("y.pdf");
            new Labels().write(dir.resolve("x.pdf"), out, FormatChecks.LABEL);

            assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
            String after =
                    TextBytes.latin1(java.nio.file.Files.readAllBytes(out)).substring(file.length);
            assertThat(after)
                    .contains("dc:source='a river'")
                    .doesNotContain("TC260:AIGC")
                    .contains("/AIGC");
            if (Tools.there("pdfinfo")) {
                assertThat(Tools.run("pdfinfo", "-meta", out.toString()))
                        .contains("a river")
                        .doesNotContain("ContentProducer");
            }
            FormatChecks.survivesDamage(dir, "z.pdf", file);
        }
    }

    @Test
    void a_pdf_that_only_says_it_is_encrypted_is_broken() throws Exception {
        byte[] file = bytes(TextBytes.latin1(table()).replace("/Info 4 0 R", "/Info 4 0 R /Encrypt 3 0 R"));
        FileReport reading = FormatChecks.reading(dir, "e.pdf", file);

        assertThat(reading.verdict())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        v -> assertThat(v.reason().en()).contains("encrypted"));
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new Labels().write(dir.resolve("e.pdf"), dir.resolve("no.pdf"), FormatChecks.LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("encrypted PDF is broken");
        assertThat(dir.resolve("no.pdf")).doesNotExist();
    }

    /** Each section names the one before, every stream unfolds to megabytes. */
    @Test
    void a_chain_of_streams_that_unfold_without_end_is_stopped() throws Exception {
        byte[] bomb = deflated("\0".repeat(7 << 20));
        var file = new java.io.ByteArrayOutputStream();
        file.writeBytes(bytes("%PDF-1.5\n"));
        int previous = -1;
        for (int i = 0; i < 80; i++) {
            int at = file.size();
            file.writeBytes(bytes(
                    "9 0 obj\n<</Type /XRef /Size 3 /Index [0 1] /W [1 2 1] /Root 1 0 R /Info 2 0 R /Filter /FlateDecode"
                            + (previous < 0 ? "" : " /Prev " + previous) + " /Length " + bomb.length + ">>\nstream\n",
                    bomb,
                    "\nendstream\nendobj\n"));
            previous = at;
        }
        file.writeBytes(bytes("startxref\n" + previous + "\n%%EOF\n"));

        assertThat(FormatChecks.reading(dir, "bomb.pdf", file.toByteArray()).verdict())
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        v -> assertThat(v.reason().en()).contains("unfold"));
    }
}
