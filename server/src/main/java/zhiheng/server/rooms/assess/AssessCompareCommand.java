package zhiheng.server.rooms.assess;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.judge.Drift;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "逐题比较同一套题的两次测评（两个版本的模型）。退出码：0 看不出变化，1 有变化，2 无法比较。",
            "Compare two runs of one suite prompt by prompt (two versions of a model). Exit code: 0 no change can be told,"
                    + " 1 something moved, 2 they cannot be compared."
        })
final class AssessCompareCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EARLIER.json", index = "0")
    Path earlier = Path.of("");

    @Parameters(paramLabel = "LATER.json", index = "1")
    Path later = Path.of("");

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        try {
            var before = ReportFiles.read(earlier);
            var after = ReportFiles.read(later);
            comparable(before, after);
            var changes = Drift.between(before.readings(), after.readings());
            System.out.println(before.model() + " -> " + after.model() + "  " + after.suite());
            System.out.print(new ShellReport(speech).changes(changes));
            return changes.stream().anyMatch(Drift.Change::moved) ? 1 : 0;
        } catch (Refusal e) {
            System.err.println(speech.say(e.text()));
            return 2;
        }
    }

    static void comparable(Report before, Report after) {
        if (before.theirs() || after.theirs()) {
            throw Refusal.invalid("只有本项目的报告可以逐题比较。", "Only reports of this project can be compared prompt by prompt.");
        }
        if (!before.suite().equals(after.suite()) || !before.digest().equals(after.digest())) {
            throw Refusal.invalid(
                    "两份报告出自不同的套件或不同的版本（" + before.suite() + " " + before.version() + "，" + after.suite() + " "
                            + after.version() + "）。",
                    "The reports are of different suites or versions (" + before.suite() + " " + before.version() + ", "
                            + after.suite() + " " + after.version() + ").");
        }
        if (!before.judge().equals(after.judge())) {
            throw Refusal.invalid("两份报告由不同的判定者判读。", "The reports were read by different judges.");
        }
    }
}
