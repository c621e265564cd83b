package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.lists.ListViews;
import zhiheng.server.rooms.registry.Questions;

/** What the pages on lists show. */
record ListSamples(String language, When time) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    private Cited cited() {
        return new Cited(
                say("第六十一条", "Article 61"), "Article 61", "https://www.gov.cn/", "V", say("已读全文", "The text was read"));
    }

    private ListViews.Entry entry(String tone, boolean full) {
        return new ListViews.Entry(
                new State(tone, say("不得为", "Not to be done")),
                say("没有法律依据，不得收费。", "Without a basis in law no fee is taken <1>."),
                cited(),
                full ? List.of(say("收费吗？答：是", "Is a fee asked? — yes")) : List.of(),
                full ? say("政务服务大厅", "The service hall") : "",
                full ? List.of(say("合同", "Contract")) : List.of(),
                full ? say("三十日", "30 days") : "",
                full ? say("不收费", "No fee") : "",
                full ? say("上一级机关", "The body above") : "");
    }

    private ListViews.Check check() {
        return new ListViews.Check(
                new State("late", say("不得为", "Not to be done")),
                say("不得为。", "It may not be done."),
                List.of(entry("late", true), entry("met", false)),
                List.of(new ListViews.Open(
                        new State("gap", say("须事先批准", "Needs approval")),
                        say("经批准可以授课。", "May be taught with approval."),
                        cited(),
                        List.of(say("付费了吗？", "Was it paid?")))),
                say("没有列出，不等于没有义务。", "What is not named may be owed all the same."));
    }

    private ListViews.Prior prior(String inLedger) {
        return new ListViews.Prior(
                say("批准", "Approved"), say("试点", "Pilot <1>"), say("到六月", "Until June"), time, inLedger);
    }

    ListViews.Index index() {
        return new ListViews.Index(
                List.of(new ListViews.Kind(
                        say("负面清单", "Negative lists"),
                        List.of(new ListViews.Line(
                                "/lists/a", say("清单", "A list"), say("公职人员", "Officials"), 9, 106)))),
                List.of(new ListViews.Row(
                        "/lists/acts/1",
                        say("周年宴", "Dinner <1>"),
                        say("清单", "A list"),
                        "2026-11-29",
                        new State("late", say("不得为", "Not to be done")),
                        say("已登记", "Entered"))),
                "/lists?before=1",
                List.of(prior("2026-11-20"), prior("")),
                true,
                new Form(Map.of("title", "x"), Map.of("title", say("太长", "Too long"))));
    }

    ListViews.One one() {
        return new ListViews.One(
                "a",
                say("清单", "A list"),
                say("公职人员", "Officials"),
                say("没有列出，不等于没有义务。", "What is not named may be owed all the same."),
                106,
                "2025-04-24",
                List.of(new Questions.Question(
                        "oc_scene",
                        "CHOICE",
                        say("哪一种情形？", "Which situation?"),
                        say("选一项", "Choose one"),
                        List.of(
                                new Choice("gift", say("礼品", "Gifts"), true),
                                new Choice("", say("不清楚", "Not known"), false)),
                        "",
                        false,
                        List.of(),
                        0,
                        null)),
                check(),
                List.of(entry("late", true), entry("met", false)),
                List.of(new Choice("", say("没有", "None"), true), new Choice("p1", say("试点", "Pilot"), false)),
                true,
                new Form(Map.of("title", "x"), Map.of("day", say("日期不对", "Not a day"))));
    }

    ListViews.Act act(boolean decides) {
        return new ListViews.Act(
                "1",
                say("周年宴", "Dinner <1>"),
                say("清单", "A list"),
                "/lists/a",
                "2026-11-29",
                "2025-04-24",
                time,
                say("已登记", "Entered"),
                decides ? "" : say("说明", "Reasons"),
                1,
                check(),
                List.of(say("哪一种？答：宴请", "Which? — a banquet")),
                decides ? prior("2026-11-20") : null,
                List.of(prior("")),
                !decides,
                !decides,
                decides,
                new Form(Map.of("how", "done"), Map.of("words", say("请填写", "Give reasons"))));
    }
}
