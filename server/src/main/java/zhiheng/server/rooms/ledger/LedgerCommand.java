package zhiheng.server.rooms.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.ledger.LedgerException;
import zhiheng.ledger.LedgerVerifier;
import zhiheng.ledger.ProofFile;
import zhiheng.ledger.WitnessClient;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = {"账本：离线核验。", "The ledger: verify it offline."},
        subcommands = LedgerCommand.Verify.class)
public final class LedgerCommand implements Runnable {
    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "由全部条目重新计算账本，指出第一处不实。只有完整时退出码才为 0。",
                "Recompute the log from its entries and name the first lie. Exit 0 only when whole.",
                "A served log wants an API token that sees everything, in the variable ZHIHENG_TOKEN."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIR|URL|FILE",
                description =
                        "a ledger folder, the address where one is served, or the proof of one entry (.tlog-proof);"
                                + " a proof wants --key")
        String source = "";

        @Option(
                names = "--since",
                paramLabel = "CHECKPOINT",
                description = "file with an earlier checkpoint that must be a prefix")
        @Nullable
        Path since;

        @Option(
                names = "--key",
                paramLabel = "KEY",
                description = "the verifier key you trust (default: the one beside the log)")
        @Nullable
        String key;

        @Option(
                names = "--witness",
                paramLabel = "URL",
                description =
                        "a witness that is asked for the newest checkpoint it cosigned; wants --witness-key and --key")
        @Nullable
        URI witness;

        @Option(
                names = "--witness-key",
                paramLabel = "KEY",
                description = "the witness's verifier key; without --witness the served checkpoint itself must bear its"
                        + " cosignature")
        @Nullable
        String witnessKey;

        @Mixin
        Speech speech = new Speech();

        /** The newest checkpoint that the witness cosigned; a log that does not begin with it was cut or rewritten. */
        private @Nullable String witnessed() {
            if (witness == null) {
                return null;
            }
            if (key == null || witnessKey == null || since != null) {
                throw Refusal.invalid(
                        "--witness 须与 --key、--witness-key 同时给出，且不与 --since 并用。",
                        "--witness goes with --key and --witness-key, and not with --since.");
            }
            var origin = key.substring(0, Math.max(0, key.indexOf('+')));
            try {
                return new WitnessClient(witness, witnessKey)
                        .newest(origin)
                        .orElseThrow(() -> Refusal.notFound(
                                "见证从未见过日志 " + origin + "。", "The witness never saw the log " + origin + "."));
            } catch (LedgerException e) {
                throw new Refusal(Refusal.Kind.UNAVAILABLE, e.text());
            }
        }

        @Override
        public Integer call() throws IOException {
            if (Files.isRegularFile(Path.of(source))) {
                return said(proof(Path.of(source)));
            }
            var earlier = since == null ? witnessed() : Files.readString(since);
            var borne = witness == null ? witnessKey : null;
            var report = source.matches("https?://.*")
                    ? LedgerVerifier.verify(URI.create(source), earlier, key, System.getenv("ZHIHENG_TOKEN"), borne)
                    : LedgerVerifier.verify(Path.of(source), earlier, key, borne);
            return said(report);
        }

        /** Of one entry, by a key that did not come with it: whoever forges a proof would hand over a key that fits. */
        private LedgerVerifier.Report proof(Path file) throws IOException {
            if (key == null) {
                throw Refusal.invalid(
                        "核验单条证明须以 --key 给出您信任的日志公钥；请勿向交出该文件的人索取。",
                        "A proof of one entry wants --key, the log's key that you trust; do not take it from whoever"
                                + " handed you the file.");
            }
            if (Files.size(file) > ProofFile.MAX_BYTES) {
                throw Refusal.invalid("文件过大，不是单条证明。", "The file is too large to be the proof of one entry.");
            }
            return ProofFile.verify(Files.readString(file), key, witnessKey);
        }

        private int said(LedgerVerifier.Report report) {
            for (var line : report.lines()) {
                System.out.println((line.bad() ? "✗ " : "  ") + speech.say(line.text()));
            }
            return report.ok() ? 0 : 1;
        }
    }
}
