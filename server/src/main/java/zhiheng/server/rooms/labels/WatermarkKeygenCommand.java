package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {"生成水印密钥，仅本人可读。", "Make a key of watermarks that only you can read."})
final class WatermarkKeygenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", description = "the file to make")
    Path file = Path.of("");

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var key = MarkKeyFile.generate(file);
        System.out.println(speech.say("水印密钥 ", "key of watermarks ") + key.name() + "  " + file);
        return 0;
    }
}
