package zhiheng.labels.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Json;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;

class LenientJsonTest {
    /** Halves of characters included: jqwik makes them. */
    @Property
    void what_the_strict_writer_writes_is_read_back(@ForAll Map<String, @Size(max = 4) List<String>> value) {
        assertThat(LenientJson.parse(Json.write(value))).isEqualTo(value);
    }

    /** Each stood in a real label; the strict reader refuses it, and this one tells what it says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Label\":\"1\",\"Label\":\"2\"}",
                "{\"Label\":\"\\2\"}",
                "{\"Label\":\"2\"}\u0000",
                "{\"Label\":\"2\",\"ProduceID\":01}",
                "{\"Label\":\"2\",\"ProduceID\":True}",
                "{\"Label\":\"2\",\"ProduceID\":\"a\tb\"}",
            })
    void what_the_strict_reader_refuses_is_still_read(String text) {
        assertThatThrownBy(() -> JsonReader.read(text, JsonReader.Limits.RECORD))
                .isInstanceOf(JsonException.class);
        assertThat(LenientJson.parse(text))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("Label", "2");
    }

    @Test
    void what_is_not_in_quotes_is_kept_as_it_was_written() {
        assertThat(LenientJson.parse("[1, -2.50, true, null]"))
                .isEqualTo(List.of(
                        new LenientJson.Bare("1"),
                        new LenientJson.Bare("-2.50"),
                        new LenientJson.Bare("true"),
                        new LenientJson.Bare("null")));
    }

    @Test
    void a_prefix_is_read_whatever_follows_it() {
        assertThat(LenientJson.prefix("AIGC{\"Label\":\"1\"}\u00ff\u00d8rest", 4))
                .isEqualTo(Map.of("Label", "1"));
        assertThatThrownBy(() -> LenientJson.parse("{\"Label\":\"1\"}rest"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "[1 2]", "{\"a\"}", "{a:1}", "\"open", "\"\\u12\"", "\"\\uzzzz\"", "#"})
    void what_is_no_json_is_refused(String text) {
        assertThatThrownBy(() -> LenientJson.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nesting_without_end_is_refused() {
        assertThat(LenientJson.parse("[".repeat(17) + "]".repeat(17))).isInstanceOf(List.class);
        assertThatThrownBy(() -> LenientJson.parse("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void any_text_is_read_or_refused_as_no_json(@ForAll String text) {
        for (String json : new String[] {text, "{\"a\":" + text, "[\"" + text + "\"]"}) {
            try {
                LenientJson.parse(json);
            } catch (IllegalArgumentException e) {
                continue; // the one way to refuse; anything else fails the test
            }
        }
    }
}
