package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.incidents.ReportView;

/** Report forms of an incident as pages show them. */
final class ReportSamples {
    private final String language;
    private final When time;

    ReportSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    record Page(String template, Object view) {}

    Map<String, Page> pages() {
        return Map.of(
                "incident-reports", new Page("reports", all()),
                "incident-report", new Page("report", one(true)),
                "incident-report-read", new Page("report", one(false)),
                "incident-report-paper", new Page("paper", paper()));
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private ReportView.All all() {
        return new ReportView.All(
                "Leak <1>",
                "/incidents/i1",
                List.of(new ReportView.Regime(
                        say("网络安全事件报告", "Report of an incident"),
                        say("先报两项", "Two items go first"),
                        "7",
                        List.of(
                                new ReportView.Kind(
                                        say("首次报告", "Initial report"),
                                        "/incidents/i1/reports/cn/initial",
                                        new State("met", say("已提交", "Filed")),
                                        time),
                                new ReportView.Kind(
                                        say("总结报告", "Summary"),
                                        "/incidents/i1/reports/cn/final",
                                        new State("doing", say("缺3项", "3 gaps")),
                                        null)))),
                List.of(new ReportView.Filed(
                        say("网络安全事件报告", "Report of an incident"),
                        say("首次报告", "Initial report"),
                        "CAC <17>",
                        time,
                        "Lin",
                        "9f86d081884c7d659a2feaa0c55ad015",
                        "/incidents/i1/reports/filed/r1")));
    }

    private ReportView one(boolean mayFile) {
        return new ReportView(
                "Leak <1>",
                "/incidents/i1",
                "/incidents/i1/reports/cn/initial",
                "/incidents/i1/reports/cn/initial/values",
                say("网络安全事件报告", "Report of an incident"),
                say("首次报告", "Initial report"),
                "7",
                say("见到引述", "Quotations were seen"),
                say("先报两项", "Two items go first"),
                false,
                mayFile,
                7,
                List.of(new ReportView.Gap(say("地点", "Where"), "#v-place", say("决定由谁受理。", "It decides who takes it."))),
                List.of(
                        new ReportView.Line(
                                "v-unit",
                                say("单位", "Unit"),
                                "",
                                "7(1)",
                                new State("met", say("来自记录", "From the record")),
                                "acme\n<2>",
                                ""),
                        new ReportView.Line(
                                "v-place",
                                say("地点", "Where"),
                                say("写明省份。", "Name the province."),
                                "7(2)",
                                new State("late", say("缺项", "Missing")),
                                "",
                                "")),
                mayFile
                        ? new Form(
                                Map.of("v-place", "<typed>"),
                                Map.of(
                                        "receipt", say("请填写。", "Give one."),
                                        "values", say("已由他人更改。", "Changed by somebody else.")))
                        : Form.EMPTY);
    }

    private ReportView.Paper paper() {
        return new ReportView.Paper(
                "Leak <1>",
                "/incidents/i1",
                say("网络安全事件报告", "Report of an incident"),
                say("首次报告", "Initial report"),
                "CAC <17>",
                time,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "/incidents/i1/reports/filed/r1/json",
                "/incidents/i1/reports/filed/r1/pdf",
                List.of(
                        new ReportView.Row(say("单位", "Unit"), "7(1)", "acme\n<2>"),
                        new ReportView.Row(say("地点", "Where"), "7(2)", "")));
    }
}
