package zhiheng.office.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;

class InputTest {
    @Test
    void text_is_stripped_and_limited_to_the_last_character() {
        assertThat(Input.required("名", "name", " \u3000a\n", 1)).isEqualTo("a");
        assertThat(Input.optional("名", "name", "  ", 1)).isEmpty();
        assertThatThrownBy(() -> Input.optional("名", "name", "ab", 1))
                .hasMessage("The name has 2 characters; shorten it to 1.");
        assertThatThrownBy(() -> Input.required("名", "name", "\t", 1))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.text().zh()).isEqualTo("请填写“名”。"));
    }

    @Test
    void control_characters_are_refused_but_lines_and_tabs_are_text() {
        assertThat(Input.optional("名", "name", "a\r\n\tb", 9)).isEqualTo("a\r\n\tb");
        assertThatThrownBy(() -> Input.optional("名", "name", "a\u0000b", 9)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_link_is_one_of_the_web_and_names_a_host() {
        assertThat(Input.link(" HTTPS://example.org/a?b#c ")).isEqualTo("HTTPS://example.org/a?b#c");
        for (var bad : List.of("ftp://example.org", "https:///a", "javascript:alert(1)", "example.org", "http://a b")) {
            assertThatThrownBy(() -> Input.link(bad)).as(bad).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void of_a_file_name_only_a_harmless_last_part_stays() {
        assertThat(Input.fileName("C:\\x\\报告.pdf")).isEqualTo("报告.pdf");
        assertThat(Input.fileName("../../etc/pass\"wd\u202e")).isEqualTo("passwd");
        assertThat(Input.fileName("a/..")).isEqualTo("evidence");
        assertThat(Input.fileName(null)).isEqualTo("evidence");
        assertThat(Input.fileName("x".repeat(200) + ".pdf")).hasSize(120).endsWith(".pdf");
    }
}
