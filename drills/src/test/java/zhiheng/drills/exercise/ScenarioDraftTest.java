package zhiheng.drills.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioDraftTest {
    @Test
    void every_shipped_scenario_comes_back_through_the_form_as_it_was() {
        for (var kept : Samples.SHIPPED.all()) {
            var draft = ScenarioDraft.of(ScenarioDraft.fields(kept.scenario()));
            assertThat(draft.fault()).isNull();
            assertThat(draft.read())
                    .usingRecursiveComparison()
                    .ignoringFields("version")
                    .isEqualTo(kept.scenario());
            assertThat(draft.read().version())
                    .startsWith(kept.scenario().version().replaceFirst("\\+.*", "+"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name-zh, '', name-zh, is empty",
        "ends, PT9H, ends, PT8H",
        "inject-2-at, five, inject-2-at, is no time",
        "inject-1-to, bott, inject-1-to, unknown system 'bott'",
        "inject-2-at, PT5M, inject-2-id, overlaps",
        "inject-1-calls, many, inject-1-calls, a whole number",
        "inject-1-most, L9, inject-1-most, no step of the ladder",
        "inject-1-atlas, '', inject-1-atlas, at least one technique",
        "inject-1-situation-en, '', inject-1-situation-en, is empty",
        "seat-2-part, controller, seat-1-id, needs a participant",
        "report-1-by, nobody, report-1-by, unknown seat",
        "form-live, '', '', ''",
        "form-tabletop, '', '', ''",
        "system-1-id, Bot, system-1-id, kebab-case"
    })
    void what_is_wrong_is_told_by_the_field_it_stands_in(String field, String value, String at, String said) {
        var typed = new HashMap<>(ScenarioDraft.fields(Samples.SMALL));
        typed.put(field, value);
        var fault = ScenarioDraft.of(typed).fault();
        if (at.isEmpty()) {
            assertThat(fault).isNull();
        } else {
            assertThat(fault).isNotNull();
            assertThat(fault.reason()).contains(said);
            assertThat(fault.field()).isEqualTo(at);
        }
    }

    @Test
    void signs_of_the_file_form_typed_into_a_field_stay_words() {
        var typed = new HashMap<>(ScenarioDraft.fields(Samples.SMALL));
        typed.put("name-en", "a: \"b\" # {c}\nforms: [live]");
        typed.put("inject-1-ask-zh", "一？\n二？");
        typed.put("inject-1-ask-en", "One?\nTwo?");
        var read = ScenarioDraft.of(typed).read();
        assertThat(read.name().en()).isEqualTo("a: \"b\" # {c}\nforms: [live]");
        assertThat(read.injects().getFirst().ask()).hasSize(2);
        typed.put("inject-1-ask-en", "One?");
        assertThat(ScenarioDraft.of(typed).fault()).extracting(f -> f.field()).isEqualTo("inject-1-ask-en");
    }

    @Test
    void an_empty_form_says_what_is_missing_and_rows_without_an_id_are_none() {
        assertThat(ScenarioDraft.of(Map.of()).fault()).isNotNull();
        var typed = new HashMap<>(ScenarioDraft.fields(Samples.SMALL));
        typed.put("inject-3-at", "nonsense");
        assertThat(ScenarioDraft.of(typed).fault()).isNull();
    }
}
