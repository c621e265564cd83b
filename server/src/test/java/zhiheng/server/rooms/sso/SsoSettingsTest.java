package zhiheng.server.rooms.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;

class SsoSettingsTest {
    private static SsoSettings of(String issuer, String match) {
        return SsoSettings.of(Map.of(
                "ZHIHENG_OIDC_ISSUER",
                issuer,
                "ZHIHENG_OIDC_CLIENT_ID",
                "us",
                "ZHIHENG_OIDC_CLIENT_SECRET",
                "hush",
                "ZHIHENG_OIDC_MATCH",
                match));
    }

    @Test
    void without_an_issuer_there_is_no_provider_and_secrets_are_never_printed() {
        assertThat(SsoSettings.of(Map.of())).isNull();
        assertThat(of("https://id.example/realm", "Email")).hasToString("https://id.example/realm as us");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://id.example", "ftp://id.example", "https://u:p@id.example", "https://id.example?x", "id"})
    void an_address_that_others_could_read_on_the_way_is_refused(String issuer) {
        assertThatThrownBy(() -> of(issuer, "link"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("ZHIHENG_OIDC_ISSUER");
    }

    @Test
    void an_unknown_way_to_match_is_refused() {
        assertThatThrownBy(() -> of("https://id.example", "anybody")).hasMessageContaining("link, email or login");
    }
}
