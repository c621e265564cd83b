package zhiheng.office.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.packs.PackException;

/** A criteria file says what it says; each way to write it wrongly is told with its line and what to do. */
class CriteriaReaderTest {
    private static final String TEXT = """
            pack: p
            version: "2"
            confidence: {T: {zh: 例, en: example}}
            sets:
              - procedure: x
                item: application
                start:
                  months: 6
                  keepContentDays: 7
                  error: 0.05
                  inspected: 0.1
                  verdictDays: 3
                  reported: 0
                  windowDays: 14
                  steps:
                    - {stage: small, users: 10, callsPerDay: 200}
                    - {stage: wide, users: 100}
                criteria:
                  - {id: tested, group: technical, question: {zh: 问, en: q}, evidence: {zh: 证, en: e}, weight: 3, must: true, ref: r, confidence: T}
                  - {id: fair, group: ethics, question: {zh: 问, en: q}, weight: 2, ref: r, confidence: T}
                  - {id: stops, group: emergency, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                  - {id: small, group: ethics, question: {zh: 问, en: q}, weight: 0, priority: {zh: 先, en: first}, ref: r, confidence: T}
                rules:
                  - {id: few, when: {tier: [high]}, set: {users: 5}, reason: {zh: 因, en: why}}
                  - {id: night, when: {criterion: fair, is: [no, unknown]}, set: {opens: "08:00", closes: "18:00"}, reason: {zh: 因, en: why}}
            """;

    private static Criteria whole() {
        return Criteria.read("f", TEXT).getFirst();
    }

    @Test
    void a_file_is_read_with_its_criteria_its_start_and_its_rules() {
        var read = whole();
        assertThat(read.procedure()).isEqualTo("x");
        assertThat(read.criteria()).extracting(Criterion::id).containsExactly("tested", "fair", "stops", "small");
        assertThat(read.of(Criterion.Group.ETHICS)).extracting(Criterion::id).containsExactly("fair", "small");
        var tested = read.criteria().getFirst();
        assertThat(tested.must()).isTrue();
        assertThat(tested.shown()).isTrue();
        assertThat(tested.first()).isFalse();
        assertThat(tested.meaning().zh()).isEqualTo("例");
        assertThat(read.criteria().getLast().first()).isTrue();
        assertThat(read.start().months()).isEqualTo(6);
        assertThat(read.start().steps())
                .extracting(SandboxTerms.Step::callsPerDay)
                .containsExactly(200L, 0L);
        assertThat(read.rules()).extracting(TermsRule::id).containsExactly("few", "night");
        assertThat(read.rules().getFirst().bounds()).isEqualTo(java.util.Map.of(TermsRule.Bound.USERS, "5"));
        assertThat(read.rules().getLast().is()).containsExactlyInAnyOrder(Answer.Says.NO, Answer.Says.UNKNOWN);
        assertThat(read.rules().getLast().bounds()).hasSize(2);
    }

    @Test
    void the_version_changes_with_every_word_of_the_file() {
        assertThat(whole().version()).startsWith("2+");
        assertThat(Criteria.read("f", TEXT + "# more\n").getFirst().version()).isNotEqualTo(whole().version());
        assertThat(Criteria.read("g", TEXT).getFirst().version()).isEqualTo(whole().version());
    }

    /** Line, what stands there, what stands there instead, and words of what is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8|months: 6|months: 61|whole number from 1 to 60",
                "8|months: 6|months: half|number is expected",
                "8|months: 6|months: 2.5|whole number",
                "9|keepContentDays: 7|keepContentDays: -1|number is expected",
                "12|verdictDays: 3|verdictDays: 91|from 0 to 90",
                "14|windowDays: 14|windowDays: 366|from 0 to 365",
                "16|users: 10|users: 0|from 1",
                "19|weight: 3|weight: 101|from 0 to 100",
                "19|group: technical|group: technic|none of technical, ethics, emergency",
                "19|confidence: T}|confidence: V}|one of T",
                "19|id: tested|id: Tested|kebab-case",
                "20|id: fair|id: tested|written twice",
                "24|set: {users: 5}|set: {userz: 5}|cannot be set; one of",
                "24|set: {users: 5}|set: {months: 0}|from 1 to 60",
                "24|set: {users: 5}|set: {inspected: 1.5}|between 0 and 1",
                "24|set: {users: 5}|set: {youngest: 100}|from 0 to 99",
                "24|set: {users: 5}|set: {opens: soon}|time of day",
                "24|tier: [high]|tier: []|write {criterion",
                "25|criterion: fair|criterion: fare|no criterion 'fare'",
                "25|is: [no, unknown]|is: []|write {criterion",
                "25|is: [no, unknown]|is: [never]|none of yes, partly, no, unknown",
            })
    void what_is_wrong_is_told_with_its_line(int line, String from, String to, String told) {
        assertThat(TEXT).contains(from);
        assertThatThrownBy(() -> Criteria.read("f", TEXT.replaceFirst(java.util.regex.Pattern.quote(from), to)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("f:" + line)
                .hasMessageContaining(told);
    }

    @Test
    void a_group_that_no_criterion_weighs_in_is_told_since_an_application_has_three() {
        assertThatThrownBy(() -> Criteria.read("f", TEXT.replace("weight: 1", "weight: 0")))
                .hasMessageContaining("'emergency'")
                .hasMessageContaining("technical, ethics, emergency");
    }

    @Test
    void a_start_without_steps_or_with_a_share_over_one_is_refused() {
        assertThatThrownBy(() -> Criteria.read(
                        "f", TEXT.replaceAll("(?s)steps:\\n.*?    criteria:", "steps: []\n    criteria:")))
                .hasMessageContaining("at least one step");
        assertThatThrownBy(() -> Criteria.read("f", TEXT.replace("inspected: 0.1", "inspected: 1.1")))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("f:");
    }

    @Test
    void all_faults_of_all_packs_are_told_together(@TempDir Path folder) throws IOException {
        for (var pack : List.of("one", "two", "three")) {
            Files.createDirectories(folder.resolve(pack));
        }
        Files.writeString(folder.resolve("one/criteria.yaml"), TEXT);
        Files.writeString(folder.resolve("two/criteria.yaml"), TEXT);
        Files.writeString(folder.resolve("three/criteria.yaml"), TEXT.replace("procedure: x", "procedure: y"));
        assertThatThrownBy(() -> Criteria.load(List.of(folder), Set.of("x")::contains))
                .hasMessageContaining("are also in")
                .hasMessageContaining("criteria of 'y', and no pack has that procedure");
    }

    @Test
    void a_folder_that_is_not_there_holds_no_criteria(@TempDir Path folder) {
        assertThat(Criteria.load(List.of(folder.resolve("nothing")), id -> true))
                .isEmpty();
    }
}
