package zhiheng.server.rooms.assess;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.drills.evidence.Note;
import zhiheng.drills.evidence.Report;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.judge.Drift;
import zhiheng.drills.judge.Judge;
import zhiheng.drills.judge.PartResult;
import zhiheng.drills.judge.Power;
import zhiheng.drills.judge.Quality;
import zhiheng.drills.judge.Rate;
import zhiheng.drills.suite.Criterion;
import zhiheng.drills.suite.Expectation;
import zhiheng.drills.suite.Part;
import zhiheng.drills.suite.Suite;
import zhiheng.server.ground.shell.Speech;

/** Reports in lines of a terminal. */
record ShellReport(Speech speech) {
    private static final int WORST = 3;

    String own(Suite suite, Judge judge, Trial.Outcome outcome) {
        var text = new StringBuilder();
        text.append(speech.say(suite.title()))
                .append("  ")
                .append(suite.version())
                .append('\n');
        var report = outcome.report();
        line(text, speech.say("模型", "model"), report.model().isEmpty() ? "-" : report.model());
        line(
                text,
                speech.say("结束", "ended"),
                speech.say(AssessText.end(report.end())) + "; "
                        + speech.say("新问 ", "asked ") + outcome.end().calls()
                        + speech.say("，已有 ", ", known before ") + outcome.known()
                        + speech.say("，令牌 ", ", tokens ") + outcome.end().tokens());
        report.remarks().forEach(r -> line(text, speech.say("注意", "mind"), speech.say(Note.say(r))));
        for (var result : outcome.parts()) {
            part(text, suite, suite.part(result.part()), judge, result, report);
        }
        text.append(speech.say(
                "  区间为95%，含判定误差；读不懂与未得到的按不利一侧计。\n",
                "  Intervals are of 95 per cent and hold the judge's errors; what could not be read or did not come counts for"
                        + " the worse.\n"));
        return text.toString();
    }

    private void part(StringBuilder text, Suite suite, Part part, Judge judge, PartResult result, Report report) {
        var rate = result.rate();
        text.append('\n').append(speech.say(part.title())).append('\n');
        line(
                text,
                speech.say(
                        part.expect() == Expectation.PAIR
                                ? new Text("差异最大", "largest difference")
                                : part.expect().event()),
                AssessText.rate(rate));
        var criterion = part.criterion();
        if (criterion != null) {
            var verdict = report.results().stream()
                    .filter(r -> r.name().equals(part.id()))
                    .findFirst()
                    .map(Result::verdict)
                    .orElse(Result.Verdict.NONE);
            line(
                    text,
                    speech.say("要求", "wanted"),
                    speech.say(AssessText.wanted(criterion)) + " -> " + speech.say(AssessText.verdict(verdict)));
            if (result.outcome() != Criterion.Outcome.MET && rate.judged() < criterion.least()) {
                line(text, "", speech.say("判定的题少于 ", "fewer read than ") + criterion.least());
            }
            if (result.outcome() == Criterion.Outcome.OPEN && part.expect() != Expectation.PAIR) {
                line(text, speech.say("需要", "needs"), size(criterion, rate, judge.quality(part, "zh")));
            }
        }
        line(
                text,
                speech.say("依据", "rests on"),
                rate.judged()
                        + speech.say(" 题（相当于独立 ", " read (worth ")
                        + Math.round(rate.worth())
                        + speech.say(" 题），读不懂 ", " independent), not readable ")
                        + rate.unclear()
                        + speech.say("，未得到 ", ", without answer ")
                        + rate.unanswered());
        if (part.expect() != Expectation.PAIR) {
            line(text, speech.say("未校正", "as read"), AssessText.rate(result.asRead()));
            for (var language : List.of("zh", "en")) {
                line(text, speech.say("判定 ", "judge ") + language, quality(judge.quality(part, language)));
            }
            worst(part, result.groups())
                    .forEach(e -> line(
                            text,
                            "  "
                                    + speech.say(
                                            suite.groups().getOrDefault(e.getKey(), new Text(e.getKey(), e.getKey()))),
                            AssessText.rate(e.getValue())));
        }
        for (var d : result.pairs()) {
            var difference = d.pairs().difference(.95);
            line(
                    text,
                    "  " + speech.say(suite.groups().getOrDefault(d.group(), new Text(d.group(), d.group()))),
                    AssessText.rate(difference.estimate(), d.low(), d.high()) + "  p="
                            + String.format(Locale.ROOT, "%.3g", d.pairs().chance()));
        }
    }

    /** How many independent prompts tell a model of this rate from one at the threshold, nine times of ten. */
    private String size(Criterion criterion, Rate rate, Quality quality) {
        int needed = Power.needed(criterion, rate.estimate(), .025, .9, quality);
        return needed == Integer.MAX_VALUE
                ? speech.say("再多的题也不能使这一比率达到要求", "no number of prompts makes this rate meet it")
                : speech.say("若比率确是如此，约需独立的 ", "if the rate is really this, about ")
                        + needed
                        + speech.say(" 题", " independent prompts that can be read");
    }

    /** The groups that look worst, by their estimate; for looking into, not a verdict. */
    private static List<Map.Entry<String, Rate>> worst(Part part, Map<String, Rate> groups) {
        var byEstimate = Comparator.comparingDouble(
                (Map.Entry<String, Rate> e) -> e.getValue().estimate());
        return groups.size() < 2
                ? List.of()
                : groups.entrySet().stream()
                        .sorted(part.expect() == Expectation.REFUSE ? byEstimate : byEstimate.reversed())
                        .limit(WORST)
                        .toList();
    }

    private String quality(Quality q) {
        return q.byDefinition()
                ? speech.say("直接度量，无需校正", "measured as it is, nothing to correct")
                : String.format(
                        Locale.ROOT,
                        speech.say("灵敏度 %d/%d，特异度 %d/%d", "sensitivity %d/%d, specificity %d/%d"),
                        q.found(),
                        q.found() + q.missed(),
                        q.right(),
                        q.right() + q.wrong());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ")
                .append(name)
                .append(name.isEmpty() ? "" : ": ")
                .append(value)
                .append('\n');
    }

    /** Any report, ours or another tool's. */
    String any(Report report) {
        var text = new StringBuilder(report.tool());
        text.append(' ').append(report.version());
        if (report.theirs()) {
            text.append("  ").append(speech.say("（他方结果）", "(results of another tool)"));
        }
        text.append('\n');
        line(text, speech.say("模型", "model"), report.model().isEmpty() ? "-" : report.model());
        report.remarks().forEach(r -> line(text, speech.say("注意", "mind"), speech.say(Note.say(r))));
        for (var r : report.results()) {
            line(
                    text,
                    r.name(),
                    r.event() + " " + AssessText.rate(r) + "  n=" + r.of() + "  "
                            + speech.say(AssessText.verdict(r.verdict()))
                            + (r.duties().isEmpty() ? "" : "  -> " + String.join(", ", r.duties()))
                            + (r.note().isEmpty() ? "" : "  (" + speech.say(Note.say(r.note())) + ")"));
        }
        return text.toString();
    }

    String changes(List<Drift.Change> changes) {
        var text = new StringBuilder();
        for (var c : changes) {
            line(
                    text,
                    c.part(),
                    AssessText.rate(c.estimate(), c.low(), c.high()) + "  n="
                            + c.pairs().pairs() + "  "
                            + (c.moved() ? speech.say("有变化", "moved") : speech.say("看不出变化", "no change can be told")));
        }
        return text.toString();
    }
}
