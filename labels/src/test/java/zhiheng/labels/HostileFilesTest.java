package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;
import static zhiheng.labels.Samples.u16;
import static zhiheng.labels.Samples.u32;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.DocumentsTest;
import zhiheng.labels.document.PdfTest;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.image.JpegTest;
import zhiheng.labels.image.JpegXmp;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;

/** Files made to exhaust, loop or mislead a reader: each ends in a verdict with its reason, and is never harmed. */
class HostileFilesTest {
    private static final byte[] FTYP = Box.of("ftyp", "isom".getBytes(), new byte[4]);

    @TempDir
    private Path dir;

    private void inconclusive(String name, byte[] file, String reason) throws Exception {
        Path in = Files.write(dir.resolve(name), file);
        assertThat(new Labels().read(in).verdict()).as(name).isInstanceOfSatisfying(Verdict.Inconclusive.class, v -> {
            assertThat(v.reason().en()).contains(reason);
            assertThat(v.reason().zh()).isNotBlank();
        });
        Path out = dir.resolve("out-" + name);
        assertThatThrownBy(() -> new Labels().write(in, out, LABEL)).isInstanceOf(LabelException.class);
        assertThat(Files.readAllBytes(in)).isEqualTo(file);
        assertThat(out).doesNotExist();
    }

    private static byte[] deflated(byte[] plain) {
        var deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        var buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** One compressed part; several names may point at it. */
    private static byte[] archive(Map<String, byte[]> stored, String bombName, int pointers, byte[] unfolded) {
        var out = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        int count = 0;
        for (var e : stored.entrySet()) {
            directory.writeBytes(central(e.getKey(), 0, e.getValue(), e.getValue(), out.size()));
            out.writeBytes(local(e.getKey(), 0, e.getValue(), e.getValue()));
            count++;
        }
        byte[] packed = deflated(unfolded);
        int at = out.size();
        out.writeBytes(local(bombName, 8, packed, unfolded));
        for (int i = 0; i < pointers; i++) {
            directory.writeBytes(central(i == 0 ? bombName : bombName + i, 8, packed, unfolded, at));
            count++;
        }
        ByteBuffer end = ByteBuffer.allocate(22)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x06054b50)
                .putInt(0);
        end.putShort((short) count)
                .putShort((short) count)
                .putInt(directory.size())
                .putInt(out.size());
        return bytes(out.toByteArray(), directory.toByteArray(), end.array());
    }

    private static byte[] local(String name, int method, byte[] packed, byte[] plain) {
        ByteBuffer b = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0x04034b50)
                .putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) method)
                .putInt(0);
        b.putInt(crc(plain)).putInt(packed.length).putInt(plain.length).putShort((short) name.length());
        return bytes(b.array(), name, packed);
    }

    private static byte[] central(String name, int method, byte[] packed, byte[] plain, int at) {
        ByteBuffer b = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0x02014b50)
                .putInt(20)
                .putShort((short) 0)
                .putShort((short) method)
                .putInt(0);
        b.putInt(crc(plain)).putInt(packed.length).putInt(plain.length).putShort((short) name.length());
        return bytes(b.putInt(42, at).array(), name);
    }

    private static int crc(byte[] plain) {
        var crc = new CRC32();
        crc.update(plain);
        return (int) crc.getValue();
    }

    private static Map<String, byte[]> office() {
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put("[Content_Types].xml", "<Types></Types>".getBytes());
        parts.put("_rels/.rels", "<Relationships></Relationships>".getBytes());
        return parts;
    }

    @Test
    void parts_that_unfold_without_end_are_stopped() throws Exception {
        byte[] huge = new byte[20 << 20];
        inconclusive("bomb.docx", archive(office(), "docProps/custom.xml", 1, huge), "unfold");
        Map<String, byte[]> book = new LinkedHashMap<>();
        book.put("mimetype", "application/epub+zip".getBytes());
        book.put("META-INF/container.xml", "<container><rootfile full-path=\"b.opf\"/></container>".getBytes());
        inconclusive("bomb.epub", archive(book, "b.opf", 1, huge), "unfold");
        inconclusive("bomb.ofd", archive(Map.of(), "OFD.xml", 1, huge), "unfold");
    }

    /** Fifield's bomb: a thousand names for the same bytes would make a copy a thousand times as long. */
    @Test
    void an_archive_whose_entries_overlap_is_refused() throws Exception {
        byte[] noise = MediaContract.noise(5, 4000);
        inconclusive("overlap.docx", archive(office(), "word/document.xml", 1000, noise), "overlap");
    }

    /** An archive that holds itself is only copied: entries that need not be read are never unfolded. */
    @Test
    void an_archive_inside_itself_is_not_followed() throws Exception {
        byte[] inner = archive(office(), "word/document.xml", 1, "<document/>".getBytes());
        for (int i = 0; i < 40; i++) {
            inner = archive(office(), "word/embeddings/self.docx", 1, inner);
        }
        Path in = Files.write(dir.resolve("quine.docx"), inner);
        Path out = dir.resolve("out.docx");
        new Labels().write(in, out, LABEL);

        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.None());
        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void sizes_that_no_file_has_cost_nothing() throws Exception {
        inconclusive("a.mp4", bytes(FTYP, u32(1), "moov", u32(0x7fffffff), u32(-1)), "incomplete");
        inconclusive(
                "b.heic", bytes(Box.of("ftyp", "heic".getBytes(), new byte[4]), u32(0x7fffffff), "meta"), "incomplete");
        inconclusive("c.png", bytes("\u0089PNG\r\n\u001a\n", u32(0x7fffffff), "iTXt"), "incomplete");
        inconclusive("d.webp", bytes("RIFF", u32(-1), "WEBPVP8X", u32(-1)), "incomplete");
        inconclusive("e.wav", bytes("RIFF", u32(-1), "WAVEfmt ", u32(-1)), "incomplete");
        inconclusive("f.flac", bytes("fLaC", 0x84, 0xff, 0xff, 0xff), "incomplete");
        inconclusive("g.tiff", bytes("II+\0", 8, 0, 0, 0, u32(-1), u32(-1)), "impossible");
        inconclusive("h.mp3", bytes("ID3\4\0\0\u007f\u007f\u007f\u007f", new byte[20]), "incomplete");
        inconclusive("i.pdf", bytes("%PDF-1.4\nstartxref\n999999999999\n%%EOF"), "incomplete");
    }

    @Test
    void table_that_claim_more_than_they_hold_are_stopped() throws Exception {
        byte[] box = Box.of("iloc", u32(2 << 24), u16(0x4400), u32(-1));
        byte[] file = bytes(
                Box.of("ftyp", "heic".getBytes(), new byte[4]),
                Box.of("meta", new byte[4], box),
                Box.of("mdat", new byte[9]));
        inconclusive("a.heic", file, "shorter");
        byte[] many = bytes("MM\0*", u32(8), u16(65535), new byte[40]);
        inconclusive("b.tiff", many, "incomplete");
        byte[] jpeg = Samples.image("jpg");
        byte[] claim = bytes(JpegXmp.EXTENSION, "0".repeat(32), u32(-1), u32(0), "x");
        inconclusive(
                "c.jpg",
                bytes(slice(jpeg, 0, 2), JpegTest.segment(0xE1, claim), slice(jpeg, 2, jpeg.length)),
                "impossible sizes");
    }

    @Test
    void structures_that_point_at_themselves_end() throws Exception {
        byte[] exif = bytes(
                "MM\0*",
                u32(8),
                u16(2),
                u16(0x8769),
                u16(4),
                u32(1),
                u32(8),
                u16(0x8769),
                u16(4),
                u32(1),
                u32(8),
                u32(8));
        Path tiff = Files.write(dir.resolve("loop.tiff"), exif);
        assertThat(new Labels().read(tiff).verdict()).isEqualTo(new Verdict.None());
        String text = TextBytes.latin1(PdfTest.table());
        int at = text.indexOf("xref\n");
        inconclusive("loop.pdf", bytes(text.replace("/Info 4 0 R", "/Prev " + at + " /Encrypt 1 0 R")), "encrypted");
        Path prev = Files.write(
                dir.resolve("prev.pdf"), bytes(text.replace("/Info 4 0 R", "/Prev " + at + " /Info 9 0 R")));
        assertThat(new Labels().read(prev).verdict()).isEqualTo(new Verdict.None());
        // an item that is built from itself
        byte[] place =
                Box.of("iloc", u32(1 << 24), u16(0x4400), u16(1), u16(1), u16(2), u16(0), u16(1), u32(0), u32(9));
        byte[] info = Box.of(
                "iinf",
                u32(0),
                u16(1),
                Box.of("infe", u32(2 << 24), u16(1), u16(0), "mime\0application/rdf+xml\0".getBytes()));
        byte[] item = bytes(
                Box.of("ftyp", "heic".getBytes(), new byte[4]),
                Box.of("meta", new byte[4], info, place),
                Box.of("mdat"));
        inconclusive("self.heic", item, "inside another item");
    }

    @Test
    void boxes_nested_without_end_are_stopped() throws Exception {
        byte[] nested = new byte[0];
        for (int i = 0; i < 2000; i++) {
            nested = Box.of("meta", new byte[4], nested);
        }
        Path in = Files.write(dir.resolve("deep.heic"), bytes(Box.of("ftyp", "heic".getBytes(), new byte[4]), nested));
        assertThat(new Labels().read(in).verdict()).isInstanceOf(Verdict.None.class);
        String brackets = "[".repeat(100_000);
        Path pdf = Files.write(
                dir.resolve("deep.pdf"),
                bytes(TextBytes.latin1(PdfTest.table()).replace("/Root 1", "/X " + brackets + " /Root 1")));
        assertThat(new Labels().read(pdf).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        String json = "{\"AIGC\":".repeat(5000);
        Path page = Files.writeString(
                dir.resolve("deep.html"), "<html><head><meta name=\"AIGC\" content='" + json + "'></head></html>");
        assertThat(new Labels().read(page).verdict()).isInstanceOf(Verdict.class);
    }

    @Test
    void patterns_in_text_do_not_run_away() throws Exception {
        String[] pages = {
            "<html><head>" + "<meta name=AIGC ".repeat(50_000),
            "<html><head><meta " + "name=\"AIGC\" ".repeat(50_000) + "></head>",
            "<html>" + "<head ".repeat(50_000)
        };
        for (String page : pages) {
            Path in = Files.writeString(dir.resolve("slow.html"), page);
            assertThat(new Labels().read(in).verdict()).isInstanceOf(Verdict.class);
        }
        String[] texts = {
            "---\n" + "AIGC:\n".repeat(50_000) + "---\n",
            "---\n" + " ".repeat(200_000),
            "---\nAIGC:" + "\n  a: b".repeat(50_000)
        };
        for (String text : texts) {
            Path in = Files.writeString(dir.resolve("slow.md"), text);
            assertThat(new Labels().read(in).verdict()).isInstanceOf(Verdict.class);
        }
        String xmp = "<svg xmlns:a='" + Xmp.NAMESPACE + "'>" + "<a:AIGC>".repeat(20_000) + "</svg>";
        Path in = Files.writeString(dir.resolve("slow.svg"), xmp);
        assertThat(new Labels().read(in).verdict()).isInstanceOf(Verdict.class);
    }

    @Test
    void a_symbolic_link_is_followed_for_reading_and_its_target_is_never_written_to() throws Exception {
        byte[] png = Samples.image("png");
        Path target = Files.write(dir.resolve("target.png"), png);
        Path link = Files.createSymbolicLink(dir.resolve("link.png"), target);
        new Labels().write(link, link, LABEL);

        assertThat(Files.readAllBytes(target)).isEqualTo(png);
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(new Labels().read(link).verdict()).isEqualTo(new Verdict.Compliant());

        Path circle = dir.resolve("circle.png");
        Files.createSymbolicLink(circle, circle);
        assertThat(new Labels().read(circle).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(new Labels().read(dir).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(new Labels().read(dir.resolve("nowhere.png")).verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThatThrownBy(() -> new Labels().write(circle, dir.resolve("x.png"), LABEL))
                .isInstanceOf(LabelException.class);
    }

    @Test
    void two_labels_that_disagree_are_inconclusive_in_every_format_that_can_hold_two() throws Exception {
        String other = ContentLabel.of(Certainty.SUSPECTED, "SOMEONE", "2").json();
        String quoted = TextBytes.xmlEscape(LABEL.json());
        String rival = TextBytes.xmlEscape(other);
        disagree(
                "a.html",
                "<html><head><meta name=\"AIGC\" content=\"" + quoted + "\"><meta name=\"AIGC\" content=\"" + rival
                        + "\"></head></html>");
        disagree("b.md", "---\nAIGC: '" + LABEL.json() + "'\nAIGC: '" + other + "'\n---\n");
        disagree("c.svg", "<svg>" + property(quoted) + property(rival) + "</svg>");
        var book = new LinkedHashMap<String, String>();
        book.put("mimetype", "application/epub+zip");
        book.put("META-INF/container.xml", "<container><rootfile full-path=\"b.opf\"/></container>");
        book.put(
                "b.opf",
                "<package><metadata><meta name=\"AIGC\" content=\"" + quoted + "\"/><meta name=\"AIGC\" content=\""
                        + rival + "\"/></metadata></package>");
        disagree("d.epub", TextBytes.latin1(DocumentsTest.zip(book)));
        String data = "<ofd:CustomData Name=\"AIGC\">";
        disagree(
                "e.ofd",
                TextBytes.latin1(DocumentsTest.zip(Map.of(
                        "OFD.xml",
                        "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CustomDatas>" + data + quoted
                                + "</ofd:CustomData>" + data + rival
                                + "</ofd:CustomData></ofd:CustomDatas></ofd:OFD>"))));
        disagree(
                "f.pdf",
                TextBytes.latin1(PdfTest.table()).replaceFirst("/Author <414243>", "") + "{\"AIGC\":" + LABEL.json()
                        + "}" + "{\"AIGC\":" + other + "}");
    }

    private static String property(String value) {
        return "<metadata><t:AIGC xmlns:t='" + Xmp.NAMESPACE + "'>" + value + "</t:AIGC></metadata>";
    }

    private void disagree(String name, String latin1) throws Exception {
        Path in = Files.write(dir.resolve(name), latin1.getBytes(StandardCharsets.ISO_8859_1));
        FileReport reading = new Labels().read(in);
        if (name.endsWith(".pdf")) { // a run of text behind the end counts once
            assertThat(reading.verdict()).isNotInstanceOf(Verdict.Compliant.class);
            return;
        }
        assertThat(reading.labels()).as(name).hasSize(2);
        assertThat(reading.verdict())
                .as(name)
                .isInstanceOfSatisfying(
                        Verdict.Inconclusive.class,
                        v -> assertThat(v.reason().en()).contains("contradict"));
        Path out = dir.resolve("out-" + name);
        assertThat(new Labels().write(in, out, LABEL).before()).hasSize(2);
        assertThat(new Labels().read(out).verdict()).as(name).isEqualTo(new Verdict.Compliant());
    }
}
