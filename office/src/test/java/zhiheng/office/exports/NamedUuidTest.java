package zhiheng.office.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedUuidTest {
    /** From RFC 9562, appendix A.4. */
    @Test
    void a_name_has_the_uuid_that_the_rfc_gives_it() {
        var domains = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(NamedUuid.of(domains, "www.example.com")).hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @Test
    void parts_cut_elsewhere_make_another_name() {
        assertThat(NamedUuid.of("a", "bc")).isNotEqualTo(NamedUuid.of("ab", "c"));
        assertThat(NamedUuid.of("a", "bc")).isEqualTo(NamedUuid.of("a", "bc"));
    }
}
