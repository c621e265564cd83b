package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Terms.Action;

class SecretsAndLinksTest {
    private final Inspection secrets =
            Seen.inspection(InspectorSettings.NONE, Map.of("secret", Action.MASK), "secrets");
    private final Inspection links = Seen.inspection(
            new InspectorSettings(
                    Map.of(), Set.of(), new LinkRules(Set.of("good.example"), Set.of("evil.example")), Map.of()),
            Map.of(),
            "links");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-A1b2C3d4E5f6G7h8I9j0",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "LTAI5tAbCdEfGhIjKlMn",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAK\nj34GkxFhD90vcN=\n-----END RSA PRIVATE KEY-----",
            })
    void a_key_is_masked_whole(String key) {
        var outcome = secrets.inspect("my key " + key + ", keep it", Direction.OUT);
        assertThat(outcome.text()).isEqualTo("my key [SECRET], keep it");
    }

    @Test
    void a_random_word_is_a_secret_only_when_it_is_called_one() {
        var word = "q8Zt3LrX0vB7nYw2KfPa";
        assertThat(Seen.words(secrets, "api_key = \"" + word + "\"")).containsExactly(word);
        assertThat(Seen.kinds(secrets, "build " + word + " passed")).isEmpty();
        assertThat(Seen.kinds(secrets, "token: aaaaaaaaaaaaaaaaaaaaaaa1 internationalisation"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "![logo](https://x.example/p.png?d=aGVsbG8gd29ybGQ), link.image",
        "![a](https://x.example/p.png?d=张三的工资是九千元), link.image",
        "<img src=\"https://x.example/p.png?u=zhangsan1990\">, link.image",
        "![a](https://x.example/aGVsbG8gd29ybGQgYW5kIGFsbCB0aGUgcmVzdCBvZiBpdCBhbGwgdG9v), link.image",
        "[click](https://x.example/?q=aGVsbG8gd29ybGQgYW5kIGFsbCB0aGUgcmVzdCBvZiBpdA), link.data",
        "见 https://evil.example/x, link.host",
        "见 HTTPS://user@cdn.Evil.example:8080/x, link.host",
    })
    void a_link_that_carries_data_is_found(String text, String kind) {
        assertThat(Seen.kinds(links, text)).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![logo](https://x.example/p.png?w=640)",
                "![logo](https://cdn.good.example/p.png?d=aGVsbG8gd29ybGQ)",
                "[docs](https://x.example/guide?page=12#install)",
                "https://x.example/?q=aGVsbG8gd29ybGQgYW5kIGFsbCB0aGUgcmVzdCBvZiBpdA",
                "https://notevil.example/",
            })
    void an_ordinary_link_is_not(String text) {
        assertThat(Seen.kinds(links, text)).isEmpty();
    }

    @Test
    void a_canary_is_found_in_answers_only() {
        var settings = new InspectorSettings(Map.of(), Set.of("CNRY-7f3a91-x"), LinkRules.NONE, Map.of());
        var canary = Seen.inspection(settings, Map.of("canary", Action.REFUSE), "canary");
        assertThat(canary.inspect("it says cnry 7f3a91 x", Direction.OUT).action())
                .isEqualTo(Action.REFUSE);
        assertThat(canary.inspect("CNRY-7f3a91-x", Direction.IN).detections()).isEqualTo(List.of());
    }
}
