package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "生成 SM2 签名密钥（仅本人可读）及公钥 KEY.pub，供 label write --sign 与 label read --pin 使用。",
            "Make an SM2 signing key that only you can read, and KEY.pub, for label write --sign and label read --pin."
        })
final class LabelKeygenCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KEY", description = "the file to make")
    Path file = Path.of("");

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var key = Sm2KeyFile.generate(file, new SecureRandom());
        System.out.println(speech.say("私钥 ", "private key ") + file);
        System.out.println(speech.say("公钥 ", "public key  ") + Sm2KeyFile.publicFile(file));
        System.out.println(key);
        return 0;
    }
}
