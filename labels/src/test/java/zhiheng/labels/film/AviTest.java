package zhiheng.labels.film;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.Edits;

public class AviTest extends MediaContract {
    private static final byte[] MEDIA = noise(8, 300);
    private static final byte[] HEADERS = Riff.chunk("LIST", "hdrl".getBytes(), Riff.chunk("avih", new byte[56]));
    private static final byte[] TITLE = Riff.chunk("INAM", "A kept title".getBytes());
    private static final byte[] INFO = Riff.chunk("LIST", "INFO".getBytes(), TITLE);
    private static final byte[] JUNK = Riff.chunk("JUNK", new byte[1016]);
    private static final byte[] MOVI = Riff.chunk("LIST", "movi".getBytes(), MEDIA);
    private static final byte[] INDEX = Riff.chunk("idx1", noise(9, 32));

    @Override
    public String ending() {
        return ".avi";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no room", avi(HEADERS, INFO, MOVI, INDEX), List.of(HEADERS, MOVI, INDEX, TITLE)),
                new Sample("room", avi(HEADERS, INFO, JUNK, MOVI, INDEX), List.of(HEADERS, MOVI, INDEX, TITLE)),
                new Sample("no title", avi(HEADERS, JUNK, MOVI, INDEX), List.of(HEADERS, MOVI, INDEX)));
    }

    private static byte[] avi(byte[]... chunks) {
        return Riff.chunk("RIFF", "AVI ".getBytes(), Edits.join(chunks));
    }

    @Test
    void media_never_move() throws Exception {
        for (Sample sample : samples()) {
            byte[] after = Files.readAllBytes(labelled(sample.file()));

            assertThat(indexOf(after, MOVI, 0)).as(sample.name()).isEqualTo(indexOf(sample.file(), MOVI, 0));
        }
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        Path film = Tools.film(folder.resolve("film.avi"), "-c:v", "mpeg4", "-c:a", "mp3");
        Path out = folder.resolve("out.avi");
        labels.write(film, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(film));
    }
}
