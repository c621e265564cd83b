package zhiheng.labels.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class FlvTest extends MediaContract {
    private static final byte[] HEADER = Edits.join("FLV".getBytes(), new byte[] {1, 5}, Edits.u32(9), Edits.u32(0));
    private static final byte[] MEDIA = noise(10, 200);
    private static final byte[] TITLE =
            Edits.join(new byte[] {0, 5}, "title".getBytes(), new byte[] {2, 0, 4}, "kept".getBytes());

    @Override
    public String ending() {
        return ".flv";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no script", Edits.join(HEADER, tag(9, MEDIA)), List.of(MEDIA)),
                new Sample("script", Edits.join(HEADER, tag(18, script(77)), tag(9, MEDIA)), List.of(MEDIA, TITLE)));
    }

    private static byte[] tag(int type, byte[] body) {
        return Edits.join(Edits.u32((long) type << 24 | body.length), new byte[7], body, Edits.u32(body.length + 11L));
    }

    private static byte[] script(double position) {
        byte[] positions = Edits.join(
                new byte[] {0, 13},
                "filepositions".getBytes(),
                new byte[] {10, 0, 0, 0, 1, 0},
                Edits.u64(Double.doubleToLongBits(position)));
        byte[] frames =
                Edits.join(new byte[] {0, 9}, "keyframes".getBytes(), new byte[] {3}, positions, new byte[] {0, 0, 9});
        return Edits.join(
                new byte[] {2, 0, 10}, "onMetaData".getBytes(), new byte[] {8, 0, 0, 0, 2}, TITLE, frames, new byte[] {
                    0, 0, 9
                });
    }

    @Test
    void positions_of_key_frames_move_with_the_media() throws Exception {
        int position = HEADER.length + tag(18, script(0)).length;
        byte[] after = Files.readAllBytes(labelled(Edits.join(HEADER, tag(18, script(position)), tag(9, MEDIA))));

        int at = indexOf(after, "filepositions".getBytes(), 0) + 13 + 6;
        assertThat(ByteBuffer.wrap(after).getDouble(at)).isEqualTo(indexOf(after, MEDIA, 0) - 11);
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        Path film = Tools.film(
                folder.resolve("film.flv"),
                "-c:v",
                "flv1",
                "-c:a",
                "mp3",
                "-ar",
                "44100",
                "-flvflags",
                "add_keyframe_index");
        Path out = folder.resolve("out.flv");
        labels.write(film, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(film));
    }
}
