package zhiheng.server.testing;

import java.time.Instant;
import java.util.List;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.amendments.AmendmentsView;
import zhiheng.server.rooms.glossary.GlossaryView;
import zhiheng.server.rooms.law.FindView;
import zhiheng.server.rooms.law.PackMoment;
import zhiheng.server.rooms.packeditor.EditorView;

/** What the pages of the law show. */
record LawSamples(String language) {
    private String say(String zh, String en) {
        return language.equals("zh") ? zh : en;
    }

    FindView find() {
        var duty = new FindView.Hit(
                "/packs/eu-ai-act/transparency#eu-50-1-duty",
                say("第五十条第1款 · 欧盟人工智能法", "Article 50(1) · EU Artificial Intelligence Act"),
                say("义务", "duty"),
                say("告知人们在与人工智能交互", "Tell people that they deal with AI"),
                say("直接与人交互的系统应当让人知道。", "People who interact with it directly are informed <at once>."),
                say("自 2026-08-02", "from 2026-08-02"),
                "C",
                say("已读全文", "The text was read"));
        var question = new FindView.Hit(
                "/packs",
                say("问题", "Question"),
                say("问题", "Question"),
                say("该系统与人直接交互吗？", "Does it interact with people directly?"),
                "",
                "",
                "",
                "");
        return new FindView(say("医院聊天机器人", "hospital chatbot"), true, List.of(duty), List.of(question, duty));
    }

    private When when() {
        return new When(Instant.parse("2026-11-30T05:26:00Z"), "2026-11-30 13:26", "Asia/Shanghai");
    }

    AmendmentsView amendments() {
        var read = new State("met", say("李伟 已阅读", "Read by Li Wei"));
        var unread = new State("open", say("未确认", "Not confirmed"));
        var news = say("新增义务 1 项，变更义务 2 项", "1 new duty, 2 changed duties");
        return new AmendmentsView(
                true,
                say("规则包目录已改动，但无法读取", "The folder of the packs was changed and cannot be read <x>"),
                List.of(new AmendmentsView.Change(
                        when(),
                        say("欧盟人工智能法", "EU Artificial Intelligence Act"),
                        42,
                        17,
                        false,
                        "/amendments?state=unread")),
                false,
                "",
                List.of(
                        new AmendmentsView.Row(
                                "/amendments/1", say("客服 <1>", "Desk <1>"), "Acme", when(), news, unread, null),
                        new AmendmentsView.Row("/amendments/2", "Scorer", "Acme", when(), news, read, when())),
                3,
                "1",
                "/amendments?cursor=2");
    }

    AmendmentsView.Notice notice() {
        var duty = new AmendmentsView.Duty(
                "/systems/1/duties/EU-50-2",
                say("标记生成内容", "Mark generated content"),
                say("第五十条第2款 · 欧盟人工智能法", "Article 50(2) · EU Artificial Intelligence Act"),
                say("时间，证据", "its time, the evidence"),
                say("自 2026-12-02", "from 2026-12-02"));
        var ended = new AmendmentsView.Duty(
                "", say("旧义务", "An old duty"), say("第四条", "Article 4"), "", say("自 2025-02-02", "from 2025-02-02"));
        return new AmendmentsView.Notice(
                "1",
                say("客服 <1>", "Desk <1>"),
                "/systems/1",
                "Acme",
                when(),
                List.of(
                        new AmendmentsView.Group(say("变更义务 1 项", "1 changed duty"), List.of(duty)),
                        new AmendmentsView.Group(say("终止义务 1 项", "1 ended duty"), List.of(ended))),
                new State("open", say("未确认", "Not confirmed")),
                null,
                true);
    }

    List<PackMoment> history() {
        return List.of(
                new PackMoment("2024-07-12", say("公布", "Published"), false, ""),
                new PackMoment("2027-12-02", say("3 条规则开始", "3 rules begin"), true, "/changes?to=2027-12-02"));
    }

    GlossaryView glossary() {
        return new GlossaryView(
                "",
                List.of(
                        new GlossaryView.Term(
                                "provider",
                                say("提供者", "Provider"),
                                say("Provider", "提供者"),
                                say("以自己名义投放系统的人。", "Whoever places a system <x> under its own name."),
                                say("第三条", "EU AI Act, Article 3(3)"),
                                "/packs/eu-ai-act",
                                List.of(new GlossaryView.See(say("部署者", "Deployer"), "#deployer"))),
                        new GlossaryView.Term(
                                "deployer",
                                say("部署者", "Deployer"),
                                say("Deployer", "部署者"),
                                say("使用系统的人。", "Whoever uses a system."),
                                say("第三条", "EU AI Act, Article 3(4)"),
                                "/packs/eu-ai-act",
                                List.of())));
    }

    EditorView editor() {
        return new EditorView(
                "my-law",
                List.of(
                        new Choice("", say("新的规则包", "A new pack"), true),
                        new Choice("eu-ai-act", say("欧盟人工智能法", "EU Artificial Intelligence Act"), false)),
                List.of(
                        new EditorView.File("pack", "pack.yaml", "id: my-law\nname: {zh: 法, en: <Law>}\n", 12),
                        new EditorView.File("rules", "rules.yaml", "- id: a\n  when: infers\n", 24)),
                true,
                "",
                true);
    }
}
