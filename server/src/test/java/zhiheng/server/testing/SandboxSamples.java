package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.sandbox.ApplicationView;
import zhiheng.server.rooms.sandbox.CommentsView;
import zhiheng.server.rooms.sandbox.ComplainView;
import zhiheng.server.rooms.sandbox.ExitPaper;
import zhiheng.server.rooms.sandbox.ExitView;
import zhiheng.server.rooms.sandbox.FollowView;
import zhiheng.server.rooms.sandbox.KitsView;
import zhiheng.server.rooms.sandbox.NoticeView;
import zhiheng.server.rooms.sandbox.QueueView;
import zhiheng.server.rooms.sandbox.SandboxTabs;
import zhiheng.server.rooms.sandbox.SandboxView;
import zhiheng.server.rooms.sandbox.SheetView;
import zhiheng.server.rooms.sandbox.TermsView;

/** A sandbox as pages show it. */
final class SandboxSamples {
    private final String language;
    private final When time;

    SandboxSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private static SandboxTabs tabs(String here) {
        return new SandboxTabs("/sandboxes/c1", here, "Bot <1>", "/systems/s1", true, true, true);
    }

    SheetView days() {
        return new SheetView(
                tabs("days"),
                List.of(say("已回答", "Answered"), say("有害", "Harmful")),
                List.of(new SheetView.Day(
                        "2026-11-28",
                        "/sandboxes/c1/days/2026-11-28",
                        say("100名用户", "100 users"),
                        List.of("9", "?"),
                        1)),
                List.of(),
                List.of(),
                "",
                "Asia/Shanghai",
                "",
                new State("open", ""),
                "");
    }

    SheetView day() {
        return new SheetView(
                tabs("days"),
                List.of(),
                List.of(),
                List.of(new SheetView.Figure(say("已回答", "Answered"), "9")),
                List.of(say("1件投诉尚未决定。", "1 complaint is not decided.")),
                "2026-11-28",
                "Asia/Shanghai",
                say("100名用户", "100 users"),
                new State("met", say("已存档", "Kept")),
                "ab12");
    }

    ExitView exit(boolean filed) {
        var paper = new ExitPaper(
                say("沙盒退出报告", "Exit report"),
                "Bot <1>",
                List.of(List.of(say("程序", "Procedure"), say("监管沙盒", "Regulatory sandbox"))),
                List.of(new ExitPaper.Chapter(
                        say("运行情况", "What ran"),
                        say("共3日。", "3 days."),
                        List.of(70, 30),
                        List.of(say("内容", "What"), say("数量", "Count")),
                        List.of(List.of(say("调用", "Calls"), "120")))),
                say("由账本算出", "Worked out from the ledger"));
        return new ExitView(
                tabs("exit"),
                filed ? paper : null,
                filed ? time : null,
                filed ? "ab12" : "",
                filed ? "report-" + language + ".pdf" : "",
                language,
                filed ? say("已有他人办理。", "Somebody else acted.") : "",
                3);
    }

    KitsView kits() {
        return new KitsView(
                List.of(new KitsView.Kit(
                        "k1",
                        "GPU <1>",
                        say("算力", "Compute"),
                        "h",
                        100,
                        40,
                        20,
                        List.of(new KitsView.Out(
                                "/sandbox-kits/grants/g1", "40 h", "Bot <1>", "/sandboxes/c1", time)))),
                true,
                List.of(new Choice("COMPUTE", say("算力", "Compute"), true)),
                List.of(new Choice("c1", "Bot <1>", true)),
                new Form(
                        Map.of(),
                        Map.of("amount-k1", say("不够。", "Not enough."), "capacity-k1", say("请改。", "Change."))));
    }

    SandboxView one() {
        var stage = say("100名用户", "100 users");
        return new SandboxView(
                tabs("overview"),
                "/sandboxes/c1",
                "/cases/c1",
                say("监管沙盒", "Regulatory sandbox"),
                stage,
                new State("met", say("可进入下一级", "Rare enough for the next stage")),
                List.of(new SandboxView.Line(say("最后一日", "Last day"), "2027-05-31")),
                List.of(
                        new SandboxView.Step(new State("doing", say("当前", "Now")), stage, "100", "2000", "0.05"),
                        new SandboxView.Step(
                                new State("open", say("非当前", "Not now")),
                                say("1000名用户", "1,000 users"),
                                "1000",
                                "–",
                                "0.01")),
                "{}",
                List.of(new SandboxView.LookLine(time, stage, "120", "110", "0", "0", "0.031", "0.05")),
                List.of(new SandboxView.Drawn("/systems/s1", "/sandboxes/c1/inspections/i1", time)),
                List.of(new SandboxView.Told(
                        "/sandboxes/c1/complaints/k1",
                        time,
                        time,
                        "it <lied>",
                        new State("doing", say("已收到", "Received")),
                        "",
                        List.of(new Choice("CONFIRMED", say("属实", "It was harm"), false)))),
                true,
                new State("doing", say("已答3/4项", "3 of 4 answered")),
                "/complain/c1");
    }

    ApplicationView application(boolean mayAnswer) {
        var says = List.of(
                new Choice("YES", say("是", "Yes"), true), new Choice("UNKNOWN", say("未答", "Not answered"), false));
        var asked = new ApplicationView.Asked(
                "tested",
                say("做过安全测试？", "Was it tested?"),
                say("测试报告", "the report"),
                true,
                "Template",
                "T",
                say("示例", "An example"),
                says,
                "we <did>",
                "https://example.org/r",
                new State("met", say("符合", "Met")),
                "3 / 3");
        return new ApplicationView(
                tabs("application"),
                "/sandboxes/c1/application",
                say("申请", "Application"),
                new State("met", say("已提交", "Handed in")),
                3,
                4,
                "70–80",
                70,
                List.of(say("某项未答", "One is open")),
                List.of(say("小微企业优先", "Small enterprises go first")),
                time,
                mayAnswer ? "ab12" : "",
                !mayAnswer,
                List.of(new ApplicationView.Group(say("技术安全", "Technical safety"), "3 / 3", List.of(asked))),
                new Form(Map.of(), Map.of("tested", say("请作答。", "Answer it."))),
                mayAnswer,
                3,
                1,
                "/sandboxes/c1/terms");
    }

    TermsView terms() {
        return new TermsView(
                tabs("terms"),
                "/sandboxes/c1/terms",
                say("由规则拟出", "By the rules"),
                List.of(new TermsView.Because(say("涉及未成年人", "Minors"), say("自08:00起", "from 08:00"))),
                "/sandboxes/c1/terms?proposal=1",
                List.of(new TermsView.Step("step-100", say("100名用户", "100 users"), "0.05")),
                List.of(new TermsView.Duty("T-SOFT", say("软义务", "A soft duty"), "Art. 1")),
                new Form(
                        Map.of("until", "<soon>", "waive.T-SOFT", "1"),
                        Map.of(
                                "until", say("请填写日期。", "Write a date."),
                                "users.step-100", say("请填写。", "Fill in."),
                                "waived.T-SOFT", say("已过。", "It is past."))),
                3);
    }

    NoticeView notice(boolean open, String receipt) {
        return new NoticeView(
                "/notices/c1",
                "Bot <1>",
                say("监管沙盒", "Regulatory sandbox"),
                say("一项试验", "A trial"),
                new State(open ? "doing" : "met", say("征求意见", "Comments are taken")),
                time,
                open ? time : null,
                open,
                List.of(new SandboxView.Line(say("用户规模", "Users"), "30")),
                List.of(new NoticeView.Answered(time, "why <now>", say("因为成熟。", "It is ripe."))),
                receipt,
                open ? new Form(Map.of("text", "<typed>"), Map.of("text", say("请填写。", "Write."))) : Form.EMPTY);
    }

    CommentsView comments() {
        var received = new State("doing", say("已收到", "Received"));
        return new CommentsView(
                tabs("comments"),
                "/sandboxes/c1/comments",
                "/notices/c1",
                true,
                say("公示 <一>", "Notice <1>"),
                1,
                List.of(new CommentsView.Said(
                        "/sandboxes/c1/comments/k1", "k1", time, "why <now>", "", false, received)),
                new Form(Map.of(), Map.of("file", say("尚有未答复。", "One has no answer."))),
                3);
    }

    QueueView queue() {
        var row = new QueueView.Row(
                1,
                "/sandboxes/c1",
                "Bot <1>",
                "Haitang",
                say("监管沙盒", "Regulatory sandbox"),
                new State("open", say("公示", "Notice")),
                time,
                "70–80",
                say("小微企业优先", "Small enterprises go first"),
                1,
                true);
        return new QueueView(List.of(row), List.of(row), false);
    }

    ComplainView complain(String receipt) {
        return new ComplainView("/complain/c1", "Bot <1>", receipt, Form.EMPTY);
    }

    FollowView follow() {
        return new FollowView(
                Form.EMPTY, new State("late", say("属实", "Confirmed")), time, say("已改正。", "It is mended."));
    }
}
