package zhiheng.server.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.adoption.AdoptionView;
import zhiheng.server.rooms.adoption.RecordView;

/** Views of what AI systems did to jobs. */
record AdoptionSamples(boolean zh) {
    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }

    private AdoptionView.Fields fields() {
        return new AdoptionView.Fields(
                List.of(new Choice("s1", say("客服助手", "Assistant <1>"), true)),
                List.of(new Choice("UNKNOWN", say("尚不清楚", "not known yet"), true)),
                List.of(new Choice("EU", say("欧盟", "European Union"), true)),
                List.of(new Choice("PLACEMENT", say("协助另找岗位", "Help to another post"), true)));
    }

    AdoptionView list(boolean empty) {
        return new AdoptionView(
                empty
                        ? List.of()
                        : List.of(new AdoptionView.Row(
                                "/adoption/1",
                                say("客服助手", "Assistant <1>"),
                                say("录入", "Data entry"),
                                say("海棠科技", "Haitang"),
                                "2026-12-01",
                                new State("gap", say("尚未告知", "Not told")))),
                empty ? null : "/adoption?after=1",
                empty ? List.of() : List.of(new AdoptionView.Figure(say("净变化", "Net"), "-3")),
                empty
                        ? null
                        : new AdoptionView.Published(
                                new When(Instant.parse("2026-11-30T10:00:00Z"), "2026-11-30 10:00", "UTC"),
                                say("12 家中 6 家有记录。", "6 of 12 gave a record."),
                                say("不估计比率。", "No rate is given."),
                                List.of(say("企业", "Enterprises"), say("留任", "Stayed"), say("合计", "Sum")),
                                List.of(new AdoptionView.Table(
                                        say("按行业", "By sector"),
                                        List.of(
                                                new AdoptionView.Line(say("软件", "Software"), List.of("3", "·", "·")),
                                                new AdoptionView.Line(say("全部", "All"), List.of("6", "120", "150"))))),
                                say("2 类岗位未说明", "2 kinds of roles do not say")),
                true,
                true,
                fields(),
                empty ? Form.EMPTY : new Form(Map.of("task", "x"), Map.of("task", say("太长", "Too long"))));
    }

    RecordView record(boolean own) {
        return new RecordView(
                "1",
                2,
                say("客服助手", "Assistant <1>"),
                "/systems/s1",
                say("海棠科技", "Haitang"),
                List.of(new AdoptionView.Figure(say("用于什么工作", "What for"), say("录入", "Data entry"))),
                own,
                own,
                own
                        ? List.of(new RecordView.Role(
                                "4132", say("一般文员", "Clerks"), List.of("10", "7", "0", "0", "3", "1", "?", "-2")))
                        : List.of(),
                own
                        ? List.of(new RecordView.Note(
                                "Article 26(7)",
                                say("须在使用前告知", "They must be told before use"),
                                say("自 2027-12-02 起", "from 2027-12-02"),
                                "/systems/s1/duties/EU-D-WORK"))
                        : List.of(),
                List.of(new Choice("41", say("41 一般文员", "41 Clerks"), true)),
                fields(),
                own
                        ? new Form(Map.of("before", "10"), Map.of("before", say("请补齐差额", "Account for the rest")))
                        : Form.EMPTY);
    }
}
