package zhiheng.server.rooms.exchange;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {"案件包：离线核验。", "Bundles of cases: verify one offline."},
        subcommands = BundleCommand.Verify.class)
public final class BundleCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "以您掌握的发送方密钥核验案件包，并显示所给的内容。只有核验通过时退出码才为 0。",
                "Verify a bundle with the sender's key as you hold it, and show what was given. Exit 0 only when it"
                        + " holds."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "the bundle")
        Path file = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "KEY",
                required = true,
                description = "the sender's verifier key, got another way than by the bundle")
        String key = "";

        @Option(names = "--witness-key", paramLabel = "KEY", description = "a witness that must have cosigned")
        String witnessKey = "";

        @Option(
                names = "--since",
                paramLabel = "CHECKPOINT",
                description = "file with a checkpoint of the sender seen before, from which its log must go on")
        @Nullable
        Path since;

        @Mixin
        Speech speech = new Speech();

        @Override
        public Integer call() throws IOException {
            var bundle = BundleFile.read(text());
            var verified = Seals.verify(bundle, key, witnessKey);
            if (since != null) {
                Seals.consistent(bundle, verified.checkpoint(), Files.readString(since), key.strip());
            }
            var parcel = verified.parcel();
            say(
                    "✓ 核验通过：内容在发送方日志中，第 " + bundle.seal().index() + " 条，检查点 "
                            + verified.checkpoint().size() + " 条",
                    "✓ It verifies: entry " + bundle.seal().index() + " of the sender's log, checkpoint of "
                            + verified.checkpoint().size() + " entries");
            if (verified.cosigned() != null) {
                say("  见证于 " + verified.cosigned(), "  cosigned " + verified.cosigned());
            }
            say("  来自 ", "  from ", parcel.from().org() + " · " + parcel.from().log());
            parcel.to().forEach(to -> say("  致 ", "  to ", to.org() + " · " + to.log()));
            System.out.println("  TLP:" + parcel.tlp().mark());
            if (!parcel.ask().isEmpty()) {
                say("  请求：", "  asked: ", parcel.ask());
            }
            bundle.given()
                    .forEach(field ->
                            System.out.println("  " + field.name() + " = " + zhiheng.base.Json.write(field.value())));
            long withheld = parcel.withheld(bundle.given().size());
            say("  另有 " + withheld + " 个字段未给出", "  " + withheld + " fields were not given");
            return 0;
        }

        private String text() throws IOException {
            if (Files.size(file) > BundleFile.MOST_BYTES) {
                throw Refusal.invalid("文件过大。", "The file is too large.");
            }
            try {
                return Files.readString(file);
            } catch (CharacterCodingException e) {
                throw Refusal.invalid("文件不是 UTF-8 文本。", "The file is no UTF-8 text.");
            }
        }

        private void say(String zh, String en) {
            System.out.println(speech.say(zh, en));
        }

        private void say(String zh, String en, String value) {
            System.out.println(speech.say(zh, en) + value);
        }
    }
}
