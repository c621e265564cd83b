package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;
import static zhiheng.labels.Samples.u16;
import static zhiheng.labels.Samples.u32;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;

/** XMP that does not fit a segment, and JPEGs of several pictures. */
public class JpegXmpTest {
    private static final byte[] PLAIN = Samples.image("jpg");
    private static final String LONG = "<rdf:Description rdf:about='' xmlns:my='http://example.org/my/'><my:Text>"
            + "stone ".repeat(9000) + "</my:Text></rdf:Description>";

    @TempDir
    private Path dir;

    private static byte[] with(byte[]... segments) {
        return bytes(slice(PLAIN, 0, 2), Edits.join(segments), slice(PLAIN, 2, PLAIN.length));
    }

    private static byte[] main(String packet) {
        return JpegTest.segment(0xE1, bytes(JpegXmp.MAIN, packet));
    }

    private static byte[] extension(String id, String whole, int from, int to) {
        return JpegTest.segment(
                0xE1, bytes(JpegXmp.EXTENSION, id, u32(whole.length()), u32(from), whole.substring(from, to)));
    }

    private static String naming(String id) {
        return Samples.xmp("<rdf:Description rdf:about='' xmlns:xmpNote='http://ns.adobe.com/xmp/note/'"
                + " xmpNote:HasExtendedXMP=\"" + id + "\"/>");
    }

    private static String labelled() {
        return "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" + LONG
                + "<rdf:Description xmlns:TC260='" + Xmp.NAMESPACE + "'><TC260:AIGC>"
                + TextBytes.xmlEscape(LABEL.json())
                + "</TC260:AIGC></rdf:Description></rdf:RDF>";
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(bytes(text)));
    }

    private static byte[] scan(byte[] jpeg) {
        String text = TextBytes.latin1(jpeg);
        return slice(jpeg, text.lastIndexOf("\u00ff\u00da"), jpeg.length);
    }

    @Test
    void a_label_in_an_extension_is_read_across_its_segments_in_any_order() throws Exception {
        String whole = labelled();
        String id = md5(whole);
        byte[] file =
                with(main(naming(id)), extension(id, whole, 30_000, whole.length()), extension(id, whole, 0, 30_000));
        FileReport reading = FormatChecks.reading(dir, "x.jpg", file);

        assertThat(reading.verdict()).as("%s", reading).isEqualTo(new Verdict.Compliant());
        assertThat(reading.labels().getFirst().place()).contains("extended");

        Path out = dir.resolve("y.jpg");
        new Labels().write(dir.resolve("x.jpg"), out, LABEL);
        String after = TextBytes.latin1(Files.readAllBytes(out));
        assertThat(new Labels().read(out).labels()).hasSize(1);
        assertThat(new Labels().read(out).labels().getFirst().place()).isEqualTo("XMP (APP1)");
        String named = after.substring(after.indexOf("HasExtendedXMP=\"") + 16).substring(0, 32);
        assertThat(named).isNotEqualTo(id);
        assertThat(after).contains(JpegXmp.EXTENSION + named).contains("stone stone");
    }

    @Test
    void a_packet_that_grows_beyond_a_segment_is_continued_in_an_extension() throws Exception {
        String foreign =
                LONG.replace("</my:Text>", "x".repeat(65_502 - Samples.xmp(LONG).length() - 20) + "</my:Text>");
        byte[] file = with(main(Samples.xmp(foreign)));
        byte[] after = FormatChecks.roundTrip(dir, "full.jpg", file, JpegXmpTest::scan);
        String text = TextBytes.latin1(after);

        assertThat(text)
                .contains("xmpNote:HasExtendedXMP")
                .contains(JpegXmp.EXTENSION)
                .contains("stone stone");
        if (Tools.there("exiftool")) {
            Path out = dir.resolve("once-full.jpg");
            assertThat(Tools.run("exiftool", "-s3", "-XMP:AIGC", out.toString()).strip())
                    .isEqualTo(LABEL.json());
            assertThat(Tools.run("exiftool", "-s3", "-XMP:Text", out.toString()))
                    .contains("stone stone");
            assertThat(Tools.run("exiftool", "-validate", "-warning", out.toString()))
                    .doesNotContain("Extended");
        }
    }

    @Test
    void an_extension_with_a_hole_is_inconclusive() throws Exception {
        String whole = labelled();
        String id = md5(whole);
        byte[] file = with(main(naming(id)), extension(id, whole, 0, 30_000));

        assertThat(FormatChecks.reading(dir, "hole.jpg", file).verdict()).isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void a_label_in_an_extension_that_nobody_names_is_in_the_wrong_place() throws Exception {
        String whole = labelled();
        String id = md5(whole);
        byte[] file = with(extension(id, whole, 0, 40_000), extension(id, whole, 40_000, whole.length()));

        assertThat(FormatChecks.reading(dir, "stray.jpg", file)
                        .labels()
                        .getFirst()
                        .deviations())
                .contains(Deviation.WRONG_PLACE);
    }

    /** Two pictures: the index counts from its own byte order mark. */
    private static byte[] pictures(byte[] before, byte[] behind) {
        byte[] second = bytes(0xff, 0xd8, "the second picture", 0xff, 0xd9);
        int indexLength = 4 + 4 + 8 + 2 + 12 + 4 + 32;
        int primary = PLAIN.length + before.length + behind.length + indexLength;
        int base = 2 + before.length + 4 + 4;
        byte[] index = JpegTest.segment(
                0xE2,
                bytes(
                        "MPF\0MM\0*",
                        u32(8),
                        u16(1),
                        u16(0xB002),
                        u16(7),
                        u32(32),
                        u32(26),
                        u32(0),
                        u32(0x20030000),
                        u32(primary),
                        u32(0),
                        u32(0),
                        u32(0),
                        u32(second.length),
                        u32(primary - base),
                        u32(0)));
        return bytes(slice(PLAIN, 0, 2), before, index, behind, slice(PLAIN, 2, PLAIN.length), second);
    }

    public static byte[] sample() {
        return pictures(new byte[0], main(Samples.foreignXmp()));
    }

    private static void theIndexPointsRight(byte[] file) {
        ByteBuffer b = ByteBuffer.wrap(file);
        int base = TextBytes.latin1(file).indexOf("MPF\0") + 4;
        int second = TextBytes.latin1(file).indexOf("\u00ff\u00d8the second picture");
        assertThat(b.getInt(base + 26 + 4)).as("size of the primary").isEqualTo(second);
        assertThat(base + b.getInt(base + 26 + 16 + 8))
                .as("place of the second")
                .isEqualTo(second);
    }

    @Test
    void the_index_of_a_multi_picture_follows_wherever_the_xmp_was() throws Exception {
        byte[] xmp = main(Samples.foreignXmp());
        byte[][] files = {
            pictures(new byte[0], new byte[0]), pictures(xmp, new byte[0]), pictures(new byte[0], xmp),
        };
        for (byte[] file : files) {
            theIndexPointsRight(file);
            Path in = Files.write(dir.resolve("mpf.jpg"), file);
            Path out = dir.resolve("mpf-out.jpg");
            new Labels().write(in, out, LABEL);
            byte[] after = Files.readAllBytes(out);

            theIndexPointsRight(after);
            assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
            assertThat(TextBytes.latin1(after).indexOf("TC260"))
                    .isLessThan(TextBytes.latin1(after).indexOf("MPF\0"));
        }
    }

    @Test
    void damage_is_answered() throws Exception {
        FormatChecks.survivesDamage(dir, "d.jpg", sample());
    }
}
