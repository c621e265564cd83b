package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.labels.FormatChecks.LABEL;
import static zhiheng.labels.Samples.bytes;
import static zhiheng.labels.Samples.slice;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.TextBytes;
import zhiheng.labels.document.PdfTest;
import zhiheng.labels.film.AviTest;
import zhiheng.labels.film.FlvTest;
import zhiheng.labels.film.MkvTest;
import zhiheng.labels.film.Mp4Test;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.image.HeifTest;
import zhiheng.labels.image.ImagesTest;
import zhiheng.labels.image.PngTest;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.sound.FlacTest;
import zhiheng.labels.sound.Mp3Test;
import zhiheng.labels.sound.OggTest;
import zhiheng.labels.sound.WavTest;

/** Labels where real files were seen to have them: each is found, named, and gathered into the one lawful place. */
class OddPlacesTest {
    private static final byte[] JSON = LABEL.json().getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path dir;

    private void check(String name, byte[] file, Deviation expected) throws Exception {
        Path in = Files.write(dir.resolve(name), file);
        FileReport reading = new Labels().read(in);
        assertThat(reading.labels()).as("%s: %s", name, reading.verdict()).hasSize(1);
        assertThat(reading.labels().getFirst().label()).as(name).isEqualTo(LABEL);
        assertThat(reading.labels().getFirst().deviations()).as(name).contains(expected);
        assertThat(reading.verdict())
                .as(name)
                .isInstanceOf(expected.breaks() ? Verdict.NonCompliant.class : Verdict.Compliant.class);

        Path out = dir.resolve("out-" + name);
        Labels.Written written = new Labels().write(in, out, LABEL);
        assertThat(written.before()).hasSize(1);
        assertThat(new Labels().read(out).verdict()).as(name).isEqualTo(new Verdict.Compliant());
        assertThat(MediaContract.count(Files.readAllBytes(out), "ProduceID".getBytes()))
                .as(name)
                .isOne();
    }

    @Test
    void a_label_glued_behind_the_end_is_found_in_every_media_format() throws Exception {
        String[] spellings = {LABEL.wrappedJson(), "AIGC" + LABEL.json(), LABEL.json()};
        MediaContract[] formats = {
            new WavTest(),
            new AviTest(),
            new FlvTest(),
            new MkvTest(),
            new Mp3Test(),
            new FlacTest(),
            new OggTest(),
            new Mp4Test(),
            new HeifTest()
        };
        for (MediaContract format : formats) {
            for (String spelling : spellings) {
                byte[] file = bytes(format.samples().getFirst().file(), spelling);
                check("glued" + format.ending(), file, Deviation.AFTER_PAYLOAD);
            }
        }
    }

    @Test
    void a_label_glued_behind_the_end_is_found_in_every_image_format() throws Exception {
        for (String spelling : new String[] {LABEL.wrappedJson(), "AIGC" + LABEL.json(), LABEL.json()}) {
            check("a.jpg", bytes(Samples.image("jpg"), spelling), Deviation.AFTER_PAYLOAD);
            check("a.png", bytes(Samples.image("png"), spelling), Deviation.AFTER_PAYLOAD);
            check("a.gif", bytes(Samples.image("gif"), spelling), Deviation.AFTER_PAYLOAD);
            check("a.webp", bytes(ImagesTest.WEBP, spelling), Deviation.AFTER_PAYLOAD);
            check("a.pdf", bytes(PdfTest.table(), spelling), Deviation.AFTER_PAYLOAD);
            check("a.tiff", bytes(Samples.image("tiff"), spelling), Deviation.AFTER_PAYLOAD);
        }
    }

    @Test
    void wav_keeps_labels_of_others_tools_in_lists_tags_and_xmp() throws Exception {
        byte[] plain = new WavTest().samples().getFirst().file();
        byte[] comment = Riff.chunk("LIST", "INFO".getBytes(), Riff.chunk("ICMT", JSON, new byte[1]));
        byte[] xmp = Riff.chunk("_PMX", xmp().getBytes());
        check("info.wav", riff(plain, comment), Deviation.WRONG_PLACE);
        check("xmp.wav", riff(plain, xmp), Deviation.WRONG_PLACE);
        check("id3.wav", riff(plain, Riff.chunk("id3 ", id3("AIGC_METADATA"))), Deviation.WRONG_PLACE);
        check("late.wav", riff(plain, Riff.chunk("AIGC", JSON)), Deviation.AFTER_PAYLOAD);
    }

    private static byte[] riff(byte[] file, byte[] chunk) {
        byte[] body = bytes(slice(file, 8, file.length), chunk);
        return bytes("RIFF", Samples.u32le(body.length), body);
    }

    private static byte[] id3(String description) {
        byte[] body = bytes("\0" + description + "\0", JSON);
        byte[] frame = bytes("TXXX", Samples.u32(body.length), "\0\0", body);
        return bytes("ID3\3\0\0\0\0", new byte[] {(byte) (frame.length >> 7), (byte) (frame.length & 0x7f)}, frame);
    }

    private static String xmp() {
        return Samples.xmp("<rdf:Description rdf:about='' xmlns:TC260='" + Xmp.NAMESPACE + "'><TC260:AIGC>"
                + TextBytes.xmlEscape(LABEL.json()) + "</TC260:AIGC></rdf:Description>");
    }

    @Test
    void films_keep_labels_in_itunes_items_in_xmp_and_in_tracks() throws Exception {
        byte[] data = Box.of("data", Edits.u32(1), Edits.u32(0), JSON);
        byte[] mdir = Box.of("hdlr", new byte[8], "mdir".getBytes(), new byte[13]);
        byte[] freeform = Box.of(
                "----",
                Box.of("mean", new byte[4], "com.apple.iTunes".getBytes()),
                Box.of("name", new byte[4], "AIGC".getBytes()),
                data);
        byte[] comment = Box.of("\u00a9cmt", data);
        check("freeform.mp4", film(meta(mdir, freeform)), Deviation.WRONG_PLACE);
        check("comment.mp4", film(meta(mdir, comment)), Deviation.KEYLESS_ITEM);
        check("xmp.mov", film(Box.of("udta", Box.of("XMP_", xmp().getBytes()))), Deviation.WRONG_PLACE);
        check("udta.mp4", film(Box.of("udta", Box.of("AIGC", JSON))), Deviation.WRONG_PLACE);
        byte[] id = {
            (byte) 0xbe,
            0x7a,
            (byte) 0xcf,
            (byte) 0xcb,
            (byte) 0x97,
            (byte) 0xa9,
            0x42,
            (byte) 0xe8,
            (byte) 0x9c,
            0x71,
            (byte) 0x99,
            (byte) 0x94,
            (byte) 0x91,
            (byte) 0xe3,
            (byte) 0xaf,
            (byte) 0xac
        };
        check("uuid.mp4", bytes(film(new byte[0]), Box.of("uuid", id, xmp().getBytes())), Deviation.WRONG_PLACE);
    }

    private static byte[] meta(byte[] handler, byte[] item) {
        return Box.of("udta", Box.of("meta", new byte[4], handler, Box.of("ilst", item)));
    }

    private static byte[] film(byte[] userData) {
        return bytes(
                Box.of("ftyp", "isom".getBytes(), new byte[4]),
                Box.of("mdat", MediaContract.noise(1, 200)),
                Box.of("moov", Box.of("mvhd", new byte[100]), userData));
    }

    @Test
    void a_picture_keeps_a_label_as_its_comment() throws Exception {
        byte[] png = Samples.image("png");
        byte[] comment = PngTest.chunk("tEXt", bytes("Comment\0", JSON));
        check("c.png", bytes(slice(png, 0, 33), comment, slice(png, 33, png.length)), Deviation.WRONG_PLACE);
        byte[] international = PngTest.chunk("iTXt", bytes("Description\0\0\0\0\0", JSON));
        check("d.png", bytes(slice(png, 0, 33), international, slice(png, 33, png.length)), Deviation.WRONG_PLACE);
    }

    @Test
    void the_other_schema_of_a_description_is_recognised_in_tiff_too() throws Exception {
        byte[] text =
                bytes("{\"ServiceProvider\":\"Yuanbao\",\"ServiceUser\":\"u\",\"Time\":\"t\",\"ContentId\":\"9\"}\0");
        byte[] file = bytes(
                "MM\0*",
                Samples.u32(8),
                Samples.u16(1),
                Samples.u16(0x010E),
                Samples.u16(2),
                Samples.u32(text.length),
                Samples.u32(26),
                Samples.u32(0),
                text);
        FileReport reading = FormatChecks.reading(dir, "other.tiff", file);
        assertThat(reading.labels().getFirst().deviations()).contains(Deviation.OTHER_SCHEMA, Deviation.WRONG_PLACE);
        assertThat(reading.labels().getFirst().label().contentProducer()).isEqualTo("Yuanbao");
    }

    /** A lawful label that ends with the file is no label behind the file. */
    @Test
    void a_label_that_closes_the_last_chunk_is_not_cut_off() throws Exception {
        byte[] plain = new WavTest().samples().getFirst().file();
        Path in = Files.write(dir.resolve("last.wav"), riff(plain, Riff.chunk("AIGC", JSON)));
        assertThat(new Labels().read(in).labels().getFirst().place()).isEqualTo("AIGC chunk");
    }
}
