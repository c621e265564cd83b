package zhiheng.labels.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.labels.FormatChecks.LABEL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.labels.FormatChecks;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.boxes.Box;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Binding;

public class JxlTest {
    private static final byte[] PIXELS = MediaContract.noise(13, 200);
    public static final byte[] BARE = Edits.join(new byte[] {(byte) 0xff, 0x0a}, PIXELS);
    private static final byte[] HEAD = Edits.join(
            Box.of("JXL ", new byte[] {13, 10, (byte) 0x87, 10}),
            Box.of("ftyp", Edits.latin1("jxl "), Edits.u32(0), Edits.latin1("jxl ")));

    @TempDir
    private Path dir;

    public static byte[] container() {
        return Edits.join(HEAD, Box.of("jxll", new byte[] {5}), Box.of("jxlc", BARE));
    }

    private static byte[] pixels(byte[] file) {
        int at = MediaContract.indexOf(file, BARE, 0);
        return Arrays.copyOfRange(file, at, at + BARE.length);
    }

    @Test
    void the_codestream_stays_byte_for_byte_in_its_container_or_without() throws Exception {
        FormatChecks.roundTrip(dir, "a.jxl", container(), JxlTest::pixels);
        FormatChecks.roundTrip(dir, "bare.jxl", BARE, JxlTest::pixels);
        byte[] others = Edits.join(HEAD, Box.of("xml ", "<mine>kept</mine>".getBytes()), Box.of("jxlc", BARE));
        byte[] labelled = FormatChecks.roundTrip(dir, "others.jxl", others, JxlTest::pixels);
        assertThat(new String(labelled, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("<mine>kept</mine>");
        FormatChecks.survivesDamage(dir, "b.jxl", container());
    }

    @Test
    void a_codestream_in_parts_must_have_its_last_one() throws Exception {
        byte[] first = Box.of("jxlp", Edits.u32(0), BARE);
        byte[] last = Box.of("jxlp", Edits.u32(0x80000001L), PIXELS);

        assertThat(FormatChecks.reading(dir, "a.jxl", Edits.join(HEAD, first, last))
                        .verdict())
                .isEqualTo(new Verdict.None());
        assertThat(FormatChecks.reading(dir, "a.jxl", Edits.join(HEAD, first)).verdict())
                .isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void compressed_metadata_and_a_jpeg_to_be_restored_are_refused_by_name() throws Exception {
        byte[] brotli = Edits.join(HEAD, Box.of("brob", "xml ".getBytes(), PIXELS), Box.of("jxlc", BARE));
        byte[] jpeg = Edits.join(HEAD, Box.of("jbrd", PIXELS), Box.of("xml ", Xmp.fresh(LABEL)), Box.of("jxlc", BARE));

        assertThat(FormatChecks.reading(dir, "a.jxl", brotli).verdict().toString())
                .contains("Brotli");
        Path in = Files.write(dir.resolve("jpeg.jxl"), jpeg);
        assertThat(new Labels().read(in).verdict()).isEqualTo(new Verdict.Compliant());
        assertThatThrownBy(() -> new Labels().write(in, dir.resolve("out.jxl"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("JPEG");
    }

    @Test
    void a_manifest_is_named() throws Exception {
        byte[] store = Box.of("jumb", Box.of("jumd", "c2pa".getBytes(), new byte[12], new byte[] {3}));

        assertThat(FormatChecks.reading(dir, "a.jxl", Edits.join(HEAD, store, Box.of("jxlc", BARE)))
                        .bindings())
                .containsExactly(Binding.C2PA);
    }

    @Test
    void exiftool_reads_the_label_and_ffmpeg_the_same_pixels() throws Exception {
        Path in = dir.resolve("in.jxl");
        Path out = dir.resolve("out.jxl");
        Tools.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48", "-frames:v", "1", in.toString());
        new Labels().write(in, out, LABEL);

        assertThat(Tools.run("exiftool", "-s3", "-XMP:AIGC", out.toString()).strip())
                .isEqualTo(LABEL.json());
        assertThat(pixelsOf(out)).isEqualTo(pixelsOf(in));
    }

    private static String pixelsOf(Path file) throws Exception {
        return Tools.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "framemd5", "-");
    }
}
