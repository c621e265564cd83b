package zhiheng.server.testing;

import java.time.Instant;
import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.offers.AllianceView;
import zhiheng.server.rooms.offers.AskingView;
import zhiheng.server.rooms.offers.OfferView;
import zhiheng.server.rooms.offers.OffersView;

/** Views of offers and askings. */
record OfferSamples(boolean zh) {
    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }

    private OffersView.Card card() {
        return new OffersView.Card(
                "/offers/1",
                say("千卡时", "GPU hours <1>"),
                say("先到先得不适用", "Not first come, first served"),
                say("算力", "Computing power"),
                say("算力中心", "Compute centre"),
                say("上海", "Shanghai"),
                say("一千卡时", "1,000 GPU hours"),
                say("免费", "free"),
                2,
                5,
                "2026-11-30 – 2027-06-30",
                new State("not", say("不符合条件", "Not eligible")),
                List.of(say("不符合：规模", "Not met: size")),
                List.of(say("规模 小型", "Size small")));
    }

    private OffersView.Asked asked(String tone) {
        return new OffersView.Asked(
                "/askings/1", say("训练模型", "Training <1>"), say("算力", "Compute"), new State(tone, say("等待", "Waits")));
    }

    OffersView list(boolean empty) {
        var kinds = List.of(new Choice("COMPUTE", say("算力", "Compute"), true));
        return new OffersView(
                List.of(new OffersView.Tab("/offers", say("全部", "All"), true)),
                empty ? List.of() : List.of(card()),
                empty
                        ? List.of()
                        : List.of(
                                new OffersView.Kit("k1", "GPU <1>", say("算力", "Computing power"), "h", 40, 100, 20),
                                new OffersView.Kit("k2", say("数据", "Data"), say("数据集", "Data sets"), "份", 0, 3, 0)),
                List.of(new Choice("c1", "Bot <1>", true)),
                empty ? null : "/offers?after=1",
                empty ? List.of() : List.of(asked("open")),
                empty ? List.of() : List.of(asked("doing")),
                empty
                        ? List.of()
                        : List.of(new OffersView.Held(
                                new When(Instant.parse("2026-11-30T10:00:00Z"), "2026-11-30 10:00", "UTC"),
                                say("算力", "Compute"),
                                say("总分最优分配", "best sum"),
                                12,
                                3,
                                9,
                                say("至多差 0.40%", "at most 0.40% is missing"),
                                "77 · 0123456789abcdef")),
                !empty,
                true,
                kinds,
                kinds,
                kinds,
                List.of("org_size: micro, small — " + say("规模", "Size")),
                empty ? Form.EMPTY : new Form(java.util.Map.of(), java.util.Map.of("title", say("太长", "Too long"))));
    }

    OfferView one() {
        return new OfferView(
                "1",
                3,
                card(),
                true,
                true,
                "2027-06-30",
                "a1\na2",
                List.of(new AskingView.Choice("a1", say("训练模型", "Training"))),
                List.of(asked("doing")),
                new Form(
                        java.util.Map.of("capacity", "1", "ends", "2027-06-30"),
                        java.util.Map.of("capacity", say("已有 2 个名额给出", "2 places are taken"))));
    }

    AskingView asking() {
        return new AskingView(
                "1",
                2,
                say("训练模型", "Training <1>"),
                "",
                say("算力", "Compute"),
                say("海棠科技", "Haitang"),
                new State("open", say("等待", "Waits")),
                List.of(say("价格不限", "at any price")),
                true,
                true,
                "o1",
                List.of(new AskingView.Choice("o1", say("千卡时", "GPU hours"))),
                List.of(new AskingView.Told(
                        "m1",
                        1,
                        new State("doing", say("待双方接受", "Proposed")),
                        say("千卡时", "GPU hours"),
                        say("算力中心", "Compute centre"),
                        say("需求方未答复", "asker has not answered"),
                        say("价格", "price"),
                        "2026-12-14",
                        true,
                        true,
                        4,
                        List.of(
                                new AskingView.Line(
                                        say("千卡时", "GPU hours"), new State("met", say("得到", "Got")), say("免费", "free")),
                                new AskingView.Line(
                                        say("别的", "Another"),
                                        new State("not", say("不符合", "Not eligible")),
                                        say("规模", "size"))))),
                "/alliances/1",
                true,
                Form.EMPTY);
    }

    AllianceView alliance(boolean one) {
        return new AllianceView(
                List.of(asked("open")),
                one
                        ? new AllianceView.One(
                                "1",
                                3,
                                say("训练模型", "Training <1>"),
                                "/askings/1",
                                say("海棠科技", "Haitang"),
                                new State("open", say("组建中", "Forming")),
                                say("各担其责", "everybody’s part"),
                                "",
                                List.of(new AllianceView.Member(
                                        say("研究院", "Institute <1>"),
                                        say("评测", "evaluation"),
                                        new State("open", say("申请加入", "Asks to join")),
                                        "o2")),
                                List.of(
                                        new AllianceView.Deed("start", say("开始", "Start"), say("分工方案", "Plan")),
                                        new AllianceView.Deed("dissolve", say("解散", "Dissolve"), "")))
                        : null,
                new Form(java.util.Map.of("words", "x"), java.util.Map.of("start", say("还没有成员", "Nobody has joined"))));
    }
}
