package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;
import static zhiheng.labels.Samples.u32le;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Deviation;

/** WebP, GIF, TIFF and BigTIFF. */
public class ImagesTest {
    /** One pixel, lossy. */
    public static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    @TempDir
    private Path dir;

    private static byte[] webpPixels(byte[] file) {
        int at = TextBytes.latin1(file).indexOf("VP8 ");
        return slice(file, at, at + 30);
    }

    @Test
    void a_simple_web_p_becomes_an_extended_one_with_the_same_pixels() throws Exception {
        byte[] labelled = FormatChecks.roundTrip(dir, "a.webp", WEBP, ImagesTest::webpPixels);
        assertThat(TextBytes.latin1(slice(labelled, 12, 30))).isEqualTo("VP8X\12\0\0\0\4\0\0\0\0\0\0\0\0\0");
        assertThat(slice(labelled, 4, 8)).isEqualTo(u32le(labelled.length - 8));
    }

    @Test
    void the_xmp_of_others_is_kept_in_web_p() throws Exception {
        String xmp = Samples.foreignXmp();
        byte[] body = bytes(
                "WEBPVP8X",
                u32le(10),
                u32le(4),
                "\0\0\0\0\0\0",
                slice(WEBP, 12, WEBP.length),
                "XMP ",
                u32le(xmp.length()),
                xmp,
                xmp.length() % 2 == 1 ? "\0" : "");
        byte[] file = bytes("RIFF", u32le(body.length), body);
        assertThat(TextBytes.latin1(FormatChecks.roundTrip(dir, "b.webp", file, ImagesTest::webpPixels)))
                .contains("a river");
        FormatChecks.survivesDamage(dir, "c.webp", file);
    }

    private static byte[] gifImage(byte[] gif) {
        String text = TextBytes.latin1(gif);
        return slice(gif, text.lastIndexOf(","), gif.length);
    }

    @Test
    void a_gif_keeps_its_frames_and_its_other_extensions() throws Exception {
        byte[] plain = Samples.image("gif");
        int at = 13 + (3 << ((plain[10] & 7) + 1));
        byte[] loop = bytes("!\u00ff\u000bNETSCAPE2.0\3\1\0\0\0");
        byte[] file = bytes(slice(plain, 0, at), loop, slice(plain, at, plain.length));
        byte[] labelled = FormatChecks.roundTrip(dir, "a.gif", file, ImagesTest::gifImage);
        assertThat(TextBytes.latin1(labelled)).contains("NETSCAPE2.0");
        FormatChecks.survivesDamage(dir, "b.gif", file);
    }

    private static byte[] tiffStart(byte[] tiff) {
        return slice(tiff, 16, 120);
    }

    @Test
    void a_tiff_keeps_its_strips_where_they_are() throws Exception {
        byte[] file = Samples.image("tiff");
        FormatChecks.roundTrip(dir, "a.tiff", file, ImagesTest::tiffStart);
        FormatChecks.survivesDamage(dir, "b.tiff", file);
    }

    public static byte[] bigTiff() {
        ByteBuffer b = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        b.put(bytes("II+\0"))
                .putShort((short) 8)
                .putShort((short) 0)
                .putLong(24)
                .putLong(0x1122334455667788L);
        b.putLong(1)
                .putShort((short) 0x100)
                .putShort((short) 3)
                .putLong(1)
                .putLong(1)
                .putLong(0);
        return slice(b.array(), 0, b.position());
    }

    @Test
    void a_big_tiff_is_labelled_too() throws Exception {
        byte[] file = bigTiff();
        byte[] labelled = FormatChecks.roundTrip(dir, "big.tiff", file, f -> slice(f, 16, 24));
        assertThat(labelled[2]).isEqualTo((byte) '+');
    }

    @Test
    void the_exif_of_a_big_tiff_is_read_and_its_label_gathered() throws Exception {
        byte[] text = bytes("ASCII\0\0\0" + FormatChecks.LABEL.wrappedJson());
        ByteBuffer b = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        b.put(bytes("II+\0")).putShort((short) 8).putShort((short) 0).putLong(16);
        b.putLong(1)
                .putShort((short) 0x8769)
                .putShort((short) 16)
                .putLong(1)
                .putLong(52)
                .putLong(0);
        b.putLong(1)
                .putShort((short) 0x9286)
                .putShort((short) 7)
                .putLong(text.length)
                .putLong(88)
                .putLong(0);
        b.put(text);
        byte[] file = slice(b.array(), 0, b.position());

        FileReport reading = FormatChecks.reading(dir, "exif.tiff", file);
        assertThat(reading.labels()).hasSize(1);
        assertThat(reading.labels().getFirst().deviations()).contains(Deviation.ALTERNATIVE_PLACE);
        Path out = dir.resolve("out.tiff");
        new Labels().write(dir.resolve("exif.tiff"), out, FormatChecks.LABEL);
        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
        FormatChecks.survivesDamage(dir, "bent.tiff", file);
    }
}
