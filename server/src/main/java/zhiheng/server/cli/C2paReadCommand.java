package zhiheng.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.provenance.c2pa.C2paReader;
import zhiheng.provenance.c2pa.C2paReport.Verdict;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.labels.C2paText;

@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "读取并校验文件中的 C2PA 清单：格式完好、有效、可信三者分开说明。不访问网络。",
            "Read and judge the C2PA manifest of files: well-formed, valid and trusted are kept apart. Nothing is fetched.",
            "退出码：0 每个文件都有效（给出 --trust 时须可信）；1 有文件无清单、无效或不可信；2 调用有误。",
            "Exit 0: every file is valid (with --trust: trusted). 1: some have no manifest, or an invalid or untrusted one."
        })
final class C2paReadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description = "certificates of authorities, or of signers, that you trust; may be repeated")
    List<Path> anchors = List.of();

    @Option(names = "--all", description = "also what was checked and holds")
    boolean all;

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var reader = new C2paReader(trust(), Clock.systemUTC());
        boolean good = true;
        for (var file : files) {
            var report = reader.read(file);
            good &= report.verdict() == Verdict.TRUSTED || (anchors.isEmpty() && report.verdict() == Verdict.VALID);
            System.out.println(
                    json
                            ? C2paText.json(file.toString(), report)
                            : C2paText.lines(file.toString(), report, all, speech));
        }
        return good ? 0 : 1;
    }

    private Trust trust() throws IOException {
        var trusted = new HashSet<X509Certificate>();
        for (var file : anchors) {
            try {
                trusted.addAll(Trust.pem(Files.readAllBytes(file)).anchors());
            } catch (GeneralSecurityException e) {
                throw Refusal.invalid("不是 PEM 证书文件", "this is no PEM file of certificates")
                        .at(file.toString());
            }
        }
        return new Trust(trusted);
    }
}
