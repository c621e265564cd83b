package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
    @Test
    void the_scheme_has_no_case_and_all_else_stays_as_it_was_written() {
        assertThat(WebAddress.of("HTTPS://Example.org:8443/A?b=C#d"))
                .hasValue(URI.create("https://Example.org:8443/A?b=C#d"));
        assertThat(WebAddress.of(" http://127.0.0.1:1/ ")).hasValue(URI.create("http://127.0.0.1:1/"));
        assertThat(WebAddress.of("http://[::1]/")).isPresent();
        assertThat(WebAddress.isSecure(URI.create("HTTPS://example.org"))).isTrue();
        assertThat(WebAddress.isSecure(URI.create("http://example.org"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "ftp://example.org/",
                "http:///path",
                "https:example.org",
                "http://exa mple",
                "httpss://example.org",
                "mailto:a@example.org",
                "http://_:x"
            })
    void what_is_no_address_of_the_web_with_a_host_is_none(String text) {
        assertThat(WebAddress.of(text)).isEmpty();
    }
}
