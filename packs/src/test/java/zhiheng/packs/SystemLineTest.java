package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Json;

/** A system as one line of JSON: read whole, or refused with its place and all that is wrong. */
class SystemLineTest {
    private static SystemFile read(String json) {
        return SystemFile.line(Toy.LIBRARY, "systems.jsonl:7", json);
    }

    @Test
    void a_line_holds_what_a_file_holds() {
        var system = read("{\"name\":\" Bot"
                + " \",\"purpose\":\"Talks\",\"facts\":{\"infers\":true,\"toy_purpose\":[\"play\"],\"toy_users\":12}}");
        assertThat(system.name()).isEqualTo("Bot");
        assertThat(system.purpose()).isEqualTo("Talks");
        assertThat(system.description()).isEmpty();
        assertThat(system.facts())
                .isEqualTo(Toy.facts(
                        java.util.Map.of("infers", true, "toy_purpose", java.util.List.of("play"), "toy_users", 12)));
    }

    @Test
    void a_line_without_facts_is_a_system_of_which_nothing_is_known() {
        assertThat(read("{\"name\":\"Bot\",\"facts\":null}").facts().asMap()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"name":""}                        | systems.jsonl:7: 'name' is missing; add it
        {"facts":{}}                       | systems.jsonl:7: 'name' is missing; add it
        {"name":["Bot"]}                   | systems.jsonl:7: 'name' must be a text
        {"name":"Bot","facts":[]}          | systems.jsonl:7: 'facts' must be an object
        {"name":"Bot","fcts":{}}           | systems.jsonl:7: unknown key 'fcts'; did you mean 'facts'?
        {"name":"Bot","name":"Bot"}        | systems.jsonl:7: not valid JSON: column
        {"name":"Bot"                      | systems.jsonl:7: not valid JSON: column
        name: Bot                          | systems.jsonl:7: not valid JSON: column 1
        """)
    void a_line_of_the_wrong_shape_says_where_and_what(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(PackException.class).hasMessageStartingWith(message);
    }

    @Test
    void all_wrong_facts_of_a_line_are_named_each_behind_its_place() {
        assertThatThrownBy(() -> read(
                        "{\"name\":\"Bot\",\"facts\":{\"infer\":true,\"toy_role\":\"makr\",\"toy_users\":\"many\"}}"))
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .hasSize(3)
                        .allMatch(line -> line.startsWith("systems.jsonl:7: "))
                        .anyMatch(line -> line.contains("infers"))
                        .anyMatch(line -> line.contains("maker")));
    }

    @Property(tries = 150)
    void a_system_written_as_a_line_is_read_as_the_same_system(@ForAll long seed) {
        var facts = AnyAnswers.map(Toy.LIBRARY, new Random(seed));
        var plain = new java.util.LinkedHashMap<String, Object>();
        facts.forEach((name, value) ->
                plain.put(name, value instanceof java.time.LocalDate day ? day.toString() : value));
        var line = Json.write(java.util.Map.of("name", "Bot", "facts", plain));
        assertThat(read(line).facts()).isEqualTo(Facts.of(Toy.LIBRARY, facts));
    }

    @Property(tries = 300)
    void whatever_a_line_holds_it_is_read_or_refused_with_its_place(@ForAll String text) {
        try {
            read(text);
        } catch (PackException e) {
            assertThat(e.getMessage()).startsWith("systems.jsonl:7: ");
        }
    }

    @Example
    void a_list_within_a_list_is_no_answer() {
        assertThatThrownBy(() -> read("{\"name\":\"Bot\",\"facts\":{\"toy_purpose\":[[\"play\"]]}}"))
                .isInstanceOf(PackException.class);
    }
}
