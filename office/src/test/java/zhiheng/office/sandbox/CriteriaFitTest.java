package zhiheng.office.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What criteria name is there, and each rule can narrow something; what cannot is told with its line. */
class CriteriaFitTest {
    private static final CriteriaFit FIT = new CriteriaFit(
            id -> id.equals("x")
                    ? Optional.of(new CriteriaFit.Ground(Set.of("application"), Set.of("small", "wide")))
                    : Optional.empty(),
            Set.of("high"));
    private static final String TEXT = """
            pack: p
            version: "1"
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
                  - {id: a, group: technical, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                  - {id: b, group: ethics, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                  - {id: c, group: emergency, question: {zh: 问, en: q}, weight: 1, ref: r, confidence: T}
                rules:
                  - {id: r, when: {tier: [high]}, set: {users: 5}, reason: {zh: 因, en: why}}
            """;

    private static List<String> misfits(String from, String to) {
        assertThat(TEXT).contains(from);
        return FIT.misfits("f", TEXT.replace(from, to));
    }

    @Test
    void what_fits_has_no_misfit() {
        assertThat(FIT.misfits("f", TEXT)).isEmpty();
    }

    @Test
    void a_procedure_a_document_a_stage_or_a_tier_that_is_not_there_is_told_with_those_there_are() {
        assertThat(misfits("procedure: x", "procedure: y").toString()).contains("f:5", "no pack has the procedure 'y'");
        assertThat(misfits("item: application", "item: form").toString()).contains("f:6", "'form'", "application");
        assertThat(misfits("stage: wide", "stage: wid").toString()).contains("f:17", "'wid'", "small, wide");
        assertThat(misfits("[high]", "[hihg]").toString()).contains("f:23", "hihg", "there are high");
        assertThat(misfits("[high]", "[hihg, high]"))
                .as("one of several laws is enough")
                .isEmpty();
    }

    /** Terms with two steps of the same size would be refused later, when somebody applies. */
    @Test
    void a_step_that_is_no_larger_than_the_one_before_is_told() {
        assertThat(misfits("wide, users: 100", "wide, users: 10").toString()).contains("f:17", "10 users are no more");
        assertThat(misfits("wide, users: 100", "wide, users: 9").toString())
                .contains("9 users are no more than the 10");
    }

    /** A rule narrows the first step only, so it is held against that one. */
    @Test
    void a_rule_that_can_never_narrow_is_told() {
        assertThat(misfits("{users: 5}", "{users: 11}").toString()).contains("f:23", "narrows nothing", "10 users");
        assertThat(misfits("{users: 5}", "{callsPerDay: 201}").toString()).contains("200 calls per day");
        assertThat(misfits("{users: 5}", "{months: 7}").toString()).contains("6 months");
        assertThat(misfits("{users: 5}", "{keepContentDays: 8}").toString()).contains("7 days");
        assertThat(misfits("{users: 5}", "{inspected: 0.05}").toString()).contains("0.1 of the answers");
        assertThat(misfits("{users: 5}", "{users: 10, callsPerDay: 200, months: 6, youngest: 14}"))
                .isEmpty();
        assertThat(FIT.misfits(
                        "f", TEXT.replace(", callsPerDay: 200", "").replace("{users: 5}", "{callsPerDay: 9000}")))
                .as("any cap narrows what has none")
                .isEmpty();
    }

    @Test
    void folders_are_read_pack_by_pack_and_others_passed_over(@TempDir Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("one")).resolve("criteria.yaml"), TEXT);
        Files.writeString(
                Files.createDirectories(folder.resolve("two")).resolve("criteria.yaml"),
                TEXT.replace("procedure: x", "procedure: z"));
        Files.createDirectories(folder.resolve("three"));
        assertThat(FIT.misfits(List.of(folder, folder.resolve("none"))))
                .hasSize(1)
                .allMatch(s -> s.contains("'z'"));
    }
}
