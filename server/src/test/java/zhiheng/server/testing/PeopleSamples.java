package zhiheng.server.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.identity.SecondFactor;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.When;
import zhiheng.server.rooms.account.AccountView;
import zhiheng.server.rooms.account.FactorView;
import zhiheng.server.rooms.audit.AuditView;
import zhiheng.server.rooms.people.AdminView;
import zhiheng.server.rooms.people.ColleaguesView;
import zhiheng.server.rooms.people.OrgFields;
import zhiheng.server.rooms.people.OrgView;
import zhiheng.server.rooms.people.PersonView;

/** Believable views of the pages on people and accounts. */
final class PeopleSamples {
    private final boolean chinese;

    PeopleSamples(boolean chinese) {
        this.chinese = chinese;
    }

    private String say(String zh, String en) {
        return chinese ? zh : en;
    }

    private List<Choice> options() {
        return List.of(new Choice("PROVIDER", say("提供者", "Provider"), true));
    }

    OrgFields org() {
        var form = new Form(
                Map.of("org-name", "Haitang", "org-number", "9"),
                Map.of("org-number", say("统一社会信用代码应为18个字符。", "18 characters are needed.")));
        return new OrgFields(form, options(), options());
    }

    OrgView orgView() {
        return new OrgView(
                "/admin/orgs/1", "3", "Haitang", org(), List.of(new Now(say("组织名称", "Name"), "Haitang <2>")));
    }

    PersonView person() {
        return new PersonView(
                "/admin/people/1",
                "3",
                "Wei Li",
                "li.wei",
                new State("doing", say("已邀请", "invited")),
                true,
                false,
                true,
                "Haitang ID",
                options(),
                options(),
                new Form(Map.of("person-name", "Wei"), Map.of("person-role", say("角色不适合。", "It does not fit."))),
                List.of(new Now(say("姓名", "Name"), "Wei <b>")),
                new PersonView.Made(
                        "Wei Li", "https://zhiheng.example/password/new?token=abc", Samples.at("2026-12-01 09:00")));
    }

    AccountView account() {
        return new AccountView(
                "Wei Li",
                "li.wei",
                say("管理员", "Administrator"),
                "Haitang",
                new State("open", say("未启用", "off")),
                List.of(
                        new AccountView.Place(
                                "a1",
                                "Firefox",
                                "192.0.2.1",
                                Samples.at("2026-11-24 09:00"),
                                Samples.at("2026-11-24 09:30"),
                                true),
                        new AccountView.Place(
                                "a2",
                                "curl <1>",
                                "192.0.2.2",
                                Samples.at("2026-11-24 08:00"),
                                Samples.at("2026-11-24 08:30"),
                                false)),
                new Form(Map.of(), Map.of("old-password", say("当前密码不正确。", "It is not right."))));
    }

    FactorView factor(boolean on) {
        return new FactorView(
                on,
                on ? null : new SecondFactor.Enrolment("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "li.wei"),
                on
                        ? null
                        : output ->
                                output.writeContent("<svg class=\"qr\" viewBox=\"0 0 2 2\" role=\"img\" aria-label=\""
                                        + say("二维码", "QR code") + "\"><path d=\"M0 0h1v1h-1z\"/></svg>"),
                on ? List.of("abcd-efgh-ijkl-mnop") : List.of(),
                new Form(Map.of(), Map.of("code", say("验证码不正确。", "It is not right."))));
    }

    AdminView admin() {
        return new AdminView(
                List.of(new AdminView.OrgRow("o1", "Haitang", say("提供者", "Provider"), "91440300708461136T")),
                List.of(new AdminView.PersonRow(
                        "1",
                        "Wei Li",
                        "li.wei",
                        say("管理员", "Administrator"),
                        "Zhiheng",
                        new State("met", say("可登录", "may sign in")))),
                List.of(
                        new AdminView.TokenRow(
                                "1",
                                "CI",
                                say("提供者", "Provider"),
                                "Wei Li",
                                Samples.at("2026-11-20"),
                                Samples.at("—"),
                                Samples.at("2027-02-18"),
                                true,
                                ""),
                        new AdminView.TokenRow(
                                "2",
                                "old",
                                say("提供者", "Provider"),
                                "Wei Li",
                                Samples.at("2026-01-20"),
                                Samples.at("2026-02-01"),
                                Samples.at("2026-04-18"),
                                false,
                                say("已过期", "expired"))),
                org(),
                options(),
                options(),
                options(),
                Form.EMPTY,
                Form.EMPTY,
                "zh_4f2c…",
                new PersonView.Made(
                        "Ana", "https://zhiheng.example/password/new?token=abc", Samples.at("2026-12-01 09:00")));
    }

    AuditView audit() {
        return new AuditView(
                options(),
                options(),
                "192.0.2.7",
                "2026-11-01",
                "",
                "/audit.csv",
                List.of(
                        new AuditView.Row(
                                new When(Instant.parse("2026-11-24T09:00:00Z"), "2026-11-24 17:00", "Asia/Shanghai"),
                                new State("late", say("暂时锁定", "Locked out")),
                                say("密码不对", "wrong password"),
                                "Wei Li",
                                "",
                                "192.0.2.7",
                                "a1b2c3"),
                        new AuditView.Row(
                                new When(Instant.parse("2026-11-24T08:00:00Z"), "2026-11-24 16:00", "Asia/Shanghai"),
                                new State("doing", say("更改", "Changed")),
                                say("人员已更改", "Person changed"),
                                "Boss",
                                "Wei <Li>",
                                "",
                                "")),
                400,
                "/audit?cursor=1");
    }

    ColleaguesView colleagues() {
        return new ColleaguesView(
                "Haitang",
                List.of(new ColleaguesView.Row(
                        "Wei Li", "li.wei", say("监管人员", "Officer"), new State("met", say("可登录", "may sign in")))),
                options(),
                new Form(Map.of(), Map.of("person-login", say("已被使用。", "It is taken."))),
                null);
    }
}
