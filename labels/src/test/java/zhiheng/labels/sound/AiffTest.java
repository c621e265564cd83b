package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.Verdict;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;

public class AiffTest extends MediaContract {
    private static final byte[] AUDIO = chunk("SSND", Edits.join(new byte[8], noise(11, 300)));
    private static final byte[] COMMON = chunk("COMM", new byte[18]);
    private static final byte[] NAME = chunk("NAME", "An odd title".substring(1).getBytes());

    private static byte[] chunk(String id, byte[] body) {
        return Edits.join(Edits.latin1(id), Edits.u32(body.length), body, new byte[body.length & 1]);
    }

    private static byte[] file(String kind, byte[]... chunks) {
        byte[] all = Edits.join(chunks);
        return Edits.join(Edits.latin1("FORM"), Edits.u32(all.length + 4L), Edits.latin1(kind), all);
    }

    @Override
    public String ending() {
        return ".aiff";
    }

    @Override
    public List<Sample> samples() {
        byte[] tag = chunk("ID3 ", Edits.join("ID3".getBytes(), new byte[] {3, 0, 0, 0, 0, 5, 0}, new byte[640]));
        return List.of(
                new Sample("AIFF", file("AIFF", COMMON, NAME, AUDIO), List.of(COMMON, NAME, AUDIO)),
                new Sample("AIFF-C, tag behind", file("AIFC", COMMON, AUDIO, tag), List.of(COMMON, AUDIO)));
    }

    @Test
    void labels_in_other_chunks_are_gathered_into_the_tag() throws Exception {
        byte[] text = LABEL.json().getBytes(StandardCharsets.UTF_8);
        byte[] xmp = Edits.join("XMP ".getBytes(), Xmp.fresh(LABEL));
        for (byte[] odd : List.of(chunk("ANNO", text), chunk("AIGC", text), chunk("APPL", xmp))) {
            Path in = put(file("AIFF", COMMON, odd, AUDIO));
            assertThat(labels.read(in).verdict()).isEqualTo(new Verdict.NonCompliant(List.of(Deviation.WRONG_PLACE)));

            labels.write(in, in, LABEL);
            assertThat(labels.read(in).verdict()).isEqualTo(new Verdict.Compliant());
        }
    }

    @Test
    void ffmpeg_and_exiftool_read_the_label_and_the_same_packets() throws Exception {
        Path sound = Tools.sound(folder.resolve("sound.aiff"), "-write_id3v2", "1");
        Path out = folder.resolve("out.aiff");
        labels.write(sound, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json()).contains("A kept title");
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
        assertThat(Tools.run("exiftool", "-UserDefinedText", out.toString())).contains(LABEL.json());
    }
}
