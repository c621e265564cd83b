package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.incidents.AfterView;
import zhiheng.server.rooms.incidents.PlaybookView;

/** Playbooks as pages show them. */
final class PlaybookSamples {
    private final String language;
    private final When time;

    PlaybookSamples(String language, When time) {
        this.language = language;
        this.time = time;
    }

    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    Map<String, ReportSamples.Page> pages() {
        return Map.of(
                "playbooks", new ReportSamples.Page("playbooks", all()),
                "playbook", new ReportSamples.Page("playbook", one()),
                "incident-playbooks", new ReportSamples.Page("runs", runs()),
                "incident-after", new ReportSamples.Page("after", after()));
    }

    private PlaybookView.All all() {
        return new PlaybookView.All(
                List.of(new PlaybookView.Row(
                        say("泄露 <1>", "Leak <1>"),
                        "/playbooks/p1",
                        say("先固定证据", "Evidence first"),
                        14,
                        new State("told", say("随智衡提供", "Ships with Zhiheng")))),
                true,
                true,
                List.of("https://soc.example/api/"),
                new Form(Map.of("address", "<typed>"), Map.of("file", say("剧本有误。", "The playbook is wrong."))));
    }

    private PlaybookView one() {
        return new PlaybookView(
                "playbook--1",
                say("泄露", "Leak"),
                say("先固定证据", "Evidence first"),
                "mitigation",
                "TLP:GREEN",
                "/playbooks/p1/json",
                List.of(
                        new PlaybookView.Line(
                                0,
                                say("限制 <流量>", "Limit <traffic>"),
                                say("降至十分之一", "A tenth"),
                                new State("doing", say("遏制", "Containment")),
                                "L2 · system"),
                        new PlaybookView.Line(
                                1, say("逐条复核", "Review"), "", new State("told", say("人工", "By a person")), "")));
    }

    private AfterView after() {
        return new AfterView(
                "Leak <1>",
                "/incidents/i1",
                "/incidents/i1/after",
                true,
                List.of(
                        new AfterView.Moment("T_detect", say("发现", "Detected"), time, ""),
                        new AfterView.Moment("T_ack", say("受理", "Acknowledged"), time, "+0:01:05"),
                        new AfterView.Moment("T_report", say("报告", "Reported"), null, "")),
                say("模板中有密钥", "A key in a template"),
                List.of(
                        new AfterView.Duty(
                                say("更换 <密钥>", "Rotate <keys>"),
                                "Mei",
                                "2026-12-01",
                                new State("doing", say("进行中", "Open")),
                                "",
                                "",
                                "",
                                "/incidents/i1/after/duties/d1"),
                        new AfterView.Duty(
                                say("培训", "Train"),
                                "Wei",
                                "2026-11-01",
                                new State("met", say("已完成", "Done")),
                                say("已培训", "Trained"),
                                "list.pdf",
                                "/incidents/i1/after/duties/d2/file",
                                "")),
                new Form(Map.of("cause", "<typed>"), Map.of("file", say("须附文件。", "A file is needed."))));
    }

    private PlaybookView.Runs runs() {
        return new PlaybookView.Runs(
                "Leak <1>",
                "/incidents/i1",
                true,
                List.of(new Choice("p1", say("泄露", "Leak"), true)),
                List.of(new PlaybookView.Variable("v-__user__", "__user__", say("封禁", "Block"))),
                List.of(new PlaybookView.Running(
                        say("泄露", "Leak"),
                        "/playbooks/p1",
                        new State("doing", say("进行中", "Under way")),
                        time,
                        List.of(
                                new PlaybookView.Step(
                                        say("限制流量", "Limit"),
                                        say("降至十分之一", "A tenth"),
                                        new State("open", say("待办", "To be done")),
                                        "L2 · system",
                                        "/incidents/i1/playbooks/r1/1",
                                        true,
                                        List.of()),
                                new PlaybookView.Step(
                                        say("仍在泄露吗？", "Does it still leak?"),
                                        "",
                                        new State("open", say("待办", "To be done")),
                                        "",
                                        "/incidents/i1/playbooks/r1/2",
                                        false,
                                        List.of(new Choice("true", say("是", "Yes"), false)))))),
                new Form(Map.of(), Map.of("step", say("已由他人办理。", "Somebody else has gone on."))));
    }
}
