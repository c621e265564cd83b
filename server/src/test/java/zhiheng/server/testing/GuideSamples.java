package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.grants.GrantsView;
import zhiheng.server.rooms.guide.GuideView;
import zhiheng.server.rooms.guide.ProfileView;
import zhiheng.server.rooms.policies.PoliciesView;
import zhiheng.server.rooms.registry.Questions;

/** What the pages on policies show. */
record GuideSamples(String language, When time) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private GuideView.Line line(String id, String tone, boolean full) {
        return new GuideView.Line(
                id,
                say("机关、事业单位三十日内付款", "Payment by a public body within 30 days"),
                new State(tone, say("可享受", "Can be had")),
                full ? say("不再适用", "No longer") : "",
                full ? List.of(say("规模原答：小型；现答：大型", "Size was small and is large.")) : List.of(),
                say("自交付之日起三十日内付款。", "Payment within 30 days of delivery."),
                new Cited(
                        say("第九条第一款", "Article 9(1)"),
                        "Article 9(1)",
                        "https://www.gov.cn/",
                        "V",
                        say("已读全文", "The text was read")),
                say("保障中小企业款项支付条例", "Regulation on Payments"),
                say("采购单位", "The buyer <1>"),
                say("无需申请", "Nothing to apply for"),
                full ? List.of(say("付款方答：机关", "Who owes — a public body")) : List.of(),
                full ? List.of() : List.of(say("是否告知？", "Was it told?")),
                full ? List.of() : List.of(say("是否告知答：是", "Was it told — yes")),
                List.of(say("书面催付", "Ask in writing")),
                List.of(say("合同", "Contract")),
                say("财务部门", "The finance office"),
                say("没有天数", "No number of days"),
                "2027-06-30",
                full
                        ? List.of(
                                new GuideView.Due(
                                        say("付款期限", "Payment due"),
                                        "2026-10-01",
                                        say("59 天前", "59 days ago"),
                                        say("自 2026-09-01 起 30 天", "30 days from 2026-09-01")),
                                new GuideView.Due(
                                        say("确认期限", "Confirmation due"), "", "", say("等待日期", "waits for a day")))
                        : List.of());
    }

    GuideView one() {
        return new GuideView(
                "o1",
                "Haitang <1>",
                List.of(new Choice("o1", "Haitang <1>", true), new Choice("o2", say("其他", "Other"), false)),
                "2026-11-29",
                12,
                25,
                time,
                2,
                List.of("old-1"),
                List.of(say("规模与人数矛盾", "Size and number contradict")),
                List.of(
                        new GuideView.Group(
                                "support", "met", false, List.of(line("a", "met", true), line("b", "met", false))),
                        new GuideView.Group("duty", "doing", false, List.of(line("c", "doing", true))),
                        new GuideView.Group("closed", "late", false, List.of(line("d", "late", false))),
                        new GuideView.Group("coming", "told", false, List.of(line("e", "told", false))),
                        new GuideView.Group("open", "open", false, List.of(line("f", "open", false))),
                        new GuideView.Group("not", "not", true, List.of(line("g", "not", false)))),
                List.of(new GuideView.Ask(say("是否告知？", "Was it told?"), 5, "/guide/o1/profile#q-pay_told")),
                true);
    }

    PoliciesView policies(boolean near) {
        var row = new PoliciesView.Row(
                "/guide/o1#a",
                say("付款期限", "Payment due <1>"),
                new State("met", say("可享受", "Can be had")),
                say("三十日内付款。", "Payment within 30 days."),
                new Cited(say("第九条", "Article 9"), "Article 9", "https://www.gov.cn/", "V", say("已读", "Read")),
                say("条例", "Regulation"),
                say("国务院", "State Council"),
                say("采购单位", "The buyer"),
                "2025-06-01",
                near ? "2027-06-30" : "");
        return new PoliciesView(
                near ? say("欠款", "unpaid") : "",
                "2026-11-29",
                List.of(new Choice("", say("不限", "Any"), true)),
                List.of(new Choice("", say("不限", "Any"), true)),
                List.of(new PoliciesView.Facet(
                        "org_size",
                        say("规模？", "Size?"),
                        List.of(
                                new Choice("", say("不限", "Any"), !near),
                                new Choice("small", say("小型", "Small"), near)))),
                near,
                30,
                near ? List.of() : List.of(row),
                near ? List.of(row) : List.of(),
                near ? say("日期不对", "Not a day") : "");
    }

    GrantsView grants() {
        return new GrantsView(
                List.of(grant("doing", true), grant("met", false)),
                "/grants?before=1",
                List.of(new Choice("ex-auto", say("备案奖励", "Reward for filing"), true)),
                List.of(new Choice("d1", say("产业部门", "Industry"), true)),
                say("新提出一项", "One newly proposed"),
                List.of(say("甲公司：回答矛盾", "Haitang: answers contradict")),
                new Form(Map.of("words", "x"), Map.of("decision", say("请填写理由", "Give the reasons"))));
    }

    private GrantsView.Row grant(String tone, boolean open) {
        return new GrantsView.Row(
                "g-" + tone,
                1,
                say("备案奖励", "Reward for filing"),
                say("第四条", "Article 4"),
                "Haitang <1>",
                say("产业部门", "Industry"),
                new State(tone, say("待部门决定", "Waits")),
                time,
                List.of(say("规模答：小型", "Size — small")),
                open ? "" : say("已核实", "Checked"),
                open ? say("条件不再具备", "No longer met") : "",
                open ? List.of(new Choice("grant", say("同意", "Grant"), false)) : List.of());
    }

    GuideView empty() {
        return new GuideView(
                "o1",
                "Haitang",
                List.of(),
                "2026-11-29",
                0,
                25,
                null,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    ProfileView profile() {
        return new ProfileView(
                "o1",
                "Haitang",
                3,
                List.of(new ProfileView.Group(
                        say("关于本单位", "About the organisation"),
                        List.of(
                                question("org_size", "CHOICE", say("规模与人数矛盾", "Size and number contradict")),
                                question("org_needs", "CHOICES", null),
                                question("org_headcount", "NUMBER", null),
                                question("pay_delivered_on", "DATE", null)))));
    }

    private Questions.Question question(String fact, String type, String error) {
        return new Questions.Question(
                fact,
                type,
                say("问题 " + fact, "Question " + fact),
                say("说明", "Help"),
                List.of(
                        new Choice("micro", say("微型", "Micro"), true),
                        new Choice("none", say("以上都没有", "None of these"), false)),
                type.equals("DATE") ? "2026-09-01" : "60",
                false,
                List.of(),
                0,
                error);
    }
}
