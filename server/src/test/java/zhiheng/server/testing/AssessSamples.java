package zhiheng.server.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.assess.AssessViews;

/** What the pages on assessments show. */
record AssessSamples(String language, When time) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    /** Views by page and template. */
    Map<String, ReportSamples.Page> pages() {
        var pages = new LinkedHashMap<String, ReportSamples.Page>();
        pages.put("assess", new ReportSamples.Page("assess", index()));
        pages.put("assess-card", new ReportSamples.Page("card", card()));
        pages.put("assess-run", new ReportSamples.Page("run", run(false)));
        pages.put("assess-live", new ReportSamples.Page("run", run(true)));
        return pages;
    }

    private AssessViews.Bar bar() {
        return new AssessViews.Bar(93.1, 97.2, 95, say("区间：95.2 %（93.1–97.2）", "Interval: 95.2 % (93.1–97.2)"));
    }

    private State verdict() {
        return new State("doing", say("尚不能断定", "cannot be told"));
    }

    private AssessViews.RunLine line(boolean theirs) {
        return new AssessViews.RunLine(
                "/assess/runs/1",
                theirs ? "garak" : say("验收测试", "Acceptance test <1>"),
                theirs,
                say("助手", "Assistant <1>"),
                "/systems/1/assess",
                "model-7",
                new State("met", say("已完成", "Done")),
                time);
    }

    private AssessViews.Index index() {
        return new AssessViews.Index(
                List.of(new AssessViews.SuiteLine(
                        "cn-genai-acceptance",
                        say("验收测试", "Acceptance test"),
                        say("三部分", "Three parts"),
                        4_100,
                        610,
                        List.of(say("应拒答：1020 题", "To be refused: 1020 prompts")))),
                List.of(line(false), line(true)),
                "/assess?before=1");
    }

    private AssessViews.Card card() {
        return new AssessViews.Card(
                "1",
                say("助手", "Assistant <1>"),
                List.of(line(false), line(true)),
                List.of(new AssessViews.Line(
                        say("验收测试 · 应拒答", "Acceptance test · to be refused"),
                        List.of(new AssessViews.Point(
                                "/assess/runs/1", "2026-11-29", "95.2 % (93.1–97.2)", verdict(), bar())))),
                List.of(
                        new AssessViews.ProofLine(
                                "BS-T-REF",
                                "/systems/1/duties/BS-T-REF",
                                "/assess/runs/1",
                                "2027-02-27",
                                new State("met", say("有效", "Stands")),
                                ""),
                        new AssessViews.ProofLine(
                                "BS-T-NREF",
                                "/systems/1/duties/BS-T-NREF",
                                "/assess/runs/1",
                                "2027-02-27",
                                new State("gap", say("已失效", "Fell")),
                                say("模型已更换：m 1 → m 2", "the model changed: m 1 -> m 2"))),
                List.of(new Choice("a", say("验收测试", "Acceptance test"), true)),
                List.of(new Choice("rules", say("规则", "Rules"), true)),
                List.of(new Choice("1", "1", true), new Choice("2", "2", false)),
                List.of(new Choice("1", "1", false), new Choice("2", "2", true)),
                List.of(new AssessViews.Change(
                        say("应拒答", "To be refused"),
                        "-3.1 % (-5.0–-1.2)",
                        1_020,
                        new State("late", say("有变化", "Moved")))),
                "model-6 → model-7",
                true,
                new Form(Map.of("model", "m"), Map.of("perSecond", say("应为整数", "A whole number"))));
    }

    private AssessViews.Run run(boolean live) {
        return new AssessViews.Run(
                "1",
                say("验收测试", "Acceptance test <1>"),
                !live,
                say("助手", "Assistant <1>"),
                "/systems/1/assess",
                new State(live ? "doing" : "met", live ? say("进行中", "Running") : say("已完成", "Done")),
                live ? "" : say("上游不答", "The upstream failed"),
                live,
                1_200,
                4_100,
                3,
                "model-7",
                "rules",
                Samples.at("2026-11-29 13:26"),
                live ? "" : say("已问完", "all asked"),
                live ? List.of() : List.of("the model changed during the run: a -> b"),
                live
                        ? List.of()
                        : List.of(new AssessViews.ResultLine(
                                say("应拒答", "To be refused"),
                                say("拒答", "refused"),
                                "95.2 % (93.1–97.2)",
                                say("不低于 95 %", "95 % at least"),
                                verdict(),
                                bar(),
                                "BS-T-REF",
                                "803 read")),
                List.of(new Choice("BS-T-REF", "BS-T-REF", true)),
                true,
                new Form(Map.of(), live ? Map.of() : Map.of("duty", say("未达到", "Not met"))));
    }
}
