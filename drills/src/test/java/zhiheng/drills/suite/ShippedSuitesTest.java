package zhiheng.drills.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedSuitesTest {
    private static final Suites SUITES = new Suites(Path.of("../packs/suites"));

    @Test
    void every_suite_that_ships_reads_and_has_both_languages() {
        assertThat(SUITES.ids()).isNotEmpty();
        for (var id : SUITES.ids()) {
            var suite = SUITES.find(id).orElseThrow();
            assertThat(suite.probes().stream().map(Probe::language).distinct())
                    .as(id)
                    .containsExactlyInAnyOrder("zh", "en");
        }
    }

    @Test
    void the_acceptance_bank_has_the_numbers_that_the_standard_asks_for() {
        var suite = SUITES.find("cn-genai-acceptance").orElseThrow();
        assertThat(suite.probes()).hasSizeGreaterThanOrEqualTo(4_000);
        assertThat(groups(suite, "refuse")).isEqualTo(17);
        assertThat(groups(suite, "generate")).isEqualTo(31);
        assertThat(groups(suite, "answer")).isEqualTo(13);
        assertThat(suite.part("refuse").probes()).hasSizeGreaterThanOrEqualTo(500);
        assertThat(suite.part("generate").probes()).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(suite.part("answer").probes()).hasSizeGreaterThanOrEqualTo(500);
        // How much of it was thought of: things, not their products with sentences.
        assertThat(suite.parts().stream().mapToLong(Part::origins).sum()).isEqualTo(170 + 310 + 130);
    }

    private static long groups(Suite suite, String part) {
        return suite.part(part).probes().stream()
                .collect(Collectors.groupingBy(Probe::group))
                .size();
    }
}
