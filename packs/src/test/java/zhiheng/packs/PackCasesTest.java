package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackCasesTest {
    @TempDir
    Path folder;

    private PackCases.Report after(String was, String now) {
        var broken = Toy.broken(folder, "toy/cases/all.yaml", was, now);
        return PackCases.run(PackLibrary.load(broken), broken);
    }

    private String only(java.util.List<String> messages) {
        assertThat(messages).hasSize(1);
        return messages.getFirst().replace(folder + "/", "");
    }

    @Test
    void the_toy_pack_passes_its_own_cases() {
        assertThat(PackCases.run(Toy.LIBRARY, Toy.FOLDER).toString())
                .isEqualTo("3 cases, 7 rules: all as expected, all covered");
    }

    @Test
    void a_rule_that_holds_unexpectedly_is_reported_with_its_reason() {
        var report = after("silent: [toy-out, toy-ban, toy-duty-report]", "silent: [toy-duty-rms, toy-duty-report]");
        assertThat(only(report.failures()))
                .startsWith(
                        "toy/cases/all.yaml:5: case A hiring filter made in 2021: rule toy-duty-rms should be silent"
                                + " but holds, because ")
                .contains("toy_purpose = [hiring]");
    }

    @Test
    void a_rule_that_waits_is_reported_with_the_facts_it_waits_for() {
        var report = after("silent: [toy-out, toy-ban, toy-duty-report]\n  open:", "silent:");
        assertThat(only(report.failures()))
                .isEqualTo(
                        "toy/cases/all.yaml:5: case A hiring filter made in 2021: rule toy-transparency should be silent"
                                + " but is open, waiting for makes, placed_on");
    }

    @Test
    void a_rule_without_a_case_is_a_gap() {
        var report = after("holds: [toy-out]", "holds: []");
        assertThat(only(report.uncovered()))
                .isEqualTo("toy/rules.yaml:1: rule toy-out: no case lists it under holds; add one");
    }

    @Test
    void a_misspelt_rule_is_an_error_with_the_nearest_name() {
        var report = after("holds: [toy-out]", "holds: [toy-oust, toy-out]");
        assertThat(only(report.failures()))
                .isEqualTo(
                        "toy/cases/all.yaml:14: case A fixed formula: unknown rule 'toy-oust'; did you mean 'toy-out'?");
    }

    @Test
    void a_misspelt_fact_fails_its_case_only() {
        var report = after("facts: {infers: false}", "facts: {infer: false}");
        assertThat(only(report.failures())).contains("unknown fact 'infer'; did you mean 'infers'?");
        assertThat(report.cases()).isEqualTo(3);
    }
}
