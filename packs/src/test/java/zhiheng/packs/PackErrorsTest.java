package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One broken thing per test; the whole message is written here as a person would read it. */
class PackErrorsTest {
    @TempDir
    Path folder;

    private String messageFor(String file, String was, String now) {
        var broken = Toy.broken(folder, file, was, now);
        var error = org.assertj.core.api.Assertions.catchThrowableOfType(
                PackException.class, () -> PackLibrary.load(broken));
        assertThat(error).as("the broken pack must be refused").isNotNull();
        return String.valueOf(error.getMessage()).replace(folder + "/", "");
    }

    @Test
    void an_unknown_fact_in_a_condition_shows_place_nearest_name_and_caret() {
        assertThat(messageFor("toy/rules.yaml", "'scoring' in toy_purpose", "'scoring' in toy_purpos"))
                .isEqualTo("""
                        toy/rules.yaml:17: rule toy-ban: `when`: unknown fact 'toy_purpos'; did you mean 'toy_purpose'?
                            toy_in_scope && 'scoring' in toy_purpos
                                                         ^""");
    }

    @Test
    void an_unknown_option_in_a_condition_shows_the_options() {
        assertThat(messageFor("toy/rules.yaml", "'scoring' in toy_purpose", "'scorign' in toy_purpose"))
                .isEqualTo("""
                        toy/rules.yaml:17: rule toy-ban: `when`: 'scorign' is not an option of 'toy_purpose'; did you mean 'scoring'? \
                        Options: hiring, scoring, play
                            toy_in_scope && 'scorign' in toy_purpose
                                                      ^""");
    }

    @Test
    void a_type_error_is_shown_with_a_caret() {
        assertThat(messageFor("toy/rules.yaml", "toy_role == 'maker'", "toy_role == 3"))
                .startsWith(
                        "toy/rules.yaml:48: rule toy-duty-rms: `when`: '==' cannot be applied to (string, int); compare like with like")
                .endsWith("\n    toy_high && toy_role == 3\n                         ^");
    }

    @Test
    void what_a_duty_asks_of_calls_is_one_of_a_few_words() {
        var nature = "    nature: continuous\n";
        assertThat(messageFor("toy/rules.yaml", nature, nature + "    calls: [labeled]\n"))
                .contains("unknown 'labeled'; did you mean 'labelled'? A duty asks of calls: forbidden, labelled");
    }

    @Test
    void only_a_prohibition_forbids_all_calls() {
        var nature = "    nature: continuous\n";
        assertThat(messageFor("toy/rules.yaml", nature, nature + "    calls: [forbidden]\n"))
                .contains("only a duty of the nature 'prohibition' forbids all calls");
    }

    @Test
    void only_a_number_goes_below_zero() {
        var question = "question: {zh: 军用？, en: Military?}";
        assertThat(messageFor("toy/facts.yaml", question, question + "\n  signed: true"))
                .endsWith("fact toy_military: only a number can be 'signed'");
    }

    @Test
    void a_syntax_error_is_shown_with_a_caret() {
        assertThat(messageFor("toy/rules.yaml", "toy_high && toy_role", "toy_high & toy_role"))
                .startsWith("toy/rules.yaml:48: rule toy-duty-rms: `when`: ")
                .endsWith("\n    toy_high & toy_role == 'maker'\n             ^");
    }

    @Test
    void a_condition_that_is_not_a_truth_value_is_refused() {
        assertThat(messageFor("toy/rules.yaml", "toy_high && toy_role == 'maker'", "toy_role"))
                .isEqualTo("""
                        toy/rules.yaml:48: rule toy-duty-rms: `when`: true or false is needed here
                            toy_role
                            ^""");
    }

    @Test
    void a_function_that_conditions_do_not_know_is_refused_by_name() {
        assertThat(messageFor("toy/rules.yaml", "toy_role == 'maker'", "toy_role.startsWith('m')"))
                .startsWith(
                        "toy/rules.yaml:48: rule toy-duty-rms: `when`: 'startsWith' is not supported; conditions know");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        toy/rules.yaml | to: 2030-01-01         | to: 2022-01-01        | toy/rules.yaml:26: rule toy-hiring: 'to' (2022-01-01) must be later than 'from' (2022-01-01)
        toy/rules.yaml | from: 2022-01-01       | from: 2022-13-01      | toy/rules.yaml:25: rule toy-hiring: '2022-13-01' is not a date; write YYYY-MM-DD
        toy/rules.yaml | , en: A fine}          | }                     | toy/rules.yaml:58: rule toy-duty-rms: 'en' is missing; add it
        toy/rules.yaml | {zh: 罚款, en: A fine}  | a fine                | toy/rules.yaml:58: rule toy-duty-rms: a text in both languages is expected: {zh: …, en: …}
        toy/rules.yaml | id: toy-hiring         | id: toy-ban           | toy/rules.yaml:20: rule toy-ban: this rule id is already used at toy/rules.yaml:10; a rule id is unique over all packs
        toy/rules.yaml | stage: scope           | stage: scop           | toy/rules.yaml:2: rule toy-out: unknown stage 'scop'; did you mean 'scope'? Declared in pack.yaml: scope, purpose, duties
        toy/rules.yaml | tier: high             | tier: hihg            | toy/rules.yaml:31: rule toy-hiring: unknown tier 'hihg'; did you mean 'high'? Declared in pack.yaml: prohibited, high, limited
        toy/rules.yaml | confidence: C          | confidence: B         | toy/rules.yaml:7: rule toy-out: unknown confidence 'B'. Declared in pack.yaml: C
        toy/rules.yaml | lifted_by:             | lifted-by:            | toy/rules.yaml:29: rule toy-hiring: unknown key 'lifted-by'; did you mean 'lifted_by'? Allowed here: id, stage, ref, article, text, from, to, confidence, read, when, unless, lifted_by, sets, tier, duty, note, contain
        toy/rules.yaml | lifted_by: toy_derogated | lifted_by: toy_small_task | toy/rules.yaml:29: rule toy-hiring: `lifted_by`: 'toy_small_task' is asked of people; a derived fact (with text, without question) is needed
        toy/rules.yaml | sets: toy_listed       | sets: toy_high        | toy/rules.yaml:30: rule toy-hiring: `sets`: 'toy_high' is given by a 'define' and cannot also be set by rules
        toy/rules.yaml | kind: guidance         | kind: guidence        | toy/rules.yaml:70: rule toy-duty-report: unknown kind 'guidence'; did you mean 'guidance'? Kinds: obligation, guidance, voluntary
        toy/rules.yaml | kind: obligation       | kind: voluntary       | toy/rules.yaml:56: rule toy-duty-rms: a voluntary commitment has no 'due'; that is a law's
        toy/rules.yaml | id: TOY-REP            | id: TOY-RMS           | toy/rules.yaml:60: rule toy-duty-report: duty id 'TOY-RMS' is also given by rule toy-duty-rms at the same time; a duty id is unique
        toy/facts.yaml | type: number           | type: numbr           | toy/facts.yaml:24: fact toy_users: unknown type 'numbr'; did you mean 'number'? Types: bool, choice, choices, number, date
        toy/facts.yaml | id: toy_users          | id: infers            | toy/facts.yaml:23: fact infers: already declared at shared/facts.yaml:1; a fact id is unique over all packs
        toy/facts.yaml | en: How many users?}   | en: How many, if any?} | toy/facts.yaml:25: fact toy_users: unknown key 'if any?'; if it is part of a text, put that text in "quotes". Allowed here: zh, en
        toy/rules.yaml | source: gazette, date  | source: gazete, date  | toy/rules.yaml:84: rule toy-hold: unknown source 'gazete'; did you mean 'gazette'? Declared in pack.yaml: gazette
        toy/rules.yaml | , date: 2026-11-30}    | }                     | toy/rules.yaml:84: rule toy-hold: 'date' is missing; add it
        toy/pack.yaml  | id: toy                | id: doll              | toy/pack.yaml:1: the pack's id 'doll' differs from its folder 'toy'
        """)
    void a_broken_pack_gets_one_clear_error(String file, String was, String now, String message) {
        assertThat(messageFor(file, was, now)).isEqualTo(message);
    }

    @Test
    void a_circle_of_derived_facts_is_refused_with_its_path() {
        assertThat(messageFor("toy/facts.yaml", "define: infers && !toy_military", "define: infers && !toy_high"))
                .isEqualTo("toy/rules.yaml:20: rule toy-hiring: a circle of derived facts: toy_in_scope → toy_high → "
                        + "toy_listed → toy_in_scope; take one of them out of the other's condition");
    }

    @Test
    void a_rule_may_not_read_what_a_later_stage_sets() {
        assertThat(messageFor("toy/rules.yaml", "when: \"!infers\"", "when: \"!toy_listed\""))
                .isEqualTo(
                        "toy/rules.yaml:1: rule toy-out: reads 'toy_listed', which rule toy-hiring of the later stage "
                                + "'purpose' sets; move one of the rules, or use lifted_by");
    }

    private String duty(String lines) {
        return messageFor("toy/rules.yaml", "    nature: continuous", lines);
    }

    @Test
    void a_time_span_that_cannot_be_read_shows_how_to_write_one() {
        assertThat(duty("    nature: event\n    clocks: [{event: incident, within: 4h}]"))
                .contains("`within`: '4h' is no time span; write PT4H for four hours, P30D for thirty days, P10WD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nature: continous | unknown nature 'continous'; did you mean 'continuous'?",
                "# none | 'nature' is missing",
                "nature: dated | a dated duty needs 'due' or a clock with the fact that dates it",
                "nature: event | a duty of the nature 'event' needs 'clocks'",
                "nature: event, clocks: [{event: incidnet}] | unknown event 'incidnet'; did you mean 'incident'?",
                "nature: event, clocks: [{event: incident, fact: placed_on}] | a clock starts with one 'fact' or one 'event'",
                "nature: event, clocks: [{event: incident, every: P1Y}] | `every`: anniversaries are counted from a date",
                "nature: dated, clocks: [{fact: placed_on, every: P1D}] | `every`: 'P1D' is no span of years or months",
                "nature: dated, clocks: [{fact: placed_on, every: yearly}] | write P1Y for each year",
                "nature: dated, clocks: [{fact: placed_on, within: P1D, every: P1Y}] | a clock has 'within' or 'every'",
                "nature: dated, clocks: [{fact: placed_no}] | `fact`: unknown fact 'placed_no'; did you mean 'placed_on'?",
                "nature: dated, clocks: [{fact: infers}] | `fact`: 'infers' is no date",
                "nature: prohibition, clocks: [{event: incident}] | a prohibition has no clocks",
                "nature: continuous, clocks: [{fact: placed_on}] | only a dated duty has 'due' or the clock of a fact",
                "nature: dated, since: placed_on, due: 2026-01-01 | `since` is for duties that are kept up",
                "nature: dated, due: 2026-01-01, clocks: [{fact: placed_on}] | a dated duty has one last day",
            })
    void a_duty_whose_kind_and_times_do_not_fit_is_refused(String members, String said) {
        assertThat(duty(("    " + members.strip()).replaceAll(", (?=[a-z]+:)(?![^{]*})", "\n    ")))
                .contains(said.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "off: [2026-01-03] | `off`: 2026-01-03 is a SATURDAY; a weekend is off anyway",
                "off: [2025-01-01] | `off`: 2025-01-01 does not lie in 2026",
                "off: [2026-01-01, 2026-01-01] | `off`: 2026-01-01 is written twice",
            })
    void a_calendar_that_contradicts_itself_is_refused(String off, String said) throws Exception {
        var library = Toy.broken(folder.resolve("calendar"), "toy/pack.yaml", "id: toy", "id: toy");
        Files.writeString(
                library.resolve("shared/calendars.yaml"),
                "- jurisdiction: XX\n  zone: Asia/Shanghai\n  years:\n    - {year: 2026, notice: x, " + off.strip()
                        + ", worked: []}\n");
        assertThatThrownBy(() -> PackLibrary.load(library)).hasMessageContaining(said.strip());
    }

    @Test
    void a_rule_that_contains_yields_nothing_else() {
        assertThat(messageFor("toy/rules.yaml", "  contain: stopped", "  contain: stopped\n  tier: limited"))
                .endsWith("rule toy-hold: a rule yields one of tier, duty, note, contain; split it");
    }

    @Test
    void the_state_that_a_rule_asks_for_is_one_word() {
        assertThat(messageFor("toy/rules.yaml", "  contain: stopped", "  contain: Stop it"))
                .endsWith("`contain`: 'Stop it' is not a word of small letters and -");
    }

    @Test
    void a_pack_that_binds_nobody_has_no_ban() {
        assertThat(messageFor("toy/pack.yaml", "tiers:", "binding: false\ntiers:"))
                .isEqualTo("toy/pack.yaml:11: a pack with 'binding: false' binds nobody, so no tier of it is a ban");
    }

    @Test
    void a_pack_that_binds_nobody_has_no_obligation() {
        assertThat(messageFor(
                        "toy/pack.yaml",
                        "tiers:\n  - {id: prohibited, name: {zh: 禁止, en: Prohibited}, ban: true}",
                        "binding: false\ntiers:\n  - {id: prohibited, name: {zh: 禁止, en: Prohibited}}"))
                .contains("rule toy-duty-rms: a pack with 'binding: false' binds nobody;")
                .endsWith("its duties are of kind guidance or voluntary");
    }

    @Test
    void broken_yaml_is_named_with_its_line() {
        assertThat(messageFor("toy/rules.yaml", "text: {zh: 禁止评分", "text: {zh: 禁止评分]"))
                .startsWith("toy/rules.yaml:14: not valid YAML: ");
    }

    @Test
    void a_folder_that_is_not_there_says_what_to_name() {
        assertThatThrownBy(() -> PackLibrary.load(folder.resolve("none")))
                .isInstanceOf(PackException.class)
                .hasMessageEndingWith("none: no such folder; name the folder that holds one folder per pack");
    }
}
