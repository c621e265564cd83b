package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class FlacTest extends MediaContract {
    private static final byte[] AUDIO = Edits.join(new byte[] {(byte) 0xff, (byte) 0xf8}, noise(4, 300));
    private static final byte[] INFO = Edits.join(Edits.u32(34), noise(5, 34));
    private static final byte[] TITLE = "TITLE=A kept title".getBytes();

    @Override
    public String ending() {
        return ".flac";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no comment", file(last(INFO)), List.of(AUDIO)),
                new Sample("comment", file(INFO, last(comment())), List.of(AUDIO, TITLE)),
                new Sample("padding", file(INFO, comment(), last(padding())), List.of(AUDIO, TITLE)));
    }

    /** Frames have no end mark: what is left of the sound is a whole, shorter sound. */
    @Override
    public boolean mayPassForWhole(byte[] file, int length) {
        return length >= indexOf(file, AUDIO, 0) + 2;
    }

    private static byte[] file(byte[]... blocks) {
        return Edits.join("fLaC".getBytes(), Edits.join(blocks), AUDIO);
    }

    private static byte[] comment() {
        byte[] body = new VorbisComment("maker".getBytes(), List.of(TITLE), new byte[0]).withLabel(null);
        return Edits.join(Edits.u32(4L << 24 | body.length), body);
    }

    private static byte[] padding() {
        return Edits.join(Edits.u32(1L << 24 | 1200), new byte[1200]);
    }

    private static byte[] last(byte[] block) {
        byte[] copy = block.clone();
        copy[0] |= (byte) 0x80;
        return copy;
    }

    @Test
    void padding_is_used_before_the_file_grows() throws Exception {
        byte[] roomy = file(INFO, comment(), last(padding()));

        assertThat(Files.readAllBytes(labelled(roomy))).hasSameSizeAs(roomy);
    }

    @Test
    void ffmpeg_and_exiftool_read_the_label_and_the_same_packets() throws Exception {
        Path sound = Tools.sound(folder.resolve("sound.flac"));
        Path out = folder.resolve("out.flac");
        labels.write(sound, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
        assertThat(Tools.run("exiftool", "-a", "-u", out.toString())).contains(LABEL.json());
    }
}
