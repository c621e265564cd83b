package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PackExplanationTest {
    @Test
    void a_rule_comes_with_its_cases_its_duty_and_its_letter() {
        var e = PackExplanation.of(Toy.LIBRARY, Toy.FOLDER, "toy-duty-rms");
        assertThat(e.certainty()).isEqualTo(Certainty.BAN);
        assertThat(Objects.requireNonNull(e.duty()).id()).isEqualTo("TOY-RMS");
        assertThat(e.source()).isNull();
        assertThat(e.cases())
                .containsExactly(
                        new PackExplanation.Case(
                                "A hiring filter made in 2021",
                                LocalDate.parse("2022-07-01"),
                                "holds",
                                "toy/cases/all.yaml:1"),
                        new PackExplanation.Case(
                                "A fixed formula", LocalDate.parse("2023-07-01"), "silent", "toy/cases/all.yaml:11"));
    }

    @Test
    void a_rule_that_was_read_names_the_copy() {
        var e = PackExplanation.of(Toy.LIBRARY, Toy.FOLDER, "toy-hold");
        assertThat(Objects.requireNonNull(e.source()).name().en()).isEqualTo("Gazette");
        assertThat(Objects.requireNonNull(e.rule().read()).date()).isEqualTo("2026-11-30");
        assertThat(e.pack().read()).isEqualTo(1);
    }

    @Test
    void an_unknown_rule_is_told_with_the_nearest() {
        assertThatThrownBy(() -> PackExplanation.of(Toy.LIBRARY, Toy.FOLDER, "toy-holt"))
                .hasMessage("unknown rule 'toy-holt'; did you mean 'toy-hold'?");
    }

    @Test
    void what_held_before_and_what_comes_after_is_the_history() {
        var folder = Path.of("library");
        var e = PackExplanation.of(Shipped.LIBRARY, folder, "eu-art4");
        assertThat(e.history()).extracting(Pack.Rule::id).containsExactly("eu-art4-2025", "eu-art4");
        var used = PackExplanation.of(Shipped.LIBRARY, folder, "eu-art4-deployer");
        assertThat(used.history())
                .extracting(Pack.Rule::id)
                .containsExactly("eu-art4-2025-deployer", "eu-art4-deployer");
    }
}
