package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.provenance.c2pa.C2paSigner;
import zhiheng.provenance.c2pa.Claimed;
import zhiheng.provenance.c2pa.DigitalSource;
import zhiheng.provenance.c2pa.Oversight;
import zhiheng.provenance.c2pa.cose.SigningKey;
import zhiheng.server.ground.Release;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.labels.C2paText;

@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "为文件签名并写入新文件；原文件不变。请先写标识再签名（标识随之受签名保护）。",
            "Sign a file into a new one; the original stays as it is. Write the label first: the signature then covers it.",
            "已签名的文件再次签名时，原清单成为父来源；用 --since 说明其后做了什么。",
            "A file that is signed already keeps its manifest as the parent of the new one; --since says what was done."
        })
final class C2paSignCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE")
    Path in = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the signed file")
    Path out = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "PEM",
            description = "private key without a passphrase: P-256, P-384, P-521, RSA from 2048 bits, or Ed25519")
    Path key = Path.of("");

    @Option(
            names = "--chain",
            required = true,
            paramLabel = "PEM",
            description = "the signer's certificate, then those above it")
    Path chain = Path.of("");

    @Option(
            names = "--source",
            paramLabel = "TYPE",
            description = "how the file came to be (default: trained_algorithmic_media): ${COMPLETION-CANDIDATES}")
    DigitalSource source = DigitalSource.TRAINED_ALGORITHMIC_MEDIA;

    @Option(names = "--title", paramLabel = "TEXT", description = "the name of the content")
    @Nullable
    String title;

    @Option(names = "--model", paramLabel = "NAME", description = "the model or program that made it")
    @Nullable
    String model;

    @Option(
            names = "--oversight",
            paramLabel = "HOW",
            description = "writes an AI disclosure; how far people looked at it: ${COMPLETION-CANDIDATES}")
    @Nullable
    Oversight oversight;

    @Option(
            names = "--since",
            paramLabel = "ACTION",
            description = "for a file that is signed already: what was done since, such as c2pa.edited.metadata")
    String[] since = {};

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var clock = Clock.systemUTC();
        var signing = SigningKey.pem(Files.readAllBytes(key), Files.readAllBytes(chain), clock.instant());
        var claimed = new Claimed(
                "Zhiheng",
                Release.number(),
                source,
                Optional.ofNullable(title),
                Optional.ofNullable(model),
                Optional.ofNullable(oversight),
                Arrays.asList(since));
        var report = new C2paSigner(signing, clock).sign(in, out, claimed);
        System.out.println(C2paText.lines(out.toString(), report, false, speech));
        return 0;
    }
}
