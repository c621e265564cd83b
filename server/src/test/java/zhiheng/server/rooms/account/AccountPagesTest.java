package zhiheng.server.rooms.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class AccountPagesTest {
    private static final String OTHER = "another long one";

    @TempDir
    Path folder;

    @Test
    void the_password_is_changed_and_the_other_browser_is_signed_out() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var here = new Surfer(office.address(), "en");
            var there = new Surfer(office.address(), "en");
            here.signIn("boss", OfficeServer.PASSWORD);
            there.signIn("boss", OfficeServer.PASSWORD);
            here.open("/account");
            var wrong = here.send(
                    "/account/password",
                    "old-password",
                    "not the right one",
                    "new-password",
                    OTHER,
                    "again-password",
                    OTHER);
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body())
                    .contains("id=\"old-password-error\"", "The present password is not right.")
                    .doesNotContain(OTHER);
            var differs = here.send(
                    "/account/password",
                    "old-password",
                    OfficeServer.PASSWORD,
                    "new-password",
                    "short",
                    "again-password",
                    OTHER);
            assertThat(differs.body()).contains("at least 12 characters", "The two are not the same");
            var done = here.send(
                    "/account/password",
                    "old-password",
                    OfficeServer.PASSWORD,
                    "new-password",
                    OTHER,
                    "again-password",
                    OTHER);
            assertThat(done.body()).contains("The password is changed");
            assertThat(there.open("/account").uri().getPath()).isEqualTo("/sign-in");
        }
    }

    @Test
    void one_other_place_is_ended_then_all() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var here = new Surfer(office.address(), "zh");
            var there = new Surfer(office.address(), "zh");
            there.signIn("boss", OfficeServer.PASSWORD);
            var page = here.signIn("boss", OfficeServer.PASSWORD).body();
            var end = Pattern.compile("/account/sessions/[0-9a-f]+/end").matcher(page);
            assertThat(end.find()).isTrue();
            var path = end.group();
            assertThat(end.find()).as("one other place").isFalse();
            assertThat(here.send(path).body()).contains("该登录已退出");
            assertThat(there.open("/account").uri().getPath()).isEqualTo("/sign-in");
            assertThat(here.send("/account/sessions/end").uri().getPath()).isEqualTo("/sign-in");
            assertThat(here.open("/account").uri().getPath()).isEqualTo("/sign-in");
        }
    }
}
