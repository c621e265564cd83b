package zhiheng.server.testing;

import java.util.List;
import java.util.Map;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.reminders.ChoiceView;
import zhiheng.server.rooms.reminders.InboxView;
import zhiheng.server.rooms.reminders.MailView;

/** Believable views of what people are told. */
record ReminderSamples(boolean zh, When when) {
    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }

    InboxView inbox() {
        return new InboxView(
                List.of(
                        new InboxView.Row(
                                "1",
                                "/alerts/1",
                                new State("late", say("告警", "Alert")),
                                say("■ 个人信息泄露", "■ Leaks of personal data"),
                                say("特别重大 · 客服助手", "Especially grave · Service assistant"),
                                "",
                                when,
                                true),
                        new InboxView.Row(
                                "2",
                                "/systems/1/duties/DS-19-1",
                                new State("doing", say("义务", "Duty")),
                                say("办理算法备案并公示编号", "File the algorithms and show the number"),
                                say("客服助手 · 海棠科技 · 第十九条", "Service assistant <1> · Haitang · Article 19"),
                                say("须于 2026-12-06 前完成（还有 7 天）", "due 2026-12-06 (in 7 days)"),
                                when,
                                false)),
                true,
                "/inbox?before=2&all=1",
                "1",
                say("也会发送到 wei@haitang.example。", "They also go to wei@haitang.example."),
                true);
    }

    ChoiceView choice(boolean server) {
        return new ChoiceView(
                new Form(
                        Map.of("address", "wei@haitang.example", "quiet-from", "22:00"),
                        server
                                ? Map.of("quiet-to", say("请写成 22:00 这样的时刻。", "Write a time of day such as 22:00."))
                                : Map.of()),
                server,
                true,
                true,
                new State("doing", say("地址待确认，请查收邮件", "address not confirmed yet, look at your e-mail")),
                server,
                List.of(new Choice("7", say("提前 7 天", "7 days ahead"), true)),
                List.of(new Choice("8", "08:00", true)),
                List.of(new Choice("zh", "中文", true), new Choice("en", "English", false)),
                List.of(new Choice("Asia/Shanghai", "Asia/Shanghai", true)),
                "3");
    }

    MailView mail() {
        return new MailView(
                "STARTTLS mail.haitang.example:587 · zhiheng@haitang.example",
                new State("late", say("邮件服务器不收信（SMTP 451）。", "The mail server takes no e-mails (SMTP 451).")),
                2,
                40,
                1,
                List.of(
                        new MailView.Row(
                                "Wei Li",
                                "w…@haitang.example",
                                say("每日摘要", "daily digest"),
                                new State("doing", say("等待发送", "waits")),
                                when,
                                4,
                                when,
                                "SMTP 451"),
                        new MailView.Row(
                                "Lin <1>",
                                "l…@haitang.example",
                                say("紧急", "urgent"),
                                new State("late", say("已放弃", "given up")),
                                when,
                                1,
                                null,
                                "SMTP 550")));
    }
}
