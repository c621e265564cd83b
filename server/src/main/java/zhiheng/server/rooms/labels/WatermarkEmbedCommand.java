package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.labels.LabelException;
import zhiheng.labels.Labels;
import zhiheng.provenance.watermark.MarkedFile;
import zhiheng.provenance.watermark.PictureMark;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "embed",
        mixinStandardHelpOptions = true,
        description = {
            "在 JPEG、PNG 的像素或 WAV 的声音中写入水印，输出到新文件；元数据和已有标识保留。先加水印，再写标识，最后签名。",
            "Write a watermark into the pixels of a JPEG or PNG or the sound of a WAV, as a new file; metadata and a label are kept.",
            "Mark first, then label, then sign. Exit 0 when it was written, 1 when the file was refused, 2 when the call is wrong."
        })
final class WatermarkEmbedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    Path in = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the marked file")
    Path out = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "see watermark keygen")
    Path key = Path.of("");

    @Option(
            names = "--mark",
            paramLabel = "HEX",
            description = "the 64 bits, as 16 hexadecimal digits (default: new random ones)")
    String mark = "";

    @Option(
            names = "--decibels",
            paramLabel = "N",
            description =
                    "how little may change in a picture, as peak signal-to-noise ratio, 36 to 50 (default: ${DEFAULT-VALUE})")
    double decibels = PictureMark.DECIBELS;

    @Option(names = "--allow-breaking", description = "though a C2PA manifest or a signature in it no longer holds")
    boolean breaking;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        if (decibels < 36 || decibels > 50) {
            throw Refusal.invalid("--decibels: 36 到 50。", "--decibels: 36 to 50.");
        }
        if (!mark.isEmpty() && !mark.matches("[0-9a-fA-F]{16}")) {
            throw Refusal.invalid("--mark: 须为 16 位十六进制数。", "--mark: 16 hexadecimal digits.");
        }
        long payload = mark.isEmpty() ? new SecureRandom().nextLong() : HexFormat.fromHexDigitsToLong(mark);
        var marks = new MarkedFile(MarkKeyFile.read(key));
        var made = out.toAbsolutePath().resolveSibling(".watermark-" + java.util.UUID.randomUUID() + ".tmp");
        try {
            marks.embed(in, made, payload, decibels);
            new Kept(new Labels()).check(in.toString(), in, made, breaking);
            Files.move(made, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (MarkedFile.Unmarkable e) {
            return complain(speech.say(e.reason().zh(), e.reason().en()));
        } catch (LabelException e) {
            return complain(speech.say(e.reason().zh(), e.reason().en()));
        } finally {
            Files.deleteIfExists(made);
        }
        System.out.println(HexFormat.of().toHexDigits(payload));
        return 0;
    }

    private int complain(String reason) {
        System.err.println(in + ": " + reason);
        return 1;
    }
}
