package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;
import static zhiheng.labels.Samples.u32;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.label.Deviation;

public class PngTest {
    private static final byte[] PLAIN = Samples.image("png");
    private static final int AFTER_HEADER = 33;

    @TempDir
    private Path dir;

    public static byte[] chunk(String type, byte[] data) {
        var crc = new CRC32();
        crc.update(bytes(type, data));
        return bytes(u32(data.length), type, data, u32((int) crc.getValue()));
    }

    private static byte[] with(byte[] chunk) {
        return bytes(slice(PLAIN, 0, AFTER_HEADER), chunk, slice(PLAIN, AFTER_HEADER, PLAIN.length));
    }

    private static byte[] beforeEnd(byte[] chunk) {
        return bytes(slice(PLAIN, 0, PLAIN.length - 12), chunk, slice(PLAIN, PLAIN.length - 12, PLAIN.length));
    }

    private static byte[] zipped(String text) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(out)) {
            deflate.write(bytes(text));
        }
        return out.toByteArray();
    }

    private static byte[] pixels(byte[] png) {
        String text = TextBytes.latin1(png);
        int at = text.indexOf("IDAT");
        return slice(png, at, text.indexOf("IEND"));
    }

    @Test
    void a_label_is_written_once_before_the_image_and_the_pixels_stay() throws Exception {
        byte[] file = with(chunk("tEXt", bytes("Author\0someone")));
        byte[] labelled = FormatChecks.roundTrip(dir, "a.png", file, PngTest::pixels);
        assertThat(TextBytes.latin1(labelled)).contains("Author\0someone");
        assertThat(TextBytes.latin1(labelled).indexOf("TC260:AIGC"))
                .isLessThan(TextBytes.latin1(labelled).indexOf("IDAT"));
    }

    @Test
    void the_xmp_of_others_is_kept() throws Exception {
        byte[] file = with(chunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0", Samples.foreignXmp())));
        assertThat(TextBytes.latin1(FormatChecks.roundTrip(dir, "b.png", file, PngTest::pixels)))
                .contains("dc:source='a river'");
    }

    public static byte[] sample() throws Exception {
        return with(chunk("iTXt", bytes("XML:com.adobe.xmp\0\1\0\0\0", zipped(Samples.foreignXmp()))));
    }

    @Test
    void damage_is_answered() throws Exception {
        FormatChecks.survivesDamage(dir, "c.png", sample());
    }

    @Test
    void labels_in_odd_places_are_found_named_and_merged_into_one() throws Exception {
        check(with(chunk("tEXt", bytes("AIGC\0" + LABEL.wrappedJson()))), Deviation.ALTERNATIVE_PLACE);
        check(with(chunk("zTXt", bytes("AIGC\0\0", zipped(LABEL.json())))), Deviation.COMPRESSED);
        check(beforeEnd(chunk("tEXt", bytes("AIGC\0" + LABEL.json()))), Deviation.AFTER_PAYLOAD);
        check(bytes(PLAIN, LABEL.wrappedJson()), Deviation.AFTER_PAYLOAD);
    }

    private void check(byte[] file, Deviation expected) throws Exception {
        FileReport reading = FormatChecks.reading(dir, "odd.png", file);
        assertThat(reading.labels()).hasSize(1);
        assertThat(reading.labels().getFirst().deviations()).contains(expected);
        Path out = dir.resolve("fixed.png");
        assertThat(new Labels().write(dir.resolve("odd.png"), out, LABEL).before())
                .hasSize(1);
        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void a_compressed_text_that_unfolds_without_end_is_stopped() throws Exception {
        byte[] bomb = zipped("0".repeat(40 << 20));
        FileReport reading = FormatChecks.reading(dir, "bomb.png", with(chunk("zTXt", bytes("AIGC\0\0", bomb))));
        assertThat(reading.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    }
}
