package zhiheng.server.rooms.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Finding;
import zhiheng.drills.exercise.Scorer;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "由记录生成演练工作方案与总结报告（中英文，HTML、DOCX、PDF）。",
            "Write the plan and the after-action report of a drill from its record: HTML, DOCX and PDF, in both"
                    + " languages."
        })
final class DrillReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORD", description = "演练记录 / the record")
    Path file = Path.of("");

    @Option(names = "--before", paramLabel = "RECORD", description = "上次演练的记录，用于重复发现 / of the drill before")
    @Nullable
    Path before;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "输出目录 / where the files go")
    Path out = Path.of("");

    @Option(names = "--zone", paramLabel = "ZONE", description = "时区 / zone of the times (UTC)")
    @Nullable
    String zone;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws IOException {
        var kept = DrillScoreCommand.read(file);
        var scenario = kept.scenario();
        var score = Scorer.score(scenario, kept.line());
        var findings = Finding.of(scenario, score);
        Files.createDirectories(out);
        for (var language : List.of("zh", "en")) {
            var words = Words.of(language, List.of(DrillsFeature.class));
            var writer = new PaperWriter(scenario, words, zone == null ? ZoneOffset.UTC : ZoneId.of(zone));
            var after = new PaperWriter.After(
                    kept.line(),
                    score,
                    findings,
                    repeated(findings),
                    Map.of(),
                    Map.of(),
                    List.of(),
                    Map.of(),
                    Map.of());
            write(writer.report(after), "report-" + language, words);
            write(writer.plan(Map.of(), Map.of(), kept.line().began()), "plan-" + language, words);
        }
        return 0;
    }

    private Set<String> repeated(List<Finding> findings) throws IOException {
        if (before == null) {
            return Set.of();
        }
        var kept = DrillScoreCommand.read(before);
        var earlier = Finding.of(kept.scenario(), Scorer.score(kept.scenario(), kept.line()));
        return Finding.repeated(findings, earlier).stream().map(Finding::code).collect(Collectors.toSet());
    }

    private void write(DrillPaper paper, String name, Words words) throws IOException {
        write(name + ".html", paper.html(words));
        write(name + ".docx", paper.docx(words));
        try {
            write(name + ".pdf", paper.pdf(words));
        } catch (Refusal e) {
            System.err.println(speech.say(e.text())); // no fonts: the others are there all the same
        }
    }

    private void write(String name, byte[] content) throws IOException {
        System.out.println(Files.write(out.resolve(name), content));
    }
}
