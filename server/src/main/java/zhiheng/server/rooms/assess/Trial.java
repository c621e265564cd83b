package zhiheng.server.rooms.assess;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import zhiheng.drills.evidence.OwnReport;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.judge.Judge;
import zhiheng.drills.judge.PartResult;
import zhiheng.drills.judge.Scoring;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.AnswerBook;
import zhiheng.drills.suite.Budget;
import zhiheng.drills.suite.Plan;
import zhiheng.drills.suite.Runner;
import zhiheng.drills.suite.Suite;
import zhiheng.drills.suite.Upstream;

/**
 * One run of a suite against one model, from the book of its answers to the report: the same at the shell and in the server.
 *
 * @param answers the folder of the books
 * @param sequential whether a part ends as soon as it is clear
 */
record Trial(
        Suite suite,
        Judge judge,
        Path answers,
        String target,
        Budget budget,
        boolean sequential,
        long seed,
        Clock clock) {
    /**
     * How far a run has come.
     *
     * @param known taken from the book, asked of nobody
     */
    record Progress(int heard, int known, int of, int failed) {}

    /** @param report of what was heard, whatever ended the run */
    record Outcome(Report report, List<PartResult> parts, Runner.End end, int known) {}

    /** @param begun is given what can stop the run */
    Outcome run(Upstream upstream, Consumer<Progress> told, Consumer<Runner> begun) throws InterruptedException {
        var scoring = new Scoring(suite, judge, sequential);
        var order = Plan.order(suite.probes(), seed);
        var heard = new ArrayList<Answer>(order.size());
        int[] counts = new int[2];
        try (var book = AnswerBook.open(answers, target)) {
            var runner = new Runner(upstream, book, clock);
            begun.accept(runner);
            var end = runner.run(order, budget, (probe, answer, known) -> {
                heard.add(answer);
                counts[0] += known ? 1 : 0;
                counts[1] += answer.outcome() == Answer.Outcome.SAID ? 0 : 1;
                boolean clear = scoring.heard(probe, answer);
                told.accept(new Progress(heard.size(), counts[0], order.size(), counts[1]));
                return clear;
            });
            var parts = scoring.results();
            var names = heard.stream()
                    .sorted((a, b) -> Long.compare(a.at(), b.at()))
                    .map(Answer::model)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            var report =
                    OwnReport.of(suite, parts, judge.id(), names, end.reason().name(), heard);
            return new Outcome(report, parts, end, counts[0]);
        }
    }
}
