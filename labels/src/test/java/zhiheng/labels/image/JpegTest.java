package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;
import static zhiheng.labels.Samples.u16;
import static zhiheng.labels.Samples.u32;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FileReport;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.Labels;
import zhiheng.labels.Samples;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

public class JpegTest {
    private static final byte[] PLAIN = Samples.image("jpg");

    @TempDir
    private Path dir;

    public static byte[] segment(int marker, byte[] body) {
        return bytes(0xff, marker, u16(body.length + 2), body);
    }

    private static byte[] with(byte[] segment) {
        return bytes(slice(PLAIN, 0, 2), segment, slice(PLAIN, 2, PLAIN.length));
    }

    private static byte[] xmp(String packet) {
        return segment(0xE1, bytes("http://ns.adobe.com/xap/1.0/\0", packet));
    }

    /** EXIF with one entry in IFD0 (0x010E) or in the Exif IFD (0x9286). */
    private static byte[] exif(int tag, String value) {
        byte[] text = bytes(value);
        byte[] head = bytes("Exif\0\0MM\0*", u32(8));
        byte[] body = tag == 0x010E
                ? bytes(u16(1), u16(tag), u16(2), u32(text.length), u32(26), u32(0), text)
                : bytes(
                        u16(1),
                        u16(0x8769),
                        u16(4),
                        u32(1),
                        u32(26),
                        u32(0),
                        u16(1),
                        u16(tag),
                        u16(7),
                        u32(text.length),
                        u32(44),
                        u32(0),
                        text);
        return segment(0xE1, bytes(head, body));
    }

    private static byte[] scan(byte[] jpeg) {
        String text = TextBytes.latin1(jpeg);
        return slice(jpeg, text.lastIndexOf("\u00ff\u00da"), jpeg.length);
    }

    @Test
    void a_label_is_written_once_and_the_image_stays_as_it_was() throws Exception {
        FormatChecks.roundTrip(dir, "a.jpg", PLAIN, JpegTest::scan);
        byte[] motion = bytes(PLAIN, "....ftypmp42 a short film behind the photo");
        FormatChecks.roundTrip(dir, "motion.jpg", motion, JpegTest::scan);
    }

    @Test
    void the_xmp_and_exif_of_others_are_kept() throws Exception {
        byte[] file = with(bytes(exif(0x010E, "a boat on the river\0"), xmp(Samples.foreignXmp())));
        byte[] labelled = FormatChecks.roundTrip(dir, "b.jpg", file, JpegTest::scan);
        assertThat(TextBytes.latin1(labelled)).contains("dc:source='a river'").contains("a boat on the river");
    }

    @Test
    void damage_is_answered() throws Exception {
        FormatChecks.survivesDamage(
                dir, "c.jpg", with(bytes(xmp(Samples.xmp("")), exif(0x9286, "ASCII\0\0\0hello there"))));
    }

    @Test
    void labels_in_odd_places_are_found_named_and_merged_into_one() throws Exception {
        check(with(segment(0xE9, bytes("AIGC" + LABEL.json()))), Deviation.GLUED_SEGMENT);
        check(bytes(PLAIN, "AIGC" + LABEL.json()), Deviation.AFTER_PAYLOAD);
        check(with(exif(0x9286, "ASCII\0\0\0" + LABEL.wrappedJson())), Deviation.ALTERNATIVE_PLACE);
        check(with(exif(0x010E, "{\"ServiceProvider\":\"Yuanbao\",\"ContentId\":\"9\"}")), Deviation.OTHER_SCHEMA);
        check(
                with(xmp(Samples.xmp("<rdf:Description xmlns:tc260='" + Xmp.NAMESPACE + "' tc260:AIGC='"
                        + TextBytes.xmlEscape(LABEL.json()) + "' tc260:Other='kept'/>"))),
                Deviation.ATTRIBUTE_FORM);
    }

    private void check(byte[] file, Deviation expected) throws Exception {
        FileReport reading = FormatChecks.reading(dir, "odd.jpg", file);
        assertThat(reading.labels()).hasSize(1);
        assertThat(reading.labels().getFirst().deviations()).contains(expected);
        assertThat(reading.verdict().word()).isEqualTo(expected.breaks() ? "non-compliant" : "compliant");
        Path out = dir.resolve("fixed.jpg");
        Labels.Written written = new Labels().write(dir.resolve("odd.jpg"), out, LABEL);
        assertThat(written.before()).hasSize(1);
        assertThat(new Labels().read(out).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void labels_that_contradict_each_other_are_inconclusive_and_both_shown() throws Exception {
        ContentLabel other = ContentLabel.of(Certainty.SUSPECTED, "SOMEONE", "2");
        byte[] file = with(bytes(
                exif(0x9286, "ASCII\0\0\0" + other.wrappedJson()),
                xmp(Samples.xmp("<rdf:Description xmlns:TC260='" + Xmp.NAMESPACE + "'><TC260:AIGC>"
                        + TextBytes.xmlEscape(LABEL.json()) + "</TC260:AIGC></rdf:Description>"))));
        FileReport reading = FormatChecks.reading(dir, "two.jpg", file);
        assertThat(reading.verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(reading.labels()).extracting(FoundLabel::label).isEqualTo(List.of(other, LABEL));
    }
}
