package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.incidents.IncidentView;
import zhiheng.server.rooms.incidents.IncidentsView;
import zhiheng.server.rooms.incidents.IncidentsView.Graded;

/** Incidents as pages show them. */
final class IncidentSamples {
    private final String language;
    private final When time;

    IncidentSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private Graded yellow() {
        return new Graded("yellow", "◆", say("较大", "Fairly grave"));
    }

    IncidentsView list() {
        return new IncidentsView(
                "s1",
                "Bot <1>",
                List.of(new Choice("", say("未结", "Open"), true)),
                1,
                Samples.columns(
                        say("标题", "Title"),
                        say("+等级", "+Grade"),
                        say("状态", "State"),
                        say("下一时限", "Next"),
                        say("系统", "System"),
                        say("*登记", "*Opened")),
                "opened",
                List.of(new IncidentsView.Row(
                        "/incidents/i1",
                        "Leak <1>",
                        yellow(),
                        say("告警", "an alert"),
                        "Bot <1>",
                        "/systems/s1",
                        new State("late", say("逾期", "Late")),
                        time,
                        time)),
                "/incidents?before=i1",
                List.of(new Choice("PERSON", say("人员报告", "a person"), true)),
                List.of(new IncidentsView.Median(say("发现至遏制", "Detected to contained"), "0:07:05", 3)),
                new Form(Map.of("title", "<typed>"), Map.of("title", say("请填写。", "Give one."))));
    }

    IncidentView one() {
        return new IncidentView(
                "/incidents/i1",
                "i1",
                "Leak <1>",
                "Bot <1>",
                "/systems/s1",
                say("告警", "an alert"),
                "/alerts/a1",
                yellow(),
                new Graded("orange", "▲", say("重大", "Grave")),
                say("附件 · 泄露一百万人以上", "Annex · one million persons or more"),
                say("见到原文引述", "Verbatim quotations were seen"),
                true,
                true,
                true,
                time,
                time,
                7,
                "e7",
                List.of(
                        new IncidentView.Clock(
                                say("4小时内报告", "Within 4 hours"),
                                say("网络安全事件（中国）", "Cybersecurity incident (China)"),
                                "4(3)",
                                "/cases/c1",
                                new State("late", say("逾期", "Late")),
                                time,
                                time,
                                List.of(say("提交“首次报告”", "file 'first report'"))),
                        new IncidentView.Clock(
                                say("总结", "Summary"),
                                say("中国", "China"),
                                "8",
                                "/cases/c1",
                                new State("told", say("期限未知", "End unknown")),
                                time,
                                null,
                                List.of())),
                List.of(new IncidentView.Regime(
                        say("网络安全事件", "Incident"), "/cases/c1", new State("doing", say("处置", "Response")))),
                List.of(new IncidentView.Role(say("指挥", "Commander"), "Lin")),
                List.of(
                        new IncidentView.Job(
                                say("换钥匙", "Rotate the key"),
                                "Mei",
                                new State("late", say("逾期", "Late")),
                                time,
                                "/incidents/i1/tasks/t1/done"),
                        new IncidentView.Job(
                                say("通知用户", "Tell users"), "Wei", new State("met", say("完成", "Done")), null, "")),
                List.of(
                        new IncidentView.Line(
                                2,
                                say("决定", "Decision"),
                                "told",
                                say("停用<工具>", "stop the <tool>"),
                                "Lin",
                                time,
                                "/ledger/7"),
                        new IncidentView.Line(1, say("立案", "Opened"), "doing", "", say("智衡", "Zhiheng"), time, "")),
                List.of(new IncidentView.Piece("9f86d081884c7d659a2feaa0c55ad015", "/incidents/i1/evidence/9f86")),
                List.of(
                        new IncidentView.Question(
                                "a-incident_confirmed",
                                say("是否已确认？", "Is it confirmed?"),
                                "",
                                "BOOL",
                                List.of(new Choice("", say("未知", "Unknown"), true))),
                        new IncidentView.Question(
                                "a-incident_pi_persons",
                                say("多少人？", "How many?"),
                                say("没有写0。", "0 if none."),
                                "NUMBER",
                                List.of())),
                List.of(new IncidentView.Step(
                        "L7 · " + say("终止", "terminate"),
                        "system",
                        say("泄露<仍在继续>", "the leak <goes on>"),
                        new State("open", say("待第二人确认", "A second person must confirm")),
                        time,
                        say("尚未拒绝任何调用", "Nothing was refused yet"),
                        "/incidents/i1/measures/m1/confirm",
                        "/incidents/i1/measures/m1/restore")),
                List.of(new Choice("L2", "L2", true)),
                List.of(new Choice("decision", say("决定", "Decision"), true)),
                List.of(new Choice("commander", say("指挥", "Commander"), true)),
                new Form(
                        Map.of("words", "<typed>"),
                        Map.of("answers", say("答案有误。", "Wrong."), "evidence", say("不可用。", "Not there."))));
    }
}
