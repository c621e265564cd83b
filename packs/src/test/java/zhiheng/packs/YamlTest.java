package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Text;

/** The reader of pack files: every error says file, line and what to write instead. */
class YamlTest {
    private static Yaml parse(String text) {
        return Yaml.parse("f.yaml", text, 1 << 20);
    }

    private static void refused(String text, java.util.function.Consumer<Yaml> read, String message) {
        assertThatThrownBy(() -> read.accept(parse(text)))
                .isInstanceOf(PackException.class)
                .hasMessage(message);
    }

    @Test
    void an_error_names_the_line_on_which_the_value_stands() {
        refused(
                "a: 1\nb:\n  c: x\n",
                y -> y.entries().get("b").entries().get("c").date(),
                "f.yaml:3: 'x' is not a date; write YYYY-MM-DD");
        refused("- a\n-\n  - b\n", y -> y.list().get(0).list(), "f.yaml:1: a list is expected here");
        refused("[1, 2]", Yaml::entries, "f.yaml:1: a mapping (key: value) is expected here");
    }

    @Test
    void an_error_names_the_rule_that_it_is_about() {
        assertThatThrownBy(() -> parse("id: eu-art9\nfrom: soon\n")
                        .named("rule", "id")
                        .entries()
                        .get("from")
                        .date())
                .hasMessage("f.yaml:2: rule eu-art9: 'soon' is not a date; write YYYY-MM-DD");
        assertThatThrownBy(() ->
                        parse("id: eu-art9\nfrom: soon\n").named("rule", "id").fields(Set.of("id")))
                .hasMessageContaining("rule eu-art9: ");
        refused("from: soon\n", y -> y.named("rule", "id"), "f.yaml:1: a rule without 'id'; add it");
    }

    @Test
    void a_key_written_twice_is_an_error_at_its_second_place() {
        refused("a: 1\nb: 2\na: 3\n", Yaml::entries, "f.yaml:3: 'a' is written twice");
    }

    @Test
    void a_misspelt_key_is_named_with_the_one_that_was_meant() {
        assertThatThrownBy(() -> parse("titel: x\n").fields(Set.of("title", "text")))
                .hasMessageContaining("f.yaml:1:")
                .hasMessageContaining("did you mean 'title'?");
    }

    @Test
    void a_comma_in_a_text_without_quotes_is_recognised_as_such() {
        assertThatThrownBy(() -> parse("{zh: 甲, en: one, two}").text())
                .hasMessageContaining("put that text in \"quotes\"");
    }

    @Test
    void a_text_has_both_languages_and_neither_is_blank() {
        assertThat(parse("{zh: 甲, en: one}").text()).isEqualTo(new Text("甲", "one"));
        refused("one", Yaml::text, "f.yaml:1: a text in both languages is expected: {zh: …, en: …}");
        refused("{zh: 甲}", Yaml::text, "f.yaml:1: 'en' is missing; add it");
        refused("zh: 甲\nen: ' '\n", Yaml::text, "f.yaml:2: 'en' is empty; write the text");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "1.5,1.5", "12,12.0", "text,text", "'\"12\"',12", "2026-01-02,2026-01-02"})
    void a_plain_value_is_what_it_looks_like_and_quotes_make_it_text(String yaml, String value) {
        assertThat(String.valueOf(parse(yaml).value())).isEqualTo(value);
    }

    @Test
    void a_list_of_plain_values_is_a_value_and_a_list_of_lists_is_not() {
        assertThat(parse("[a, 1, true]").value()).isEqualTo(List.of("a", 1.0, true));
        refused("- a\n- [b]\n", Yaml::value, "f.yaml:2: a list may hold only plain values");
        refused("a: 1", Yaml::value, "f.yaml:1: a plain value or a list is expected here");
        assertThat(parse("null").value()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [1", "a: b: c", "\"open", "a:\n\t- b", "&a *a", "a: *none"})
    void what_is_no_yaml_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> parse(text).value())
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("f.yaml:");
    }

    @Test
    void an_empty_file_is_said_to_be_one() {
        refused("", y -> {}, "f.yaml: empty file");
        refused("# nothing but a remark\n", y -> {}, "f.yaml: empty file");
    }

    @Test
    void a_file_that_unfolds_without_end_is_refused() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThatThrownBy(() -> parse(bomb.toString())).isInstanceOf(PackException.class);
        assertThatThrownBy(() -> parse("[".repeat(100) + "]".repeat(100)))
                .hasMessageContaining("nested deeper than 32 levels");
    }
}
