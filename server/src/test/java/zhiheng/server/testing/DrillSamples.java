package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.drills.DrillPaper;
import zhiheng.server.rooms.drills.DrillView;
import zhiheng.server.rooms.drills.DrillsView;
import zhiheng.server.rooms.drills.ScenarioView;

/** Drills as pages show them. */
final class DrillSamples {
    private final String language;
    private final When time;

    DrillSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private DrillsView.Card card() {
        return new DrillsView.Card(
                "/drills/new?scenario=s1",
                "/drills/scenarios/edit?from=s1",
                say("座舱 <1>", "Cabin <1>"),
                say("知识库被投毒。", "The knowledge is poisoned."),
                say("智能驾驶", "Driving"),
                say("综合演练 · 单位内部 · 2:00", "Comprehensive · Within one organisation · 2:00"),
                List.of(say("T+0:05  投毒", "T+0:05  Poisoning")));
    }

    DrillsView list() {
        return new DrillsView(
                "s1",
                "Bot <1>",
                List.of(new DrillsView.Row(
                        "/drills/d1",
                        say("座舱 <1>", "Cabin <1>"),
                        say("实操演练", "Live exercise"),
                        new State("met", say("已评分", "Scored")),
                        "B",
                        "met",
                        "Bot <1>",
                        Samples.at("2026-11-30 13:26"),
                        "")),
                "/drills?before=d1",
                List.of(new DrillsView.Middle(say("遏制用时", "Time to contain"), "4.2 min")),
                List.of(card()),
                true);
    }

    DrillsView.Plan plan() {
        var choices = List.of(new Choice("", "–", true), new Choice("org/o1", "Acme <1>", false));
        return new DrillsView.Plan(
                card(),
                "s1",
                new Form(Map.of("tempo", "<typed>"), Map.of("tempo", say("须为整数。", "A whole number."))),
                List.of(new Choice("live", say("实操演练", "Live exercise"), true)),
                List.of(new DrillsView.Place("system-cabin", say("座舱", "Cabin"), "", choices, null)),
                List.of(new DrillsView.Place(
                        "seat-operator",
                        say("提供者", "Provider"),
                        say("参演", "Participant"),
                        choices,
                        say("请选择。", "Choose one."))));
    }

    /** The form with one field wrong, below what it was a moment before. */
    ScenarioView edit() {
        var options = List.of(new Choice("", "–", true), new Choice("one", say("其一 <1>", "One <1>"), false));
        var rows = List.of(List.of("T+0:05", say("投毒", "Poisoning"), "AML.T0020", "<1>"));
        return new ScenarioView(
                new Form(
                        Map.of("id", "my-drill", "inject-1-at", "<five>"),
                        Map.of("inject-1-at", say("不是时间。", "'five' is no time; write PT5M."))),
                Map.of("system", 1, "seat", 2, "inject", 1, "report", 1),
                List.of(new DrillPaper.Chapter(
                        say("事件清单", "Events list"),
                        "",
                        "",
                        List.of(10, 30, 20, 40),
                        List.of(
                                say("时间", "Time"),
                                say("注入", "Inject"),
                                say("攻击", "Attack"),
                                say("告知内容", "What is told")),
                        rows)),
                "id: my-drill\n",
                Map.of(
                        "sector", options, "kind", options, "reach", options, "part", options, "attack", options,
                        "sort", options, "grade", options));
    }

    DrillView one() {
        return new DrillView(
                "d1",
                say("座舱 <1>", "Cabin <1>"),
                say("知识库被投毒。", "The knowledge is poisoned."),
                new State("doing", say("进行中", "Running")),
                say("参演", "Participant"),
                "",
                List.of(new DrillView.Fact(say("系统", "System"), "Bot <1>", "/systems/s1")),
                "e1",
                1_000,
                7_201_000,
                0,
                List.of(new DrillView.Lane(
                        say("投毒", "Poisoning"),
                        "AML.T0020",
                        new State("doing", say("进行中", "there now")),
                        say("助手念出证件号。", "It read out an identity number."),
                        List.of(say("谁决定？", "Who decides?")),
                        4,
                        20,
                        List.of(
                                new DrillView.Dot(4, "injected", say("注入", "Injected")),
                                new DrillView.Dot(6, "alert", say("告警", "Alert"))))),
                List.of(new DrillView.Line(
                        2, say("告警", "Alert"), "late", "<words>", say("智衡", "Zhiheng"), time, "/ledger/7")),
                new DrillView.Card(
                        "B",
                        "met",
                        "A",
                        "B",
                        say("3 条中 3 条在账本中。", "3 of 3 marks are entries of the ledger."),
                        List.of(new DrillView.Row(
                                say("遏制用时", "Time to contain"),
                                say("响应", "response"),
                                "B",
                                "met",
                                "4.2 min",
                                "3",
                                "A ≤ 0.5 ×"))),
                List.of(
                        new DrillView.Deed("/drills/d1/end", say("结束演练", "End"), true, false),
                        new DrillView.Deed("/drills/d1/stop", say("喊停", "STOP"), false, true)),
                List.of(new Choice("two", say("对抗样本", "Adversarial"), false)),
                true,
                true,
                List.of(new Choice("acknowledged:", say("接警", "Acknowledged"), true)),
                List.of(new Choice("one", say("投毒", "Poisoning"), true)),
                List.of(new DrillView.Finding(
                        say("整改：遏制", "Mend: contain"),
                        "contain:poisoning",
                        "D",
                        "late",
                        true,
                        new State("doing", say("未整改", "open")),
                        "2026-12-30",
                        "",
                        "/drills/d1/findings/f1/done")),
                List.of(new Choice("/drills/d1/plan.pdf", "PDF", false)),
                new Form(Map.of("note", "<typed>"), Map.of("note", say("请填写。", "Give one."))));
    }
}
