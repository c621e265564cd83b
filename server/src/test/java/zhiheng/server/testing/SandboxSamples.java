package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.sandbox.ComplainView;
import zhiheng.server.rooms.sandbox.FollowView;
import zhiheng.server.rooms.sandbox.SandboxView;

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

    SandboxView one() {
        var stage = say("100名用户", "100 users");
        return new SandboxView(
                "/sandboxes/c1",
                "/cases/c1",
                say("监管沙盒", "Regulatory sandbox"),
                "Bot <1>",
                "/systems/s1",
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
                new Form(Map.of("terms", "{<typed>"), Map.of("terms", say("请改正。", "Correct it."))),
                3,
                "/complain/c1");
    }

    ComplainView complain(String receipt) {
        return new ComplainView("/complain/c1", "Bot <1>", receipt, Form.EMPTY);
    }

    FollowView follow() {
        return new FollowView(
                Form.EMPTY, new State("late", say("属实", "Confirmed")), time, say("已改正。", "It is mended."));
    }
}
