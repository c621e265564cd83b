package zhiheng.server.rooms.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;

class SmtpSettingsTest {
    private static final String PASSWORD = "s3cret";

    private static SmtpSettings of(String... pairs) {
        var all = new HashMap<>(Map.of("ZHIHENG_SMTP_HOST", "mail.example", "ZHIHENG_SMTP_FROM", "z@example.org"));
        for (int i = 0; i < pairs.length; i += 2) {
            all.put("ZHIHENG_SMTP_" + pairs[i], pairs[i + 1]);
        }
        return SmtpSettings.of(all);
    }

    @Test
    void without_a_host_no_e_mails_are_sent() {
        assertThat(SmtpSettings.of(Map.of("ZHIHENG_SMTP_FROM", "z@example.org")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"tls, 465", "starttls, 587", "none, 25"})
    void the_port_follows_from_how_the_way_is_protected(String tls, int port) {
        assertThat(of("TLS", tls).port()).isEqualTo(port);
        assertThat(of().tls()).isEqualTo(SmtpSettings.Tls.STARTTLS);
    }

    @Test
    void the_password_stands_in_no_text_of_the_settings_and_in_no_refusal() {
        assertThat(of("USER", "u", "PASSWORD", PASSWORD).toString())
                .isEqualTo("STARTTLS mail.example:587")
                .doesNotContain(PASSWORD);
        assertThatThrownBy(() -> of("PASSWORD", PASSWORD)).hasMessageNotContaining(PASSWORD);
        assertThatThrownBy(() -> of("USER", "u", "PASSWORD", PASSWORD, "TLS", "none"))
                .isInstanceOfSatisfying(Refusal.class, e -> {
                    assertThat(e.where()).isEqualTo("ZHIHENG_SMTP_TLS");
                    assertThat(e.text().en()).contains("in the clear").doesNotContain(PASSWORD);
                });
        assertThat(of("HOST", "localhost", "USER", "u", "PASSWORD", PASSWORD, "TLS", "none"))
                .as("the own machine")
                .isNotNull();
    }

    @Test
    void what_cannot_be_meant_is_refused_at_its_name() {
        for (var wrong : Map.of("PORT", "70000", "TLS", "ssl", "FROM", "nobody", "CA", "/nowhere.pem")
                .entrySet()) {
            assertThatThrownBy(() -> of(wrong.getKey(), wrong.getValue()))
                    .isInstanceOfSatisfying(
                            Refusal.class, e -> assertThat(e.where()).isEqualTo("ZHIHENG_SMTP_" + wrong.getKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@b\r\nBcc: c@d", "a b@c.d", "<a@b.c>", "a@b, c@d", "\"a\"@b.c", "a@-b", "@b.c", "魏@例子.中国", "a@"
            })
    void nothing_that_could_end_a_header_or_name_two_is_an_address(String typed) {
        assertThat(SmtpSettings.isAddress(typed)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.c", "wei.li+zhiheng@mail.example.org", "root@localhost"})
    void a_plain_address_is_one(String typed) {
        assertThat(SmtpSettings.isAddress(typed)).isTrue();
    }
}
