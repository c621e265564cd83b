package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.permit.ToolPolicy.Problem;

/** Keyword by keyword: what is let through, what is not and where, and which schemas are no schemas. */
class ArgumentSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static ArgumentSchema schema(String schema) {
        return ArgumentSchema.compile(JSON.readTree(schema), "s");
    }

    private static List<String> problems(String schema, String value) {
        return schema(schema).check(JSON.readTree(value)).stream()
                .map(p -> p.text().en())
                .toList();
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                Arguments.of("{\"type\":\"number\"}", "1.5", ""),
                Arguments.of("{\"type\":\"number\"}", "\"1.5\"", ": the type must be [number]"),
                Arguments.of("{\"type\":\"integer\"}", "1.5", ": the type must be [integer]"),
                Arguments.of("{\"type\":[\"integer\",\"null\"]}", "null", ""),
                Arguments.of("{\"type\":[\"integer\",\"null\"]}", "true", ": the type must be [integer, null]"),
                Arguments.of("{\"type\":\"boolean\"}", "0", ": the type must be [boolean]"),
                Arguments.of("{\"const\":\"a\"}", "\"a\"", ""),
                Arguments.of("{\"const\":\"a\"}", "\"b\"", ": not one of the allowed values"),
                Arguments.of("{\"enum\":[1,{\"a\":[2]}]}", "{\"a\":[2]}", ""),
                Arguments.of("{\"enum\":[1,{\"a\":[2]}]}", "{\"a\":[3]}", ": not one of the allowed values"),
                Arguments.of("{\"minimum\":1,\"maximum\":2}", "1", ""),
                Arguments.of("{\"minimum\":1,\"maximum\":2}", "2.0000001", ": the number is out of range"),
                Arguments.of("{\"minimum\":1}", "\"a text is no number and not out of any range\"", ""),
                Arguments.of("{\"maxLength\":2}", "\"😀😀\"", ""),
                Arguments.of("{\"maxLength\":2}", "\"😀😀😀\"", ": the text is too short or too long"),
                Arguments.of("{\"minLength\":2}", "\"a\"", ": the text is too short or too long"),
                Arguments.of("{\"pattern\":\"b+\"}", "\"abbc\"", ""),
                Arguments.of(
                        "{\"pattern\":\"^b\"}",
                        "\"ab\"",
                        ": the text does not match the pattern, or takes too long to"),
                Arguments.of("{\"minItems\":1,\"maxItems\":2}", "[1,2]", ""),
                Arguments.of("{\"minItems\":1,\"maxItems\":2}", "[]", ": too few or too many items"),
                Arguments.of("{\"maxItems\":2}", "[1,2,3]", ": too few or too many items"),
                Arguments.of("{\"items\":{\"type\":\"string\"}}", "[\"a\",2]", "/1: the type must be [string]"),
                Arguments.of("{\"required\":[\"a\"]}", "{\"a\":null}", ""),
                Arguments.of("{\"required\":[\"a\"]}", "{}", "/a: missing"),
                Arguments.of("{\"additionalProperties\":false}", "{\"a\":1}", "/a: not allowed"),
                Arguments.of("{\"additionalProperties\":true}", "{\"a\":1}", ""),
                Arguments.of("{\"properties\":{\"a\":{\"const\":1}}}", "{\"b\":2}", ""),
                Arguments.of(
                        "{\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"null\"}}}}}",
                        "{\"a\":{\"b\":1}}",
                        "/a/b: the type must be [null]"),
                Arguments.of("{\"title\":\"t\",\"description\":\"d\",\"$comment\":\"c\"}", "[[[]]]", ""));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void each_keyword_lets_through_what_it_says_and_names_the_place_of_the_rest(
            String schema, String value, String problem) {
        assertThat(problems(schema, value)).isEqualTo(problem.isEmpty() ? List.of() : List.of(problem));
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                Arguments.of("[]", "s: ", "a schema is an object, not too deep"),
                Arguments.of("{\"type\":\"text\"}", "s/type: ", "unknown type"),
                Arguments.of("{\"type\":[\"string\",7]}", "s/type: ", "unknown type"),
                Arguments.of("{\"additionalProperties\":{}}", "s/additionalProperties: ", "only true or false"),
                Arguments.of("{\"minimum\":\"1\"}", "s/minimum: ", "must be a number"),
                Arguments.of("{\"items\":[]}", "s/items: ", "a schema is an object, not too deep"),
                Arguments.of("{\"pattern\":\"(\"}", "s/pattern: ", "not a valid pattern: Unclosed group"),
                Arguments.of("{\"oneOf\":[]}", "s/oneOf: ", "this keyword is not supported"),
                Arguments.of("{\"exclusiveMinimum\":1}", "s/exclusiveMinimum: ", "this keyword is not supported"),
                Arguments.of(
                        "{\"properties\":{\"a\":{\"$ref\":\"#/x\"}}}",
                        "s/properties/a/$ref: ",
                        "this keyword is not supported"));
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void a_schema_that_is_not_understood_whole_is_refused_with_its_place(String schema, String where, String why) {
        assertThatThrownBy(() -> schema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(where)
                .hasMessageEndingWith(why);
    }

    @Test
    void a_schema_may_be_deep_but_not_without_end() {
        assertThat(schema("{\"items\":".repeat(32) + "{}" + "}".repeat(32))).isNotNull();
        assertThatThrownBy(() -> schema("{\"items\":".repeat(33) + "{}" + "}".repeat(33)))
                .hasMessageContaining("not too deep");
    }

    @Test
    void a_pattern_longer_than_anyone_can_read_is_refused() {
        assertThat(schema("{\"pattern\":\"" + "a".repeat(500) + "\"}")).isNotNull();
        assertThatThrownBy(() -> schema("{\"pattern\":\"" + "a".repeat(501) + "\"}"))
                .hasMessageContaining("longer than 500");
    }

    @Test
    void a_pattern_that_backtracks_without_end_gives_up_and_counts_as_not_matching() {
        assertThat(problems("{\"pattern\":\"^(a+)+$\"}", "\"" + "a".repeat(40) + "!\""))
                .singleElement()
                .asString()
                .contains("takes too long");
        assertThat(problems("{\"pattern\":\"^(a+)+$\"}", "\"" + "a".repeat(40) + "\""))
                .isEmpty();
    }

    @Test
    void a_pattern_that_fills_the_stack_counts_as_not_matching() {
        assertThat(problems("{\"pattern\":\"^(a|b)*$\"}", "\"" + "a".repeat(200_000) + "\""))
                .singleElement()
                .asString()
                .contains("takes too long");
    }

    @Property(tries = 50)
    void however_much_is_wrong_at_most_twenty_problems_are_told(@ForAll @IntRange(min = 0, max = 60) int wrong) {
        var value = JSON.createArrayNode();
        IntStream.range(0, wrong).forEach(value::add);
        assertThat(schema("{\"items\":{\"type\":\"string\"}}").check(value)).hasSize(Math.min(20, wrong));
    }

    @Test
    void a_problem_is_told_in_both_languages_and_never_repeats_the_value() {
        var secret = "\"sk-0123456789\"";
        assertThat(schema("{\"maxLength\":3}").check(JSON.readTree(secret)))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.text().zh()).isEqualTo(": 长度越界");
                    assertThat(p.text().toString()).doesNotContain("sk-");
                })
                .extracting(Problem::at)
                .isEqualTo("");
    }
}
