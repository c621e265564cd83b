package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.labels.FileReport;
import zhiheng.labels.Integrity;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.FoundLabel;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "读取并判定；每个文件一行。全部合规（给出 --pin 时且签名均由该公钥验证）时退出码为 0，否则为 1。",
            "Read and judge, a line for each file. Exit 0 when all are compliant and, with --pin, signed by that key; else 1."
        })
final class LabelReadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    boolean json;

    @Option(
            names = "--pin",
            paramLabel = "PUBKEY",
            description = "a producer's SM2 public key that you trust: a file, or hexadecimal; may be repeated")
    List<String> pins = List.of();

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        Set<String> pinned = new LinkedHashSet<>();
        for (var pin : pins) {
            pinned.add(Sm2KeyFile.publicKey(pin));
        }
        boolean all = true;
        for (var file : files) {
            var reading = new Labels().read(file);
            all &= reading.verdict() instanceof Verdict.Compliant
                    && (pinned.isEmpty()
                            || Integrity.verify(reading.labels().getFirst().label(), pinned)
                                    == Integrity.Level.VERIFIED);
            System.out.println(json ? reading.json(file.toString(), pinned) : text(file, reading, pinned));
        }
        return all ? 0 : 1;
    }

    private String text(Path file, FileReport reading, Set<String> pinned) {
        var lines = new ArrayList<String>();
        lines.add(file + "  " + reading.format() + "  " + reading.verdict().word());
        for (var label : reading.labels()) {
            lines.add("    " + label(label, pinned));
        }
        LabelText.findings(reading, speech).forEach(finding -> lines.add("    " + finding));
        return String.join("\n", lines);
    }

    private String label(FoundLabel found, Set<String> pinned) {
        var label = found.label();
        var said = speech.say(label.label().text().zh(), label.label().text().en());
        var level = Integrity.verify(label, pinned);
        return found.place() + "  " + said + "  "
                + (label.contentProducer().isEmpty() ? label.contentPropagator() : label.contentProducer()) + "  "
                + (label.produceId().isEmpty() ? label.propagateId() : label.produceId())
                + (label.reservedCode1().isEmpty() && pinned.isEmpty() ? "" : "  " + LabelText.level(level, speech));
    }
}
