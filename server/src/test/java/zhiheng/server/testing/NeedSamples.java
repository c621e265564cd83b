package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.needs.AskView;
import zhiheng.server.rooms.needs.BoardView;
import zhiheng.server.rooms.needs.FollowView;
import zhiheng.server.rooms.needs.NeedView;
import zhiheng.server.rooms.needs.NeedsView;
import zhiheng.server.rooms.proposals.ProposalView;
import zhiheng.server.rooms.supervision.SupervisionView;
import zhiheng.server.rooms.tracking.TrackingView;

/** What the pages on needs show. */
record NeedSamples(String language, When time) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    AskView ask(boolean masked, String receipt) {
        return new AskView(
                List.of(new Choice("HELP", say("求助", "Help"), true)),
                masked ? say("请回电 〔电话〕", "Call [phone] <1>") : "",
                receipt,
                masked
                        ? new Form(Map.of("text", say("请回电", "Call me <1>")), Map.of("text", say("太长", "Too long")))
                        : Form.EMPTY);
    }

    FollowView follow(boolean found) {
        return new FollowView(
                new Form(Map.of("receipt", "AB23-CD45"), found ? Map.of("solved", say("请选择", "Choose")) : Map.of()),
                found
                        ? new FollowView.Found(
                                new State("gap", say("已答复，待确认", "Answered, to be confirmed")),
                                say("停水", "No water <1>"),
                                say("水务局", "Water"),
                                time,
                                say("已恢复", "It runs again"),
                                say("不归本部门", "Not ours"),
                                true,
                                true,
                                List.of(new FollowView.Node("n1", stop("not"), true)),
                                List.of(say("已列入规则修改建议", "Part of a proposal <1>")),
                                List.of("photo <1>.png"),
                                say("单个不超过 5 MiB", "5 MiB at the most"),
                                "2026-12-30",
                                List.of(new FollowView.Stop(time, say("待分类", "To be sorted"))))
                        : null);
    }

    NeedsView list() {
        return new NeedsView(
                true,
                List.of(
                        new NeedsView.Tab(say("全部", "All"), "/needs?stage=", "", true),
                        new NeedsView.Tab(say("逾期", "Late"), "/needs?stage=late", "3", false)),
                List.of(new Choice("", say("全部部门", "All departments"), true)),
                "",
                List.of(
                        new NeedsView.Row(
                                "/needs/1",
                                say("人民路停水", "No water <1>"),
                                say("求助", "Help"),
                                new State("doing", say("办理中", "Being worked on")),
                                say("水务局", "Water"),
                                time,
                                true,
                                say("退回 2 次", "sent back 2 times")),
                        new NeedsView.Row(
                                "/needs/2",
                                say("路灯不亮", "A lamp is out"),
                                say("求助", "Help"),
                                new State("told", say("待分类", "To be sorted")),
                                "",
                                null,
                                false,
                                "")),
                "/needs?after=1");
    }

    NeedView one() {
        return new NeedView(
                "n1",
                say("人民路停水", "No water <1>"),
                say("求助", "Help"),
                new State("told", say("待分类", "To be sorted")),
                say("人民路停水", "No water <1>"),
                say("人民路", "Main Street"),
                say("水务局", "Water"),
                2,
                1,
                time,
                say("已恢复", "It runs again"),
                say("不归本部门", "Not ours"),
                say("解决一半", "Half solved"),
                "/needs/n0",
                say("待另一人确认：指定承办", "Waits for a second person: designate"),
                7,
                List.of(
                        new NeedView.Clock(
                                say("立即办的答复", "Answer, at once"), "20", new State("late", say("逾期", "Late")), time),
                        new NeedView.Clock(
                                say("签收", "Accept"), "23", new State("told", say("期限未知", "End unknown")), null)),
                List.of(
                        new NeedView.Part(
                                say("路政局", "Roads"),
                                say("恢复路面", "the road"),
                                say("已恢复", "done"),
                                "2026-09-24",
                                new State("told", say("已完成", "delivered"))),
                        new NeedView.Part(say("园林局", "Parks"), "", "", "", new State("open", say("待完成", "owed")))),
                List.of(stop("met"), stop("late")),
                List.of(
                        new NeedView.File("photo <1>.png", "120 KiB", "/needs/n1/files/f1"),
                        new NeedView.File(say("（已清除）", "(gone)"), "3 KiB", "")),
                say("请回电 〔电话〕", "Call [phone] <1>"),
                true,
                List.of(new NeedView.Alike("n2", "/needs/n2", say("三号院停水", "No water at 3"), "72%")),
                List.of(
                        new NeedView.Deed("dispatch-now", say("立即办，交办", "dispatch: at once"), "", NeedView.Asks.LEAD),
                        new NeedView.Deed("share", say("增加协办", "add co-departments"), "", NeedView.Asks.SHARE),
                        new NeedView.Deed("timetable", say("时间表", "timetable"), "", NeedView.Asks.NODES),
                        new NeedView.Deed("join", say("并入另一诉求", "join"), "", NeedView.Asks.OTHER),
                        new NeedView.Deed(
                                "decline", say("不予受理", "do not take"), say("理由", "reason"), NeedView.Asks.NOTHING)),
                true,
                List.of(new Choice("d1", say("水务局", "Water"), true), new Choice("d2", say("路政局", "Roads"), false)),
                List.of(new NeedView.Told(
                        time,
                        List.of(say("进入阶段“待分类”", "Entered the stage 'To be sorted'")),
                        say("李薇", "Wei Li"),
                        say("不归本部门", "Not ours <1>"),
                        "/ledger/7")),
                new Form(
                        Map.of("deed", "decline", "words", say("已写的字", "typed <1>")),
                        Map.of("decline", say("请写明理由", "Write down the reason"))));
    }

    BoardView board(boolean empty) {
        return new BoardView(
                List.of(
                        new BoardView.Bar(say("收到", "Received"), 1200, 100, "/needs"),
                        new BoardView.Bar(say("确认解决", "Solved"), 700, 58, "/needs?stage=solved")),
                List.of(
                        new BoardView.Rate(say("解决率", "solved"), "66.7%", 6, 9, say("占回应", "of those reached")),
                        new BoardView.Rate(say("满意率", "satisfied"), "", 0, 0, say("占打分", "of marks"))),
                empty
                        ? List.of()
                        : List.of(new BoardView.Row(
                                say("水务局", "Water <1>"), "/needs?lead=1&stage=", 40, 3, 1, 2, 90, "80%", "2 / 5")),
                empty ? 0 : 3,
                12,
                new BoardView.Suggestions(empty ? 0 : 4, 2, 9),
                empty ? List.of() : List.of(new Choice("d1", say("水务局", "Water"), false), new Choice("d2", "B", false)),
                List.of(say("园林局 → 水务局", "Parks <1> → Water")),
                Form.EMPTY);
    }

    private NeedView.Stop stop(String tone) {
        return new NeedView.Stop(
                say("挖开路面", "Open the road <1>"),
                "2026-09-24",
                say("米", "metres"),
                "0 → 40",
                tone.equals("late") ? say("措施撤销", "withdrawn <1>") : "",
                new State(tone, say("已报告", "reported")));
    }

    ProposalView.All proposals() {
        return new ProposalView.All(
                List.of(new ProposalView.Row(
                        "/proposals/1",
                        say("放开算力券", "Vouchers for larger firms <1>"),
                        "example-city-vouchers",
                        new State("doing", say("待决定", "Open")),
                        time)),
                List.of(new ProposalView.Pack("POLICIES/example-city-vouchers", say("政策", "Policies"))),
                "/proposals?after=1",
                new Form(Map.of("title", say("放开", "Wider <1>")), Map.of("title", say("太长", "Too long"))));
    }

    ProposalView proposal(boolean open) {
        return new ProposalView(
                "p1",
                say("放开算力券", "Vouchers for larger firms <1>"),
                new State(open ? "doing" : "met", say("待决定", "Open")),
                time,
                "example-city-vouchers",
                say("政策", "Policies"),
                say("多家企业提出", "several ask <1>"),
                open ? "" : say("一月起", "from January <1>"),
                3,
                List.of(new ProposalView.Said("/needs/n1", say("需要算力券", "Vouchers <1>"), say("建议", "Suggestion"))),
                open ? say("截至 2026-11-30", "As of 2026-11-30") : "",
                open
                        ? List.of(new ProposalView.Effect(
                                say("适用", "applies"), "support · Article 3", "example", 12, "large 12", "trade 12"))
                        : List.of(),
                open
                        ? new ProposalView.Calls(
                                say("已判断 12 次", "12 judged <1>"),
                                "",
                                List.of(new ProposalView.Surprise(
                                        say("12 次将被禁止", "12 calls would be forbidden"), "(large <1>)", "ex, line 1")),
                                List.of(new ProposalView.CallEffect(
                                        say("将被禁止", "would be forbidden"),
                                        "ex <1>",
                                        12,
                                        12,
                                        0,
                                        1,
                                        "large 12",
                                        "trade 12",
                                        "2026-11-30")))
                        : null,
                true,
                "- id: ex <1>",
                4,
                open,
                open,
                open ? new Form(Map.of(), Map.of("rules", say("有误", "Wrong"))) : Form.EMPTY);
    }

    SupervisionView supervision() {
        return new SupervisionView(
                List.of(new SupervisionView.Row(
                        say("水务局", "Water <1>"),
                        "/needs?lead=1&stage=",
                        new State("late", say("忙而无效", "Busy without effect")),
                        7,
                        630,
                        540,
                        "0 / 2",
                        "1 / 6")),
                List.of(
                        new SupervisionView.Act(
                                say("水务局", "Water <1>"),
                                say("走访", "Visit"),
                                "2026-11-28",
                                90,
                                say("管网", "pipes <1>"),
                                List.of(new SupervisionView.Link("/needs/n1", say("成为诉求", "became a need")))),
                        new SupervisionView.Act(
                                say("水务局", "Water"), say("会议", "Meeting"), "2026-11-27", 60, "x", List.of())),
                List.of(new Choice("VISIT", say("走访", "Visit"), true)),
                List.of(new Choice("d1", say("水务局", "Water"), true)),
                "/supervision?after=1",
                new Form(Map.of("purpose", "x"), Map.of("purpose", say("太长", "Too long"))));
    }

    TrackingView tracking() {
        return new TrackingView(
                List.of(node("late", true), node("not", false)),
                "/tracking?after=1",
                List.of(new Choice("d1", say("水务局", "Water"), true)),
                List.of(new Choice("n1", say("民营经济促进法 · 按期付款", "Promotion law · Pay in time <1>"), false)),
                new Form(Map.of("title", say("节点", "A node")), Map.of("title", say("太长", "Too long"))));
    }

    private TrackingView.Row node(String tone, boolean owns) {
        return new TrackingView.Row(
                "n-" + tone,
                3,
                say("款项支付条例", "Payments"),
                say("按期付款", "Pay in time"),
                say("付款天数降到四十", "Days to payment at 40 <1>"),
                say("工业和信息化局", "Industry"),
                "2026-11-30",
                say("天数", "days"),
                "62",
                "40",
                say("开了三次会", "three meetings"),
                "40",
                "",
                new State(tone, say("到期，未见变化", "Due, not moved")),
                owns ? "" : "/needs/n1",
                owns ? "https://example.org/minutes" : "",
                owns ? "" : say("措施撤销", "withdrawn <1>"),
                !owns,
                owns,
                !owns,
                owns);
    }
}
