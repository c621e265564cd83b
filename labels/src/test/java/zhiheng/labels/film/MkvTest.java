package zhiheng.labels.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class MkvTest extends MediaContract {
    private static final byte[] HEAD = Ebml.of(0x1A45DFA3L, Ebml.of(0x4282, "matroska".getBytes()));
    private static final byte[] INFO = Ebml.of(0x1549A966, noise(11, 30));
    private static final byte[] CLUSTER = Ebml.of(0x1F43B675, noise(12, 300));
    private static final byte[] SIMPLE =
            Ebml.of(0x67C8, Ebml.of(0x45A3, "TITLE".getBytes()), Ebml.of(0x4487, "A kept title".getBytes()));
    private static final byte[] TAGS = Ebml.of(0x1254C367, Ebml.of(0x7373, Ebml.of(0x63C0), SIMPLE));

    @Override
    public String ending() {
        return ".mkv";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no room", file(INFO, CLUSTER), List.of(INFO, CLUSTER)),
                new Sample("room", file(Ebml.filler(2000), INFO, CLUSTER), List.of(INFO, CLUSTER)),
                new Sample("live", live(), List.of(INFO, CLUSTER)),
                new Sample("tags", file(INFO, TAGS, CLUSTER), List.of(INFO, CLUSTER, SIMPLE)));
    }

    private static byte[] file(byte[]... children) {
        byte[] body = Edits.join(children);
        return Edits.join(HEAD, Edits.u32(0x18538067), Ebml.wideSize(body.length), body);
    }

    private static byte[] live() {
        return Edits.join(HEAD, Edits.u32(0x18538067), Edits.u64(-1L >>> 7), INFO, CLUSTER);
    }

    @Test
    void media_with_an_end_never_move() throws Exception {
        for (Sample sample : samples()) {
            if (sample.name().equals("live")) {
                continue;
            }
            byte[] after = Files.readAllBytes(labelled(sample.file()));

            assertThat(indexOf(after, CLUSTER, 0)).as(sample.name()).isEqualTo(indexOf(sample.file(), CLUSTER, 0));
        }
    }

    @Test
    void ffmpeg_and_mkvtoolnix_read_the_label_and_the_same_packets() throws Exception {
        for (String[] kind : new String[][] {{".mkv", "mpeg4", "aac"}, {".webm", "libvpx", "libvorbis"}}) {
            Path film = Tools.film(folder.resolve("film" + kind[0]), "-c:v", kind[1], "-c:a", kind[2]);
            check(film, kind[0]);
        }
    }

    @Test
    void files_of_mkvmerge_keep_their_index() throws Exception {
        Path film = Tools.film(folder.resolve("film.mkv"), "-c:v", "mpeg4", "-c:a", "aac");
        Path merged = folder.resolve("merged.mkv");
        Tools.run("mkvmerge", "-q", "-o", merged.toString(), film.toString());
        check(merged, ".mkv");
    }

    @Test
    void a_live_stream_of_ffmpeg_is_labelled() throws Exception {
        check(Tools.film(folder.resolve("live.webm"), "-c:v", "libvpx", "-c:a", "libvorbis", "-live", "1"), ".webm");
    }

    private void check(Path film, String ending) throws Exception {
        Path out = folder.resolve("out" + ending);
        labels.write(film, out, LABEL);
        labels.write(out, out, LABEL.withPropagation("another", "43", "x".repeat(900)));
        String json = labels.read(out).labels().getFirst().label().json();

        assertThat(Tools.tags(out)).as(ending).contains("AIGC=" + json);
        assertThat(Tools.packets(out)).as(ending).isEqualTo(Tools.packets(film));
        assertThat(Tools.run("mkvinfo", "-a", out.toString()))
                .as(ending)
                .contains("AIGC")
                .contains(json);
    }
}
