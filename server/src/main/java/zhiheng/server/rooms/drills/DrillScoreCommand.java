package zhiheng.server.rooms.drills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Finding;
import zhiheng.drills.exercise.Measure;
import zhiheng.drills.exercise.Score;
import zhiheng.drills.exercise.Scorer;
import zhiheng.drills.exercise.Summary;
import zhiheng.drills.exercise.TimeLines;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "由记录评分；给出多份记录时，另列各指标的中位数与区间。",
            "Score a drill from its record; of several also the middle of each measure with its interval."
        })
final class DrillScoreCommand implements Callable<Integer> {
    private static final long MOST_BYTES = 64 << 20;

    @Parameters(arity = "1..*", paramLabel = "RECORD", description = "演练记录 / records")
    List<Path> files = List.of();

    @Option(names = "--json", description = "以 JSON 输出 / as JSON")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    static TimeLines.Kept read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw Refusal.invalid(file + " 不存在或过大。", file + " is not there, or too large.");
        }
        return TimeLines.read(Files.readString(file, StandardCharsets.UTF_8));
    }

    @Override
    public Integer call() throws IOException {
        var words = Words.of(speech.chinese() ? "zh" : "en", List.of(DrillsFeature.class));
        var scores = new ArrayList<Score>();
        for (var file : files) {
            var kept = read(file);
            var scenario = kept.scenario();
            var score = Scorer.score(scenario, kept.line());
            scores.add(score);
            if (json) {
                System.out.println(Json.write(ScoreJson.of(score)));
                continue;
            }
            System.out.println(file + "  " + words.t(scenario.name()));
            System.out.println("  " + words.t("drill.grade") + "  " + total(score, words));
            for (var r : score.results()) {
                System.out.println("  %s  %-2s %s  (%s)"
                        .formatted(
                                words.t("drill.side." + r.measure().side()),
                                r.letter() == null ? "–" : r.letter(),
                                words.t(r.measure().text()) + "  "
                                        + Figure.of(r.measure().unit(), r.value(), words),
                                Figure.bounds(r.measure())));
            }
            Finding.of(scenario, score)
                    .forEach(f -> System.out.println("  ! " + f.letter() + "  " + words.t(f.what()) + "  " + f.code()));
        }
        if (scores.size() > 1) {
            summary(scores, words);
        }
        return 0;
    }

    private static String total(Score score, Words words) {
        var total = score.total();
        return total == null ? words.t("drill.unmeasured") : (score.atMost() ? "≤ " : "") + total;
    }

    private void summary(List<Score> scores, Words words) {
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            Summary.of(scores).stream()
                    .filter(l -> l.middle() != null)
                    .forEach(l -> all.put(l.measure().id(), ScoreJson.of(l)));
            System.out.println(Json.write(all));
            return;
        }
        System.out.println(words.t("drill.summary", scores.size()));
        for (var line : Summary.of(scores)) {
            System.out.println("  " + words.t(line.measure().text()) + "  " + middle(line, words));
        }
    }

    /** The middle with its interval, or that there are too few drills for one. */
    static String middle(Summary.Line line, Words words) {
        Measure.Unit unit = line.measure().unit();
        var middle = Figure.of(unit, line.middle(), words);
        return line.low() == null
                ? words.t("drill.middle.few", middle, line.drills(), Summary.LEAST)
                : words.t(
                        "drill.middle",
                        middle,
                        Figure.of(unit, line.low(), words),
                        Figure.of(unit, line.high(), words),
                        line.drills());
    }
}
