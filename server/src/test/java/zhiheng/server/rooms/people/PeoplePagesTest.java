package zhiheng.server.rooms.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class PeoplePagesTest {
    private static final Pattern LINK = Pattern.compile("id=\"link\">http://[^/]*([^<]*)<");

    @TempDir
    Path folder;

    private static Surfer boss(OfficeServer office, String language) throws Exception {
        var surfer = new Surfer(office.address(), language);
        surfer.signIn("boss", OfficeServer.PASSWORD);
        return surfer;
    }

    private static String link(HttpResponse<String> page) {
        var match = LINK.matcher(page.body());
        assertThat(match.find()).as(page.body()).isTrue();
        return match.group(1).replace("&amp;", "&");
    }

    @Test
    void the_first_visit_says_where_the_link_is_and_the_set_up_shows_all_that_is_wrong_at_once() throws Exception {
        try (var server = OfficeServer.start(folder, new MovableClock())) {
            var surfer = new Surfer(server.address(), "en");
            assertThat(surfer.open("/").body()).contains("There is no administrator yet", "one-time link");
            var token = server.setupToken().orElseThrow();
            surfer.open("/setup?token=" + token);
            var wrong = surfer.send(
                    "/setup",
                    "token",
                    token,
                    "org-name",
                    " ",
                    "org-kind",
                    "PROVIDER",
                    "org-register",
                    "CN",
                    "org-number",
                    "914403007084611360",
                    "name",
                    "",
                    "login",
                    "x",
                    "password",
                    "short");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body())
                    .contains(
                            "id=\"org-name-error\"",
                            "its check character, should be T",
                            "id=\"name-error\"",
                            "A login has 3 to 64",
                            "at least 12 characters",
                            "value=\"914403007084611360\"")
                    .doesNotContain("value=\"short\"");
            var done = surfer.send(
                    "/setup",
                    "token",
                    token,
                    "org-name",
                    "Haitang",
                    "org-kind",
                    "PROVIDER",
                    "org-register",
                    "CN",
                    "org-number",
                    "91440300708461136T",
                    "name",
                    "Wei Li",
                    "login",
                    "wei.li",
                    "password",
                    OfficeServer.PASSWORD);
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(done.body()).contains("Welcome. You are the administrator.");
            assertThat(surfer.open("/admin").body()).contains("Haitang", "91440300708461136T");
            assertThat(new Surfer(server.address(), "en").open("/").body()).doesNotContain("one-time link");
        }
    }

    @Test
    void somebody_is_invited_sets_a_password_once_and_signs_in() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = boss(office, "en");
            boss.open("/admin");
            var org = office.boss.orgId();
            var made = boss.send(
                    "/admin/people",
                    "person-name",
                    "Ana",
                    "person-login",
                    "ana.s",
                    "person-role",
                    "OFFICER",
                    "person-org",
                    org);
            var path = link(made);
            assertThat(boss.open("/admin").body()).doesNotContain(path).contains("invited, not in yet");

            var ana = new Surfer(office.address(), "zh");
            assertThat(ana.open(path).body()).contains("此链接是为 Ana 准备的", "ana.s");
            var token = path.substring(path.indexOf('=') + 1);
            var wrong = ana.send("/password/new", "token", token, "password", "ana.s2026!!!", "again-password", "x");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("两次输入不一致").doesNotContain("ana.s2026!!!");
            var set = ana.send(
                    "/password/new",
                    "token",
                    token,
                    "password",
                    "four words of hers",
                    "again-password",
                    "four words of hers");
            assertThat(set.body()).contains("密码已设置");
            assertThat(ana.open(path).statusCode()).isEqualTo(404);
            assertThat(ana.signIn("ana.s", "four words of hers").body()).contains("我的账号", "Surfer", "127.0.0.1");
        }
    }

    @Test
    void a_role_that_does_not_fit_is_refused_with_those_that_do_and_what_was_typed_stays() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = boss(office, "en");
            boss.open("/admin");
            var wrong = boss.send(
                    "/admin/people",
                    "person-name",
                    "Ana",
                    "person-login",
                    "ana",
                    "person-role",
                    "PROVIDER",
                    "person-org",
                    office.boss.orgId());
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body())
                    .contains("These fit: officer, auditor, administrator", "value=\"Ana\"", "value=\"ana\"");
        }
    }

    @Test
    void of_two_who_edit_one_person_the_second_sees_both_values_and_can_save() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = boss(office, "en");
            var path = "/admin/people/" + office.boss.id();
            boss.open(path);
            var org = office.boss.orgId();
            var first = boss.send(
                    path, "version", "1", "person-name", "First", "person-role", "ADMINISTRATOR", "person-org", org);
            assertThat(first.body()).contains("First is saved");
            boss.open(path);
            var second = boss.send(
                    path, "version", "1", "person-name", "Second", "person-role", "ADMINISTRATOR", "person-org", org);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body())
                    .contains("Nothing was saved", "id=\"now\"", "First", "value=\"Second\"", "value=\"2\"");
            var again = boss.send(
                    path, "version", "2", "person-name", "Second", "person-role", "ADMINISTRATOR", "person-org", org);
            assertThat(again.body()).contains("Second is saved");
        }
    }

    @Test
    void an_organisation_is_edited_and_two_at_once_lose_nothing() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = boss(office, "zh");
            var path = "/admin/orgs/" + office.boss.orgId();
            assertThat(boss.open(path).body()).contains("统一社会信用代码");
            var saved = boss.send(
                    path,
                    "version",
                    "1",
                    "org-name",
                    "海棠科技",
                    "org-kind",
                    "PROVIDER",
                    "org-register",
                    "CN",
                    "org-number",
                    "91440300708461136t");
            assertThat(saved.body()).contains("已保存 海棠科技", "91440300708461136T");
            boss.open(path);
            var stale = boss.send(
                    path,
                    "version",
                    "1",
                    "org-name",
                    "海棠",
                    "org-kind",
                    "AUTHORITY",
                    "org-register",
                    "CN",
                    "org-number",
                    "");
            assertThat(stale.statusCode()).isEqualTo(409);
            assertThat(stale.body()).contains("海棠科技", "value=\"海棠\"", "尚未保存任何内容");
            office.server
                    .office()
                    .orgs()
                    .create(office.boss.actor(), new Org.Details(Org.Kind.PROVIDER, "Other", OrgNumber.NONE));
            var taken = boss.send(
                    path,
                    "version",
                    "2",
                    "org-name",
                    " other ",
                    "org-kind",
                    "PROVIDER",
                    "org-register",
                    "CN",
                    "org-number",
                    "");
            assertThat(taken.statusCode()).isEqualTo(422);
            assertThat(taken.body()).contains("已有同名组织");
        }
    }

    @Test
    void somebody_is_disabled_and_enabled_and_gets_a_new_link() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = boss(office, "en");
            var ana = office.server
                    .identity()
                    .createPerson(
                            office.boss.actor(),
                            office.boss.orgId(),
                            "ana",
                            "Ana",
                            zhiheng.office.people.Role.OFFICER,
                            OfficeServer.PASSWORD.toCharArray());
            var path = "/admin/people/" + ana.id();
            boss.open(path);
            assertThat(boss.send(path + "/disable").body()).contains("disabled");
            assertThat(boss.open(path).body()).contains("Enable").doesNotContain("/link\"");
            boss.send(path + "/enable");
            assertThat(link(boss.send(path + "/link"))).startsWith("/password/new?token=");
            var anas = new Surfer(office.address(), "en");
            anas.signIn("ana", OfficeServer.PASSWORD);
            assertThat(anas.open(path).statusCode()).isEqualTo(403);
            assertThat(anas.open("/admin/orgs/" + office.boss.orgId()).statusCode())
                    .isEqualTo(403);
        }
    }
}
