package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.LabelException;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class Mp3Test extends MediaContract {
    private static final byte[] AUDIO =
            Edits.join(new byte[] {(byte) 0xff, (byte) 0xfb, (byte) 0x90, 0}, noise(3, 413));
    private static final byte[] TITLE = "A kept title".getBytes(StandardCharsets.ISO_8859_1);

    @Override
    public String ending() {
        return ".mp3";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no tag", AUDIO, List.of(AUDIO)),
                new Sample("2.3", Edits.join(tag(3, 0, 0), AUDIO), List.of(AUDIO, TITLE)),
                new Sample("2.4 with room", Edits.join(tag(4, 0, 1500), AUDIO), List.of(AUDIO, TITLE)),
                new Sample("2.3 unsynchronised", Edits.join(tag(3, 0x80, 20), AUDIO), List.of(AUDIO, TITLE)),
                new Sample("2.2", Edits.join(tag(2, 0, 20), AUDIO), List.of(AUDIO, TITLE)));
    }

    /** MPEG audio has no end mark: what is left of the sound is a whole, shorter sound. */
    @Override
    public boolean mayPassForWhole(byte[] file, int length) {
        return length >= indexOf(file, AUDIO, 0) + 4;
    }

    private static byte[] tag(int version, int flags, int padding) {
        byte[] text = Edits.join(new byte[1], TITLE);
        byte[] frame = version == 2
                ? Edits.join("TT2".getBytes(), new byte[] {0, 0, (byte) text.length}, text)
                : Edits.join("TIT2".getBytes(), Edits.u32(text.length), new byte[2], text);
        int size = frame.length + padding;
        return Edits.join(
                "ID3".getBytes(),
                new byte[] {(byte) version, 0, (byte) flags},
                new byte[] {0, 0, (byte) (size >> 7), (byte) (size & 0x7f)},
                frame,
                new byte[padding]);
    }

    @Test
    void padding_is_used_before_the_file_grows() throws Exception {
        byte[] roomy = Edits.join(tag(4, 0, 1500), AUDIO);

        assertThat(Files.readAllBytes(labelled(roomy))).hasSameSizeAs(roomy);
    }

    @Test
    void a_frame_of_2_2_without_counterpart_is_refused_by_name() throws Exception {
        byte[] file = Edits.join(
                "ID3".getBytes(),
                new byte[] {2, 0, 0, 0, 0, 0, 9},
                "XYZ".getBytes(),
                new byte[] {0, 0, 3, 1, 2, 3},
                AUDIO);
        Path in = put(file);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> labels.write(in, folder.resolve("o.mp3"), LABEL))
                .isInstanceOf(LabelException.class)
                .hasMessageContaining("XYZ");
        assertThat(folder.resolve("o.mp3")).doesNotExist();
    }

    @Test
    void ffmpeg_and_exiftool_read_the_label_and_the_same_packets() throws Exception {
        for (String version : new String[] {"3", "4"}) {
            Path sound = Tools.sound(folder.resolve("sound.mp3"), "-id3v2_version", version);
            Path out = folder.resolve("out.mp3");
            labels.write(sound, out, LABEL);

            assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
            assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
            assertThat(Tools.run("exiftool", "-UserDefinedText", out.toString()))
                    .contains(LABEL.json());
        }
    }
}
