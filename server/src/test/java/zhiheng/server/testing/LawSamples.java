package zhiheng.server.testing;

import java.util.List;
import zhiheng.server.rooms.law.FindView;

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
        return new FindView(
                say("医院聊天机器人", "hospital chatbot"), true, List.of(duty), List.of(question, duty));
    }
}
