package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class AacTest extends MediaContract {
    private static final byte[] FRAME = frame(60);
    private static final byte[] AUDIO = Edits.join(FRAME, frame(90));

    /** A header of seven bytes that says how long the frame is, and noise. */
    private static byte[] frame(int length) {
        byte[] head = {(byte) 0xff, (byte) 0xf1, 0x50, (byte) 0x80, (byte) (length >> 3), (byte) (length << 5 | 0x1f), 0
        };
        return Edits.join(head, noise(length, length - head.length));
    }

    @Override
    public String ending() {
        return ".aac";
    }

    @Override
    public List<Sample> samples() {
        byte[] title = Edits.join(new byte[1], "A kept title".getBytes());
        byte[] kept = Edits.join("TIT2".getBytes(), Edits.u32(title.length), new byte[2], title);
        byte[] tag = Edits.join("ID3".getBytes(), new byte[] {3, 0, 0, 0, 0, 0, (byte) kept.length}, kept);
        return List.of(
                new Sample("no tag", AUDIO, List.of(AUDIO)),
                new Sample("tag", Edits.join(tag, AUDIO), List.of(AUDIO, "A kept title".getBytes())));
    }

    /** ADTS has no end mark: the frames that are left are a whole, shorter sound. */
    @Override
    public boolean mayPassForWhole(byte[] file, int length) {
        return length >= indexOf(file, AUDIO, 0) + FRAME.length;
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        Path sound = Tools.sound(folder.resolve("sound.aac"), "-write_id3v2", "1");
        Path out = folder.resolve("out.aac");
        labels.write(sound, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
    }
}
