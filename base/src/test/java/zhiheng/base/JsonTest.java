package zhiheng.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static @Nullable Object read(String text) {
        return JsonReader.read(text, JsonReader.Limits.RECORD);
    }

    @Property(tries = 300)
    void what_was_written_is_read_back(@ForAll("values") Object value) {
        assertThat(read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void members_that_have_no_order_of_their_own_are_written_by_name_and_others_as_they_were_put_in() {
        var unordered = Map.of("kind", "simulated", "events", 1, "condition", "none", "at", 2);
        assertThat(Json.write(unordered))
                .isEqualTo("{\"at\":2,\"condition\":\"none\",\"events\":1,\"kind\":\"simulated\"}");
        assertThat(Json.write(new HashMap<>(unordered))).isEqualTo(Json.write(unordered));
        var ordered = new LinkedHashMap<String, Object>();
        ordered.put("kind", "simulated");
        ordered.put("events", 1);
        assertThat(Json.write(ordered)).isEqualTo("{\"kind\":\"simulated\",\"events\":1}");
    }

    @Property
    void no_text_makes_the_reader_fail_otherwise_than_by_saying_where(@ForAll String text) {
        try {
            read(text);
        } catch (JsonException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            assertThat(e.reason().zh()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.strings().filter(JsonTest::isWhole).map(s -> s),
                () -> Arbitraries.longs()
                        .between(-99_999_999_999_999L, 99_999_999_999_999L)
                        .map(l -> l),
                () -> Arbitraries.of(true, false).map(b -> b),
                () -> Arbitraries.bigDecimals()
                        .ofScale(3)
                        .filter(d -> d.scale() > 0)
                        .map(d -> d),
                () -> values().list().ofMaxSize(3).map(l -> l),
                () -> Arbitraries.maps(Arbitraries.strings().alpha(), values())
                        .ofMaxSize(3)
                        .map(LinkedHashMap::new));
    }

    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Json.isLoneSurrogate(text, i)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void members_keep_their_order_and_every_type_has_its_form() {
        var value = new LinkedHashMap<String, Object>();
        value.put("z", 1);
        value.put("a", List.of(true, 1.5, new BigDecimal("1E+3")));
        value.put("when", LocalDate.parse("2026-11-29"));
        value.put("at", Instant.EPOCH);
        value.put("kind", Refusal.Kind.INVALID);
        value.put("empty", Map.of());
        value.put("none", List.of());

        assertThat(Json.write(value))
                .isEqualTo(
                        "{\"z\":1,\"a\":[true,1.5,1E+3],\"when\":\"2026-11-29\",\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"INVALID\",\"empty\":{},\"none\":[]}");
        assertThat(Json.write(null)).isEqualTo("null");
    }

    @Test
    void half_a_character_is_written_as_an_escape_and_refused_raw() {
        assertThat(Json.write("a\ud83d")).isEqualTo("\"a\\ud83d\"");
        assertThatThrownBy(() -> read("\"\udc00\""))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("half");
    }

    @Test
    void what_json_has_no_form_for_is_not_written() {
        assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2} | 1:8 | duplicate member 'a'",
                "{\"a\":{\"b\":1,\"c\":2,\"b\":3}} | 1:19 | duplicate member 'b'",
                "{\"a\": | 1:6 | ends too early",
                "{\"a\" 1} | 1:6 | ':' is wanted",
                "{a:1} | 1:2 | a member's name",
                "[1,] | 1:4 | a value is wanted",
                "[1] 2 | 1:5 | nothing may follow",
                "01 | 1:2 | nothing may follow",
                "+1 | 1:1 | a value is wanted",
                ".5 | 1:1 | a value is wanted",
                "\"\\x\" | 1:3 | unknown escape",
                "\"\\u12\" | 1:6 | four hexadecimal",
                "tru | 1:1 | a value is wanted"
            })
    void a_broken_text_is_refused_at_its_place(String text, String where, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(JsonException.class)
                .hasMessageStartingWith(where + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void lines_are_counted() {
        assertThatThrownBy(() -> read("{\n \"a\": 1,\n  x}")).hasMessageStartingWith("3:3: ");
    }

    @Test
    void the_limits_of_a_body_hold() {
        var body = JsonReader.Limits.BODY;
        var deep = "[".repeat(21) + "]".repeat(21);
        var allowed = "[".repeat(20) + "]".repeat(20);
        assertThat(JsonReader.read(allowed, body)).isNotNull();
        for (var text : List.of(
                deep,
                "[".repeat(1_000_000),
                "\"" + "x".repeat(20_001) + "\"",
                "{\"" + "x".repeat(201) + "\":1}",
                "1".repeat(41),
                "1e" + "9".repeat(30))) {
            assertThatThrownBy(() -> JsonReader.read(text, body)).isInstanceOf(JsonException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "1", "\"x\"", "true"})
    void where_an_object_is_wanted_nothing_else_will_do(String text) {
        assertThatThrownBy(() -> JsonReader.object(text, JsonReader.Limits.BODY))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("an object is wanted");
    }

    @Test
    void null_members_and_items_are_kept() {
        var read = JsonReader.object("{\"a\":null,\"b\":[null]}", JsonReader.Limits.BODY);

        assertThat(read).containsEntry("a", null).containsEntry("b", new ArrayList<>(Arrays.asList((Object) null)));
    }
}
