package zhiheng.server.rooms.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "exit-report",
        mixinStandardHelpOptions = true,
        description = {"沙盒退出报告：离线核验。", "Exit reports of sandboxes: verify one offline."},
        subcommands = ExitCommand.Verify.class)
public final class ExitCommand implements Runnable {
    private static final long MOST_BYTES = 64 << 20;

    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "以您掌握的密钥核验退出报告（ZIP）。只有核验通过时退出码才为 0。",
                "Verify an exit report (ZIP) with the authority's key as you hold it. Exit 0 only when it holds."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "the ZIP")
        Path file = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "KEY",
                required = true,
                description = "the authority's verifier key, got another way than by the file")
        String key = "";

        @Option(names = "--witness-key", paramLabel = "KEY", description = "a witness that must have cosigned")
        String witnessKey = "";

        @Mixin
        Speech speech = new Speech();

        @Override
        public Integer call() throws IOException {
            if (Files.size(file) > MOST_BYTES) {
                throw Refusal.invalid("文件过大。", "The file is too large.");
            }
            var v = ExitBundle.verify(Files.readAllBytes(file), key, witnessKey);
            System.out.println(speech.say(
                    "✓ 核验通过：账本第 " + v.index() + " 条，检查点 " + v.checkpoint().size() + " 条，案件的 " + v.steps() + " 步均在其中",
                    "✓ It verifies: entry " + v.index() + " of the ledger, checkpoint of "
                            + v.checkpoint().size() + " entries, all " + v.steps() + " steps of the case in it"));
            if (v.cosigned() != null) {
                System.out.println(speech.say("  见证于 " + v.cosigned(), "  cosigned " + v.cosigned()));
            }
            System.out.println("  " + v.entry().subject() + " · " + v.entry().time());
            v.files().keySet().forEach(name -> System.out.println("  " + name));
            return 0;
        }
    }
}
