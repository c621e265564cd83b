package zhiheng.server.ground.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;

/** How the body of a request is read: each refusal names the place and what would be right. */
class JsonInTest {
    private enum Colour {
        DARK_RED,
        BLUE
    }

    private static JsonIn read(String json) {
        return JsonIn.object(json.getBytes(StandardCharsets.UTF_8), JsonReader.Limits.BODY, "a", "b", "version");
    }

    private static void refused(String json, Consumer<JsonIn> reading, String... words) {
        var body = read(json);
        assertThatThrownBy(() -> reading.accept(body)).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.kind()).isEqualTo(Refusal.Kind.MALFORMED);
            assertThat(e.text().en()).contains(words);
            assertThat(e.text().zh()).isNotEqualTo(e.text().en()).contains("“a");
        });
    }

    @Test
    void a_misspelt_member_is_named_with_the_one_that_was_meant() {
        assertThatThrownBy(() -> read("{\"versoin\":1}")).hasMessageContaining("'versoin'. Did you mean 'version'?");
        assertThatThrownBy(() -> read("{\"completely-different\":1}")).hasMessageContaining("Known: a, b, version.");
    }

    @Test
    void a_misspelt_member_of_an_item_is_named_with_its_place() {
        var body = read("{\"a\":[{\"x\":1},{\"x\":2,\"yy\":3}]}");
        assertThatThrownBy(() -> body.objects("a", 9, "x", "y")).hasMessageContaining("'a[1].yy'. Did you mean 'y'?");
    }

    @Test
    void what_an_item_misses_is_named_with_its_place() {
        var items = read("{\"a\":[{\"x\":\"1\"},{}]}").objects("a", 9, "x");
        assertThat(items.getFirst().text("x")).isEqualTo("1");
        assertThatThrownBy(() -> items.getLast().text("x")).hasMessageContaining("'a[1].x' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":}", "[]", "\"a\"", "null", "", "{} {}", "{\"a\":NaN}"})
    void what_is_no_object_is_refused_with_line_and_column(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching("(?s).*at line:column \\d+:\\d+: .*");
    }

    @Test
    void the_place_is_counted_in_lines_and_characters_from_one() {
        assertThatThrownBy(() -> read("{\n  \"a\": 1,\n  \"a\": 2}")).hasMessageContaining("line:column 3:");
    }

    @Test
    void bytes_that_are_no_text_and_halves_of_characters_are_refused_before_any_store_sees_them() {
        assertThatThrownBy(() -> JsonIn.object(
                        new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, '"', '}'}, JsonReader.Limits.BODY, "a"))
                .hasMessageContaining("not UTF-8");
        for (var json : List.of("{\"a\":\"\\ud800\"}", "{\"a\":[\"\\udc00x\"]}", "{\"a\":{\"\\ud800\":1}}")) {
            assertThatThrownBy(() -> read(json)).as(json).hasMessageContaining("half a character");
        }
        assertThat(read("{\"a\":\"\\ud83d\\ude00\"}").text("a")).isEqualTo("😀");
    }

    @Test
    void a_member_of_another_type_is_refused_with_the_type_it_must_have() {
        refused("{\"a\":1}", json -> json.text("a"), "'a' must be text");
        refused("{\"a\":\"1\"}", json -> json.whole("a"), "'a' must be a whole number");
        refused("{\"a\":1.5}", json -> json.numberOrNull("a"), "a whole number");
        refused("{\"a\":\"true\"}", json -> json.yes("a"), "true or false");
        refused("{\"a\":true}", json -> json.number("a", 1), "a number");
        refused("{\"a\":4294967296}", json -> json.whole("a", 1), "a smaller whole number");
        refused("{\"a\":{}}", json -> json.texts("a"), "a list of at most 200");
        refused("{\"a\":[1]}", json -> json.texts("a"), "a list of texts");
        refused("{\"a\":[1]}", json -> json.objects("a", 9, "x"), "must be an object");
        refused("{\"a\":[]}", json -> json.facts("a"), "must be an object");
        refused("{\"a\":\"2026-02-30\"}", json -> json.date("a"), "a date such as");
        refused("{\"a\":\"2026-02-03T08:00\"}", json -> json.instant("a"), "a time with its offset");
        refused("{\"a\":\"green\"}", json -> json.choice("a", Colour.class), "one of DARK_RED, BLUE");
    }

    @Test
    void a_member_that_is_wanted_and_not_there_is_asked_for() {
        refused("{\"b\":1}", json -> json.text("a"), "'a' is missing; give it");
        refused("{\"a\":null}", json -> json.text("a"), "'a' is missing");
        refused("{}", json -> json.whole("a"), "'a' is missing");
        refused("{}", json -> json.number("a"), "'a' is missing");
        refused("{}", json -> json.choice("a", Colour.class), "'a' is missing");
    }

    @Test
    void a_member_that_may_be_left_out_has_what_stands_for_it() {
        var empty = read("{\"a\":null}");
        assertThat(empty.has("a")).isFalse();
        assertThat(empty.text("a", "else")).isEqualTo("else");
        assertThat(empty.whole("a", 7)).isEqualTo(7);
        assertThat(empty.number("a", 0.5)).isEqualTo(0.5);
        assertThat(empty.yes("a")).isFalse();
        assertThat(empty.date("a")).isNull();
        assertThat(empty.texts("a")).isEmpty();
        assertThat(empty.objects("a", 1)).isEmpty();
        assertThat(empty.named("a")).isEmpty();
        assertThat(empty.facts("a")).isEmpty();
    }

    @Test
    void members_of_the_right_type_are_read() {
        assertThat(read("{\"a\":\"2026-02-03\"}").date("a")).isEqualTo(LocalDate.of(2026, 2, 3));
        assertThat(read("{\"a\":\"2026-02-03T08:00:00+08:00\"}").instant("a"))
                .isEqualTo(Instant.parse("2026-02-03T00:00:00Z"));
        assertThat(read("{\"a\":\"dark_red\"}").choice("a", Colour.class)).isEqualTo(Colour.DARK_RED);
        assertThat(read("{\"a\":0.25}").number("a")).isEqualTo(0.25);
        assertThat(read("{\"a\":9007199254740993}").whole("a")).isEqualTo(9007199254740993L);
        assertThat(read("{\"a\":true}").yes("a")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200,true", "201,false"})
    void a_list_is_as_long_as_it_may_be_and_no_longer(int length, boolean taken) {
        var list = IntStream.range(0, length).mapToObj(i -> "\"t" + i + "\"").collect(Collectors.joining(","));
        if (taken) {
            assertThat(read("{\"a\":[" + list + "]}").texts("a")).hasSize(length);
        } else {
            refused("{\"a\":[" + list + "]}", json -> json.texts("a"), "at most 200");
        }
    }

    @Test
    void an_object_of_too_many_members_is_refused_though_its_names_are_free() {
        var many =
                IntStream.rangeClosed(0, 500).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));
        refused("{\"a\":{" + many + "}}", json -> json.facts("a"), "at most 500 facts");
        refused("{\"a\":{" + many + "}}", json -> json.named("a"), "at most 500 members");
    }

    @Test
    void facts_come_as_the_store_reads_them_back_so_that_an_unchanged_answer_is_seen_to_be_one() {
        var facts =
                read("{\"a\":{\"t\":\"x\",\"n\":5,\"l\":4294967296,\"d\":1.50,\"b\":false,\"s\":[\"p\"],\"gone\":null}}")
                        .facts("a");
        assertThat(facts)
                .containsExactly(
                        entry("t", "x"),
                        entry("n", 5),
                        entry("l", 4294967296L),
                        entry("d", 1.5),
                        entry("b", false),
                        entry("s", List.of("p")),
                        entry("gone", null));
        assertThat(read("{\"a\":{\"t\":\"x\",\"gone\":null}}").answers("a")).isEqualTo(Map.of("t", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"deep\":1}", "[1]", "[[\"x\"]]", "1e999"})
    void an_answer_that_no_question_takes_is_refused_by_its_name(String answer) {
        refused("{\"a\":{\"f\":" + answer + "}}", json -> json.facts("a"), "'a.f' must be a boolean, text, number");
    }

    @Test
    void texts_by_names_take_numbers_and_booleans_as_they_were_written() {
        assertThat(read("{\"a\":{\"x\":\"t\",\"y\":1.50,\"z\":true}}").named("a"))
                .containsExactly(entry("x", "t"), entry("y", "1.50"), entry("z", "true"));
        refused("{\"a\":{\"x\":null}}", json -> json.named("a"), "'a.x' must be text");
    }

    @Test
    void what_another_reader_knows_better_is_handed_on_as_it_came() {
        assertThat(read("{\"a\":1,\"b\":[true],\"version\":3}").without("version"))
                .containsExactly(entry("a", 1L), entry("b", List.of(true)));
    }
}
