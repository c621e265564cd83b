package zhiheng.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Instant TIME = Instant.parse("2026-11-24T08:00:00Z");

    private static Entry with(String actor, String body) {
        return new Entry(TIME, actor, "act", "subject", "", body);
    }

    @Test
    void the_bytes_are_one_json_object_in_a_fixed_order() {
        var entry =
                new Entry(TIME, "李雷", "system.registered", "system/1", "0".repeat(64), "{\"a\": [1, 2.5e-3, null]}");
        assertThat(new String(entry.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"time\":\"2026-11-24T08:00:00Z\",\"actor\":\"李雷\",\"act\":\"system.registered\","
                        + "\"subject\":\"system/1\",\"evidence\":\"" + "0".repeat(64)
                        + "\",\"body\":{\"a\": [1, 2.5e-3, null]}}");
    }

    @Test
    void what_is_written_is_read_back_whatever_it_holds() {
        for (String text : List.of(
                "",
                "\"quoted\\\"",
                "line\nbreak\t\u0000\u007f",
                "𝟙𠮷 emoji 🙂",
                "\ud800 alone",
                "alone \udc00",
                "},\"body\":1}")) {
            assertThat(Entry.parse(with(text, "{}").toBytes())).isEqualTo(with(text, "{}"));
        }
        for (String body : List.of("{}", "[]", "null", "true", "-0.5E+7", "\"\\u00e9\\n\"", "{\"深\":[{\"b\":{}}]}")) {
            assertThat(Entry.parse(with("a", body).toBytes()).bodyJson()).isEqualTo(body);
        }
    }

    @Test
    void a_body_that_is_not_json_is_refused_with_position_and_reason() {
        for (String body : List.of(
                "",
                "{",
                "{\"a\":}",
                "[1,]",
                "{a:1}",
                "01",
                "1.",
                "+1",
                "NaN",
                "tru",
                "\"\\x\"",
                "\"\n\"",
                "{} {}",
                "\"\ud800\"",
                "'a'",
                "1}")) {
            assertThatThrownBy(() -> with("a", body))
                    .as(body)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("character ");
        }
    }

    @Test
    void a_body_nested_without_end_is_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> with("a", "[".repeat(100_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void an_entry_of_the_greatest_length_fits_and_one_byte_more_is_refused() {
        int room = Entry.MAX_BYTES - with("", "\"\"").toBytes().length;
        assertThat(with("", "\"" + "x".repeat(room) + "\"").toBytes()).hasSize(Entry.MAX_BYTES);
        assertThatThrownBy(() -> with("", "\"" + "x".repeat(room + 1) + "\"").toBytes())
                .hasMessageContaining("65535");
    }

    @Test
    void evidence_must_be_a_digest_or_empty() {
        for (String evidence : List.of("0".repeat(63), "G".repeat(64), "A".repeat(64), " ")) {
            assertThatThrownBy(() -> new Entry(TIME, "a", "b", "c", evidence, "{}"))
                    .hasMessageContaining("SHA-256");
        }
    }

    @Test
    void a_second_spelling_of_an_entry_is_refused() {
        String canonical = new String(with("a", "{}").toBytes(), StandardCharsets.UTF_8);
        for (String other : List.of(
                canonical.replace("\"a\"", "\"\\u0061\""),
                canonical.replace(":00Z", ":00.000Z"),
                canonical.replace(",\"act\"", ", \"act\""),
                canonical + " ",
                canonical.replace("{}}", "{} }"))) {
            assertThat(other).isNotEqualTo(canonical);
            assertThatThrownBy(() -> Entry.parse(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .hasMessageContaining("not an entry");
        }
    }

    @Test
    void errors_speak_both_languages() {
        assertThatThrownBy(() -> with("a", "{")).isInstanceOfSatisfying(LedgerException.class, e -> {
            assertThat(e.text().zh()).contains("不是合法的 JSON");
            assertThat(e.text().en()).contains("is not JSON");
        });
    }
}
