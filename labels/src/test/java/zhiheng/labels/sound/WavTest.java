package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.boxes.Riff;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.label.Deviation;

public class WavTest extends MediaContract {
    private static final byte[] SAMPLES = noise(2, 400);
    private static final byte[] FMT =
            Riff.chunk("fmt ", Edits.u32le(0x10001), Edits.u32le(8000), Edits.u32le(16000), Edits.u32le(0x100002));
    private static final byte[] TITLE = Riff.chunk("INAM", "A kept title".getBytes());
    private static final byte[] INFO = Riff.chunk("LIST", "INFO".getBytes(), TITLE);

    @Override
    public String ending() {
        return ".wav";
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("plain", riff(FMT, Riff.chunk("data", SAMPLES)), List.of(SAMPLES, FMT)),
                new Sample("title behind", riff(FMT, Riff.chunk("data", SAMPLES), INFO), List.of(SAMPLES, INFO)),
                new Sample("RF64", rf64(), List.of(SAMPLES, INFO)));
    }

    private static byte[] riff(byte[]... chunks) {
        return Riff.chunk("RIFF", "WAVE".getBytes(), Edits.join(chunks));
    }

    private static byte[] rf64() {
        byte[] sizes = Riff.chunk(
                "ds64",
                Edits.u64le(4 + 36 + FMT.length + 8 + SAMPLES.length + INFO.length),
                Edits.u64le(SAMPLES.length),
                Edits.u64le(200),
                Edits.u32le(0));
        return Edits.join(
                "RF64".getBytes(),
                Edits.u32le(-1),
                "WAVE".getBytes(),
                sizes,
                FMT,
                "data".getBytes(),
                Edits.u32le(-1),
                SAMPLES,
                INFO);
    }

    @Test
    void a_stream_of_unknown_length_is_labelled_in_front_of_its_samples() throws Exception {
        byte[] stream = Edits.join(
                "RIFF".getBytes(),
                Edits.u32le(-1),
                "WAVE".getBytes(),
                FMT,
                "data".getBytes(),
                Edits.u32le(-1),
                SAMPLES);

        byte[] after = Files.readAllBytes(labelled(stream));

        assertThat(indexOf(after, SAMPLES, 0)).isEqualTo(after.length - SAMPLES.length);
        assertThat(labels.read(put(after)).verdict()).isEqualTo(new Verdict.Compliant());
    }

    @Test
    void labels_in_info_and_id3_chunks_are_named_and_gathered_into_one() throws Exception {
        byte[] info = Riff.chunk(
                "LIST",
                "INFO".getBytes(),
                TITLE,
                Riff.chunk("AIGC", LABEL.json().getBytes(), new byte[1]));
        byte[] id3 = Riff.chunk("id3 ", Id3.empty().withLabel(LABEL.json(), 0));
        byte[] wild = riff(FMT, Riff.chunk("data", SAMPLES), info, id3);

        assertThat(labels.read(put(wild)).verdict())
                .isEqualTo(new Verdict.NonCompliant(List.of(Deviation.WRONG_PLACE, Deviation.DUPLICATE)));
        byte[] after = Files.readAllBytes(labelled(wild));
        assertThat(labels.read(put(after)).verdict()).isEqualTo(new Verdict.Compliant());
        assertThat(count(after, TITLE)).isOne();
    }

    @Test
    void ffmpeg_decodes_the_same_samples() throws Exception {
        for (String[] options : new String[][] {{}, {"-rf64", "always"}}) {
            Path sound = Tools.sound(folder.resolve("sound.wav"), options);
            Path out = folder.resolve("out.wav");
            labels.write(sound, out, LABEL);

            assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
            assertThat(Tools.tags(out)).contains("A kept title");
        }
    }
}
