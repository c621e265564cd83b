package zhiheng.server.rooms.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.Authenticator;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class FactorPagesTest {
    @TempDir
    Path folder;

    private static String found(String pattern, String page) {
        var match = Pattern.compile(pattern).matcher(page);
        assertThat(match.find()).as(page).isTrue();
        return match.group(1);
    }

    @Test
    void a_factor_is_set_up_and_then_asked_for_on_pages_and_over_rest() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var boss = new Surfer(office.address(), "en");
            boss.signIn("boss", OfficeServer.PASSWORD);
            boss.open("/account/factor");
            var key = found(
                    "id=\"key\">([A-Z2-7 ]+)<", boss.send("/account/factor").body());
            var picture = boss.open("/account/factor").body();
            assertThat(picture).contains("<svg class=\"qr\"", "aria-label=\"QR code of the key for an authenticator\"");
            assertThat(picture.indexOf("<svg class=\"qr\"")).isLessThan(picture.indexOf("id=\"key\""));
            var wrong = boss.send("/account/factor/confirm", "code", "12");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("The code is not right", key);
            var done = boss.send("/account/factor/confirm", "code", Authenticator.code(key, office.clock.instant()));
            var recovery = found("<code>([a-z2-7-]+)</code>", done.body());
            assertThat(boss.open("/account/factor").body())
                    .doesNotContain(recovery)
                    .doesNotContain(key);

            var again = new Surfer(office.address(), "zh");
            var asked = again.signIn("boss", OfficeServer.PASSWORD).body();
            assertThat(asked).contains("密码正确，还需要第二因素").doesNotContain("我的账号");
            var ticket = found("name=\"ticket\" value=\"([^\"]+)\"", asked);
            assertThat(again.open("/account").uri().getPath()).as("not in yet").isEqualTo("/sign-in");
            var refused = again.send("/sign-in/code", "ticket", ticket, "code", "000000x", "to", "/account");
            assertThat(refused.body()).contains("验证码不正确");
            var in = again.send("/sign-in/code", "ticket", ticket, "code", recovery, "to", "/account");
            assertThat(in.body()).contains("我的账号", "已启用");

            var login = "{\"login\":\"boss\",\"password\":\"" + OfficeServer.PASSWORD + "\"";
            var nobody = new String[] {"X-Nobody", "1"};
            var wanted = office.rest("POST", "/api/v1/session", login + "}", nobody);
            assertThat(wanted.statusCode()).isEqualTo(401);
            assertThat(wanted.body()).contains("code-wanted");
            office.clock.pass(java.time.Duration.ofMinutes(2));
            var code = Authenticator.code(key, office.clock.instant());
            assertThat(office.rest("POST", "/api/v1/session", login + ",\"code\":\"" + code + "\"}", nobody)
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
