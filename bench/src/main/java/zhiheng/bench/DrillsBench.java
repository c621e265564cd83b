package zhiheng.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import zhiheng.drills.exercise.Exposure;
import zhiheng.drills.exercise.Mark;
import zhiheng.drills.exercise.Scenario;
import zhiheng.drills.exercise.Scenarios;
import zhiheng.drills.exercise.Score;
import zhiheng.drills.exercise.Scorer;
import zhiheng.drills.exercise.Summary;
import zhiheng.drills.exercise.TimeLine;

/** Scores 10,000 drills from their time lines (wanted: within a second), and sums them up. */
public final class DrillsBench {
    private static final int ROUNDS = 5;
    private static final Instant T0 = Instant.parse("2026-11-30T02:00:00Z");

    private DrillsBench() {}

    public static void main(String[] args) {
        int drills = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        var scenarios =
                Scenarios.load(Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/scenarios"))
                        .all()
                        .stream()
                        .map(Scenarios.Kept::scenario)
                        .toList();
        var random = new SplittableRandom(1);
        var lines = new ArrayList<TimeLine>();
        for (int i = 0; i < drills; i++) {
            lines.add(line(scenarios.get(i % scenarios.size()), random));
        }
        long marks = lines.stream().mapToLong(l -> l.marks().size()).sum();
        System.out.printf(Locale.ROOT, "%,d drills, %,d marks%n", drills, marks);
        for (int round = 1; round <= ROUNDS; round++) {
            long began = System.nanoTime();
            var scores = new ArrayList<Score>(drills);
            for (int i = 0; i < drills; i++) {
                scores.add(Scorer.score(scenarios.get(i % scenarios.size()), lines.get(i)));
            }
            long scored = System.nanoTime();
            var lowest = scores.stream().filter(s -> s.total() != null).count();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: scored in %.3f s (wanted 1 s), %,d with a grade%n",
                    round,
                    (scored - began) / 1e9,
                    lowest);
            if (round == ROUNDS) {
                long from = System.nanoTime();
                int summed =
                        Summary.of(scores.subList(0, Math.min(1_000, drills))).size();
                System.out.printf(
                        Locale.ROOT,
                        "%d measures of %,d drills with intervals in %.3f s%n",
                        summed,
                        Math.min(1_000, drills),
                        (System.nanoTime() - from) / 1e9);
            }
        }
    }

    /** A drill as it might go: things happen in their order, later and later, and some never. */
    private static TimeLine line(Scenario scenario, SplittableRandom random) {
        var marks = new ArrayList<Mark>();
        for (var inject : scenario.injects()) {
            var at = T0.plus(inject.at());
            marks.add(new Mark(Mark.Kind.INJECTED, inject.id(), at, "a", "", ""));
            for (var kind : List.of(
                    Mark.Kind.ALERT,
                    Mark.Kind.ACKNOWLEDGED,
                    Mark.Kind.GRADED,
                    Mark.Kind.CONTAINED,
                    Mark.Kind.NOTE,
                    Mark.Kind.RECOVERED)) {
                at = at.plusSeconds(random.nextInt(1, 600));
                if (random.nextInt(20) > 0) {
                    marks.add(new Mark(kind, inject.id(), at, "a", "operator", detail(kind, random)));
                }
            }
        }
        var exposure = Map.of(
                scenario.injects().getFirst().id(), new Exposure(600, random.nextInt(601), 600, random.nextInt(601)));
        return new TimeLine(Scenario.Form.LIVE, T0, T0.plus(scenario.ends()), marks, exposure);
    }

    private static String detail(Mark.Kind kind, SplittableRandom random) {
        return switch (kind) {
            case GRADED -> Scenario.Grade.values()[random.nextInt(4)].name();
            case CONTAINED -> "L" + random.nextInt(8);
            default -> "";
        };
    }
}
