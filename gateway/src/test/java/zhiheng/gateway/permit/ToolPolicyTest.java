package zhiheng.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.gateway.FindingKind;

class ToolPolicyTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["city"], "additionalProperties": false, "properties": {
              "city": {"type": "string", "minLength": 2, "maxLength": 10, "pattern": "^[A-Z]"},
              "unit": {"enum": ["c", "f"]},
              "days": {"type": ["integer", "null"], "minimum": 1, "maximum": 7},
              "tags": {"type": "array", "maxItems": 2, "items": {"type": "string"}}}}""";

    private static ToolPolicy policy(String schema) {
        return ToolPolicy.of(Set.of("weather"), Map.of("weather", schema));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"city": "Bern", "unit": "c", "days": 3, "tags": ["a"]}; none
            {"city": "Bern", "days": null}; none
            {}; /city
            {"city": "B"}; /city
            {"city": "bern"}; /city
            {"city": "Bern", "unit": "k"}; /unit
            {"city": "Bern", "days": 8}; /days
            {"city": "Bern", "days": 1.5}; /days
            {"city": "Bern", "tags": ["a", 1]}; /tags/1
            {"city": "Bern", "tags": ["a", "b", "c"]}; /tags
            {"city": "Bern", "to": "x"}; /to
            """)
    void arguments_are_held_against_the_schema(String arguments, String at) {
        var problems = policy(SCHEMA).check("weather", arguments);
        if (at.equals("none")) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).extracting(ToolPolicy.Problem::at).containsExactly(at);
        }
    }

    @Test
    void a_tool_that_is_not_listed_is_not_allowed() {
        assertThat(policy("{}").check("shell", "{}"))
                .extracting(ToolPolicy.Problem::kind)
                .containsExactly(FindingKind.TOOL_UNKNOWN);
    }

    @Test
    void an_argument_that_stands_twice_is_a_problem_since_the_tool_may_take_the_other() {
        assertThat(policy(SCHEMA).check("weather", "{\"city\": \"; rm -rf\", \"city\": \"Bern\"}"))
                .extracting(ToolPolicy.Problem::kind)
                .containsExactly(FindingKind.TOOL_ARGUMENTS);
    }

    @Test
    void a_problem_is_told_in_both_languages_at_its_place() {
        assertThat(policy(SCHEMA).check("weather", "{\"city\": \"Bern\", \"days\": 8}"))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.text().en()).startsWith("/days: ");
                    assertThat(p.text().zh())
                            .startsWith("/days: ")
                            .isNotEqualTo(p.text().en());
                });
    }

    @Test
    void broken_or_deep_arguments_are_a_problem_not_an_error() {
        assertThat(policy("{}").check("weather", "{")).hasSize(1);
        assertThat(policy("{}").check("weather", "[".repeat(100_000))).hasSize(1);
    }

    @Test
    void a_keyword_that_is_not_understood_is_named() {
        assertThatThrownBy(() -> policy("{\"properties\": {\"a\": {\"oneOf\": []}}}"))
                .hasMessageContaining("weather/properties/a/oneOf");
    }

    @Test
    void a_pattern_that_backtracks_without_end_gives_up() {
        var policy = policy("{\"properties\": {\"a\": {\"pattern\": \"^(x+x+)+y$\"}}}");
        assertThat(policy.check("weather", "{\"a\": \"" + "x".repeat(5000) + "\"}"))
                .hasSize(1);
    }
}
