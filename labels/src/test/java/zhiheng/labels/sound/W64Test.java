package zhiheng.labels.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.labels.MediaContract;
import zhiheng.labels.Tools;
import zhiheng.labels.bytes.Edits;

public class W64Test extends MediaContract {
    private static final byte[] AUDIO = chunk("64617461f3acd3118cd100c04f8edb8a", noise(12, 301));
    private static final byte[] FORM = chunk("666d7420f3acd3118cd100c04f8edb8a", new byte[16]);
    private static final byte[] TITLE = "A kept title".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] SUMMARY = chunk(
            "bc945f925a52d21186dc00c04f8edb8a",
            Edits.join(Edits.u32le(1), "INAM".getBytes(), Edits.u32le(TITLE.length), TITLE));

    private static byte[] chunk(String guid, byte[] body) {
        long size = 24L + body.length;
        return Edits.join(HexFormat.of().parseHex(guid), Edits.u64le(size), body, new byte[(int) (-size & 7)]);
    }

    private static byte[] file(byte[]... chunks) {
        byte[] all = Edits.join(chunks);
        return Edits.join(
                HexFormat.of().parseHex("726966662e91cf11a5d628db04c10000"),
                Edits.u64le(40L + all.length),
                HexFormat.of().parseHex("77617665f3acd3118cd100c04f8edb8a"),
                all);
    }

    @Override
    public String ending() {
        return ".w64";
    }

    @Override
    public byte[] inFile(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    @Override
    public List<Sample> samples() {
        return List.of(
                new Sample("no list", file(FORM, AUDIO), List.of(FORM, AUDIO)),
                new Sample("a list", file(FORM, SUMMARY, AUDIO), List.of(FORM, AUDIO, TITLE)),
                new Sample("a list behind", file(FORM, AUDIO, SUMMARY), List.of(FORM, AUDIO, SUMMARY)));
    }

    @Test
    void ffmpeg_reads_the_label_and_the_same_packets() throws Exception {
        Path sound = Tools.sound(folder.resolve("sound.w64"));
        Path out = folder.resolve("out.w64");
        labels.write(sound, out, LABEL);

        assertThat(Tools.tags(out)).contains("AIGC=" + LABEL.json());
        assertThat(Tools.packets(out)).isEqualTo(Tools.packets(sound));
    }
}
