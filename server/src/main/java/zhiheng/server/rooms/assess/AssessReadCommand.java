package zhiheng.server.rooms.assess;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = {
            "读取测评报告：本项目的，以及 garak、promptfoo、Inspect、lm-evaluation-harness、Moonshot、AI Verify、JUnit、SARIF。",
            "Read reports of this project and of garak, promptfoo, Inspect, lm-evaluation-harness, Moonshot, AI Verify,"
                    + " JUnit, SARIF."
        })
final class AssessReadCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*")
    List<Path> files = List.of();

    @Option(names = "--suites", paramLabel = "DIR", description = "where mapping.yaml lies (default: what ships)")
    @Nullable
    Path suites;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the report: .json, .xml (JUnit), .sarif; for one FILE")
    @Nullable
    Path out;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        int code = 0;
        for (var file : files) {
            try {
                var mapping = ReportFiles.mapping(AssessCommand.folder(suites));
                var read = ReportFiles.read(file);
                var report = read.theirs() ? mapping.map(read) : read;
                System.out.print(new ShellReport(speech).any(report));
                if (out != null) {
                    ReportFiles.write(out, report);
                }
            } catch (Refusal e) {
                System.err.println(file + ": " + speech.say(e.text()));
                code = 2;
            }
        }
        return code;
    }
}
