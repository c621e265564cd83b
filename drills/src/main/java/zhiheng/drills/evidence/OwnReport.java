package zhiheng.drills.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.drills.judge.PartResult;
import zhiheng.drills.judge.Reading;
import zhiheng.drills.suite.Answer;
import zhiheng.drills.suite.Criterion;
import zhiheng.drills.suite.Plan;
import zhiheng.drills.suite.Suite;

/** Our own reports: made from a run, written as JSON, read back. */
public final class OwnReport {
    /** How the remark begins that says that more than one model answered. */
    public static final String CHANGED = "changed=";

    private static final int FORM = 1;

    private OwnReport() {}

    /**
     * @param models the names under which the model answered; more than one, and no result of the run meets anything
     * @param answers what the results rest on
     */
    public static Report of(
            Suite suite,
            List<PartResult> parts,
            String judge,
            List<String> models,
            String end,
            Iterable<Answer> answers) {
        var remarks = new ArrayList<String>();
        if (models.size() > 1) {
            remarks.add(Note.of("changed", String.join(" -> ", models)));
        }
        long oldest = Long.MAX_VALUE;
        var failed = new TreeMap<String, Integer>();
        for (var answer : answers) {
            if (answer.outcome() != Answer.Outcome.SAID && !answer.text().isEmpty()) {
                failed.merge(answer.text(), 1, Integer::sum);
            }
            oldest = answer.at() > 0 ? Math.min(oldest, answer.at()) : oldest;
        }
        failed.forEach((why, times) -> remarks.add(Note.of("failed", why + " × " + times)));
        var results = new ArrayList<Result>();
        var readings = new TreeMap<String, Map<String, Reading>>();
        for (var part : parts) {
            readings.put(part.part(), part.readings());
            // Whoever stops a run by hand may have waited for a good moment; only an interval that allows for it may be
            // met.
            boolean byHand =
                    end.equals(Plan.Reason.STOPPED.name()) && !part.rate().sequential();
            results.add(result(suite, part, models.size() > 1 || byHand));
        }
        return new Report(
                Report.OWN,
                suite.version(),
                suite.id(),
                suite.digest(),
                models.isEmpty() ? "" : models.getLast(),
                judge,
                end,
                oldest == Long.MAX_VALUE ? null : Instant.ofEpochSecond(oldest),
                results,
                readings,
                remarks);
    }

    private static Result result(Suite suite, PartResult part, boolean doubtful) {
        var of = suite.part(part.part());
        var criterion = of.criterion();
        var rate = part.rate();
        var verdict = criterion == null
                ? Result.Verdict.NONE
                : part.outcome() == Criterion.Outcome.MET && doubtful
                        ? Result.Verdict.OPEN
                        : Result.Verdict.valueOf(part.outcome().name());
        var note = Note.join(
                Note.of("read", rate.judged()),
                Note.of("worth", Math.round(rate.worth())),
                Note.of("unclear", rate.unclear()),
                Note.of("missing", rate.unanswered()),
                rate.sequential() ? "anytime" : "");
        return new Result(
                part.part(),
                of.expect().event().en(),
                rate.events(),
                rate.judged(),
                rate.judged() == 0 ? null : rate.estimate(),
                rate.low(),
                rate.high(),
                verdict,
                criterion == null || criterion.duty().isEmpty() ? List.of() : List.of(criterion.duty()),
                note);
    }

    public static String write(Report report) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("zhihengAssessment", FORM);
        map.put("tool", report.tool());
        map.put("version", report.version());
        map.put("suite", report.suite());
        map.put("suiteDigest", report.digest());
        map.put("model", report.model());
        map.put("judge", report.judge());
        map.put("end", report.end());
        map.put("taken", report.taken());
        map.put("remarks", report.remarks());
        map.put("results", report.results().stream().map(OwnReport::map).toList());
        var readings = new TreeMap<String, Object>();
        report.readings().forEach((part, of) -> {
            var all = new TreeMap<String, Object>();
            of.forEach((probe, reading) -> all.put(probe, reading.name()));
            readings.put(part, all);
        });
        map.put("readings", readings);
        return Json.write(map);
    }

    private static Map<String, @Nullable Object> map(Result r) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("name", r.name());
        map.put("event", r.event());
        map.put("events", r.events());
        map.put("of", r.of());
        map.put("estimate", r.estimate());
        map.put("low", r.low());
        map.put("high", r.high());
        map.put("verdict", r.verdict());
        map.put("duties", r.duties());
        map.put("note", r.note());
        return map;
    }

    static boolean is(Tree tree) {
        return tree.has("zhihengAssessment");
    }

    static Report read(Tree tree) {
        if (tree.number("zhihengAssessment", -1) != FORM) {
            throw Refusal.invalid(
                    "该测评报告的格式版本是 " + tree.text("zhihengAssessment") + "，这里只读版本 " + FORM + "。",
                    "This assessment report is of form " + tree.text("zhihengAssessment") + "; form " + FORM
                            + " is read here.");
        }
        var results = new ArrayList<Result>();
        for (var r : tree.list("results")) {
            var duties = r.list("duties").stream().map(Tree::asText).toList();
            results.add(new Result(
                    r.text("name"),
                    r.text("event"),
                    (long) r.number("events", 0),
                    (long) r.number("of", 0),
                    r.has("estimate") ? r.number("estimate", 0) : null,
                    r.number("low", 0),
                    r.number("high", 1),
                    r.choice("verdict", Result.Verdict.class, Result.Verdict.NONE),
                    duties,
                    r.text("note")));
        }
        var readings = new TreeMap<String, Map<String, Reading>>();
        tree.at("readings").members().forEach((part, of) -> {
            var all = new TreeMap<String, Reading>();
            of.members().forEach((probe, reading) -> all.put(probe, Reading.valueOf(reading.asText())));
            readings.put(part, all);
        });
        var taken = tree.text("taken");
        return new Report(
                tree.text("tool"),
                tree.text("version"),
                tree.text("suite"),
                tree.text("suiteDigest"),
                tree.text("model"),
                tree.text("judge"),
                tree.text("end"),
                taken.isEmpty() ? null : Instant.parse(taken),
                results,
                readings,
                tree.list("remarks").stream().map(Tree::asText).toList());
    }
}
