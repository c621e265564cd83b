package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    @TempDir
    Path folder;

    @Test
    void answers_come_back_as_they_were_given() {
        var facts = Toy.facts(
                Map.of("infers", true, "makes", List.of("video", "text"), "placed_on", "2021-03-04", "toy_users", 5));
        assertThat(facts.asMap())
                .isEqualTo(Map.of(
                        "infers",
                        true,
                        "makes",
                        List.of("text", "video"),
                        "placed_on",
                        "2021-03-04",
                        "toy_users",
                        5.0));
    }

    @Test
    void null_takes_an_answer_back() {
        assertThat(Toy.facts(Map.of("infers", true)).with("infers", null).asMap())
                .isEmpty();
    }

    /** Whoever sends it: a page, a program, a file, an import. */
    @Test
    void no_number_is_below_zero() {
        assertThatThrownBy(() -> Toy.facts(Map.of("toy_users", -5)))
                .isInstanceOf(PackException.class)
                .hasMessage("'toy_users' cannot be below zero (-5): numbers are counts, amounts and times where"
                        + " nothing else is said");
        assertThat(Toy.facts(Map.of("toy_users", -0.0)).asMap()).isEqualTo(Map.of("toy_users", 0.0));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var values = new LinkedHashMap<String, Object>();
        values.put("toy_purpos", List.of("hiring"));
        values.put("infers", "yes");
        values.put("toy_role", "makr");
        values.put("toy_in_scope", true);
        values.put("makes", "text");
        values.put("placed_on", "soon");
        values.put("toy_users", Double.NaN);
        assertThatThrownBy(() -> Facts.of(Toy.LIBRARY, values))
                .isInstanceOf(PackException.class)
                .hasMessage("""
                        unknown fact 'toy_purpos'; did you mean 'toy_purpose'?
                        'infers' must be true or false, not yes
                        'makr' is not an option of 'toy_role'; did you mean 'maker'? Options: maker, user
                        'toy_in_scope' is derived by the packs; leave it out and answer the facts it is made from
                        'makes' must be a list, as in [text, image, video], not text
                        'placed_on' must be a date written YYYY-MM-DD, not soon
                        'toy_users' must be a number, not NaN""");
    }

    @Test
    void an_endless_list_is_refused() {
        assertThatThrownBy(() -> Toy.facts(Map.of("makes", Collections.nCopies(1000, "text"))))
                .isInstanceOf(PackException.class)
                .hasMessage("'makes' lists 1000 values; at most 64 are read");
    }

    private String refused(String text) throws IOException {
        var file = Files.writeString(folder.resolve("system.yaml"), text);
        var error = org.assertj.core.api.Assertions.catchThrowableOfType(
                PackException.class, () -> SystemFile.read(Toy.LIBRARY, file));
        assertThat(error).isNotNull();
        return String.valueOf(error.getMessage()).replace(folder + "/", "");
    }

    @Test
    void a_system_file_may_be_yaml_or_json() throws IOException {
        var yaml = Files.writeString(
                folder.resolve("a.yaml"), "name: A\npurpose: p\nfacts: {infers: true, makes: [text]}\n");
        var json = Files.writeString(
                folder.resolve("a.json"),
                "{\"name\": \"A\", \"purpose\": \"p\",\n\t\"facts\": {\"infers\": true, \"makes\": [\"text\"]}}");
        assertThat(SystemFile.read(Toy.LIBRARY, yaml)).isEqualTo(SystemFile.read(Toy.LIBRARY, json));
    }

    @Test
    void a_misspelt_fact_in_a_system_file_is_named_with_its_line() throws IOException {
        assertThat(refused("name: A\nfacts:\n  infers: true\n  toy_roel: maker\n  makes: [txt]\n"))
                .isEqualTo("""
                        system.yaml:4: unknown fact 'toy_roel'; did you mean 'toy_role'?
                        system.yaml:5: 'txt' is not an option of 'makes'; did you mean 'text'? Options: text, image, video""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        name: A~fact: {}          | system.yaml:2: unknown key 'fact'; did you mean 'facts'? Allowed here: name, description, purpose, facts
        description: A            | system.yaml:1: 'name' is missing; add it
        name: A~name: B           | system.yaml:2: 'name' is written twice
        - name                    | system.yaml:1: a mapping (key: value) is expected here
        name: A~facts: [infers]   | system.yaml:2: a mapping (key: value) is expected here
        name: A~facts: {makes: [[text]]} | system.yaml:2: a list may hold only plain values
        """)
    void a_system_file_of_the_wrong_shape_says_where(String text, String message) throws IOException {
        assertThat(refused(text.replace('~', '\n'))).isEqualTo(message);
    }

    @Test
    void a_system_file_larger_than_a_mebibyte_is_refused() throws IOException {
        assertThat(refused("name: " + "A".repeat(1 << 20)))
                .isEqualTo("system.yaml: larger than 1024 KiB; make it smaller");
    }

    @Test
    void deep_nesting_is_refused_before_it_costs_anything() throws IOException {
        assertThat(refused("name: " + "[".repeat(100_000))).isEqualTo("system.yaml:1: nested deeper than 32 levels");
    }

    @Test
    void bytes_that_are_not_text_are_refused() throws IOException {
        var file = Files.write(folder.resolve("b.yaml"), new byte[] {'n', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> SystemFile.read(Toy.LIBRARY, file))
                .isInstanceOf(PackException.class)
                .hasMessageEndingWith("b.yaml: not UTF-8 text; save the file as UTF-8");
    }
}
