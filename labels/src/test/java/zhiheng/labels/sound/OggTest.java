package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class OggTest extends MediaContract {
    private static final byte[] AUDIO = noise(6, 250);
    private static final byte[] SETUP = Edits.join("\u0005vorbis".getBytes(), noise(7, 600));
    private static final byte[] TITLE = "TITLE=A kept title".getBytes();

    @Override
    public String ending() {
        return ".ogg";
    }

    @Override
    public List<Sample> samples() {
        byte[] head = Edits.join("OpusHead".getBytes(), new byte[11]);
        byte[] tags = Edits.join("OpusTags".getBytes(), comment());
        byte[] opus = Edits.join(page(2, 0, 0, head), page(0, 0, 1, tags), page(4, 960, 2, AUDIO));
        byte[] vorbisHead = Edits.join("\u0001vorbis".getBytes(), new byte[23]);
        byte[] vorbisTags = Edits.join("\u0003vorbis".getBytes(), comment(), new byte[] {1});
        byte[] vorbis = Edits.join(page(2, 0, 0, vorbisHead), page(0, 0, 1, vorbisTags, SETUP), page(4, 960, 2, AUDIO));
        return List.of(
                new Sample("Opus", opus, List.of(AUDIO, TITLE)),
                new Sample("Vorbis", vorbis, List.of(AUDIO, TITLE, SETUP)));
    }

    private static byte[] comment() {
        return new VorbisComment("maker".getBytes(), List.of(TITLE), new byte[0]).withLabel(null);
    }

    private static byte[] page(int flags, long granule, int number, byte[]... packets) {
        var lacing = new java.io.ByteArrayOutputStream();
        for (byte[] packet : packets) {
            lacing.writeBytes(filled(packet.length / 255));
            lacing.write(packet.length % 255);
        }
        byte[] page = Edits.join(
                "OggS".getBytes(),
                new byte[] {0, (byte) flags},
                Edits.u64le(granule),
                Edits.u32le(77),
                Edits.u32le(number),
                new byte[4],
                new byte[] {(byte) lacing.size()},
                lacing.toByteArray(),
                Edits.join(packets));
        System.arraycopy(Edits.u32le(Ogg.checksum(page)), 0, page, 22, 4);
        return page;
    }

    private static byte[] filled(int n) {
        var bytes = new byte[n];
        java.util.Arrays.fill(bytes, (byte) 255);
        return bytes;
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        for (String[] kind :
                new String[][] {{".ogg", "-c:a", "libvorbis"}, {".opus", "-c:a", "libopus"}, {".oga", "-c:a", "flac"}
                }) {
            Path sound = Tools.sound(folder.resolve("sound" + kind[0]), kind[1], kind[2]);
            Path out = folder.resolve("out" + kind[0]);
            labels.write(sound, out, LABEL);

            assertThat(Tools.tags(out))
                    .as(kind[2])
                    .contains("AIGC=" + LABEL.json())
                    .contains("A kept title");
            assertThat(Tools.packets(out)).as(kind[2]).isEqualTo(Tools.packets(sound));
        }
    }
}
