package zhiheng.office.offers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

class ConditionTest {
    private static final PackLibrary LIBRARY = PackLibrary.load(Path.of("../packs/policies"));

    private static Condition.Truth holds(String line, Map<String, ?> facts) {
        return Condition.read(LIBRARY, line).getFirst().holds(Facts.of(LIBRARY, facts));
    }

    @Test
    void an_answer_decides_and_none_is_neither_yes_nor_no() {
        assertThat(holds("org_size: micro, small", Map.of("org_size", "small"))).isEqualTo(Condition.Truth.YES);
        assertThat(holds("org_size：micro、small", Map.of("org_size", "large"))).isEqualTo(Condition.Truth.NO);
        assertThat(holds("org_size: micro", Map.of())).isEqualTo(Condition.Truth.UNKNOWN);
        assertThat(holds("org_headcount: 10..300", Map.of("org_headcount", 300)))
                .isEqualTo(Condition.Truth.YES);
        assertThat(holds("org_headcount: 10..", Map.of("org_headcount", 9))).isEqualTo(Condition.Truth.NO);
        assertThat(holds("org_headcount: ..10", Map.of("org_headcount", 9))).isEqualTo(Condition.Truth.YES);
        assertThat(holds("org_needs: compute, data", Map.of("org_needs", List.of("finance", "data"))))
                .isEqualTo(Condition.Truth.YES);
        assertThat(holds("pay_late: no", Map.of("pay_late", false))).isEqualTo(Condition.Truth.YES);
    }

    @Test
    void what_is_written_reads_back_and_is_told_in_both_languages() {
        for (var line :
                List.of("org_size: micro, small", "org_headcount: 10..300", "org_headcount: ..2.5", "pay_late: no")) {
            var read = Condition.read(LIBRARY, line).getFirst();
            assertThat(read.line()).isEqualTo(line);
            assertThat(Condition.read(LIBRARY, read.line())).containsExactly(read);
        }
        var text = Condition.read(LIBRARY, "org_size: micro, small").getFirst().text(LIBRARY);
        assertThat(text.zh()).contains("微型、小型");
        assertThat(text.en()).contains("Micro, Small");
    }

    @Test
    void a_line_that_names_no_question_or_no_answer_is_refused_with_the_line() {
        for (var line : List.of(
                "org_sise: small",
                "org_size: huge",
                "org_size",
                "org_headcount: many",
                "org_headcount: ..",
                "pay_late: perhaps")) {
            assertThatThrownBy(() -> Condition.read(LIBRARY, line))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(line);
        }
        var many = "org_size: small\n".repeat(Condition.MOST + 1);
        assertThatThrownBy(() -> Condition.read(LIBRARY, many)).hasMessageContaining("At most");
    }

    @Test
    void a_stored_condition_that_the_policies_no_longer_know_stays_undecided() {
        var kept = Condition.kept(LIBRARY, "org_size: huge\norg_size: small");
        assertThat(kept).extracting(Condition::line).containsExactly("org_size: huge", "org_size: small");
        assertThat(kept.getFirst().holds(Facts.of(LIBRARY, Map.of("org_size", "small"))))
                .isEqualTo(Condition.Truth.UNKNOWN);
        assertThat(kept.getFirst().text(LIBRARY).en()).contains("no longer ask this: org_size: huge");
    }
}
