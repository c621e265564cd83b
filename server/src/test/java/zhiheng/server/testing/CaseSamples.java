package zhiheng.server.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import zhiheng.cases.Drawing;
import zhiheng.cases.Light;
import zhiheng.cases.Procedures;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.cases.CaseView;
import zhiheng.server.rooms.cases.CasesView;

/** Cases as pages show them. */
final class CaseSamples {
    private final String language;
    private final When time;

    CaseSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private State state(Light light) {
        return new State(light.tone(), light.word().in(language));
    }

    CasesView list() {
        var row = new CasesView.Row(
                "/cases/c1",
                say("网络安全事件", "Incident"),
                "Bot <1>",
                "/systems/s1",
                say("处置", "Response"),
                state(Light.LATE),
                time,
                time);
        return new CasesView(
                "s1",
                "Bot <1>",
                List.of(new Choice("", say("全部类别", "All kinds"), true)),
                List.of(new Choice("", say("进行中", "Under way"), true)),
                1,
                Samples.columns(
                        say("程序", "Procedure"),
                        say("阶段", "Stage"),
                        say("状态", "State"),
                        say("系统", "System"),
                        say("*立案", "*Opened"),
                        say("+最近", "+Last")),
                "opened",
                List.of(row),
                "/cases?before=c1",
                List.of(new Choice("", say("请选择", "Choose one"), true)),
                List.of(new Choice("cn-incident", say("网络安全事件", "Incident"), true)),
                Form.EMPTY);
    }

    CaseView one() {
        var procedure = Procedures.load(List.of(Path.of("../packs/incidents")), jurisdiction -> null)
                .of("cn-incident");
        var svg = Drawing.svg(procedure, language, Map.of("assess", Light.DONE, "response", Light.LATE));
        return new CaseView(
                "/cases/c1",
                say("网络安全事件", "Incident"),
                say("自知悉起按时报告。", "Reported in time from when it is known."),
                "4, 7, 8",
                "Bot <1>",
                "/systems/s1",
                state(Light.LATE),
                time,
                List.of(
                        new CaseView.Stop(state(Light.DONE), say("研判", "Assessment"), time),
                        new CaseView.Stop(state(Light.AHEAD), say("复盘", "Review"), null)),
                output -> output.writeContent(svg),
                List.of(
                        new CaseView.Clock(say("4小时内报告", "Within 4 hours"), "4(3)", state(Light.LATE), time, time),
                        new CaseView.Clock(say("总结", "Summary"), "8", state(Light.UNKNOWN), time, null)),
                say("启动响应", "respond"),
                List.of(new Choice("act:contain", say("遏制", "contain"), true)),
                List.of(
                        new CaseView.Missing(say("遏制", "contain"), List.of(say("缺少证据。", "Evidence is missing."))),
                        new CaseView.Missing(say("恢复", "restore"), List.of())),
                new Form(Map.of("words", "<typed>"), Map.of("deed", say("请选择。", "Choose."))),
                3,
                List.of(new CaseView.Told(
                        time, List.of(say("立案", "Opened")), "Boss", say("发现泄露", "leak <seen>"), "/ledger/7")));
    }
}
