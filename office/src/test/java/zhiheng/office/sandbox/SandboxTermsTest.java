package zhiheng.office.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Refusal;
import zhiheng.office.sandbox.SandboxTerms.Evidence;
import zhiheng.office.sandbox.SandboxTerms.Step;
import zhiheng.office.sandbox.SandboxTerms.Waiver;
import zhiheng.office.testing.TestOffice;

/** What terms may say, and which duties they may waive. */
class SandboxTermsTest {
    private static final LocalDate UNTIL = LocalDate.parse("2026-09-30");
    private static final LocalDate TODAY = LocalDate.parse("2026-05-01");
    private static final Evidence EVIDENCE = new Evidence(0.05, 0.1, 3, 0, 14);
    private static final List<Step> STEPS = List.of(new Step("a", 10, 0), new Step("b", 100, 500));

    private static SandboxTerms terms(
            List<Step> steps,
            @Nullable LocalTime opens,
            @Nullable LocalTime closes,
            int youngest,
            int kept,
            Waiver... waivers) {
        return new SandboxTerms(
                UNTIL,
                ZoneId.of("Asia/Shanghai"),
                steps,
                opens,
                closes,
                youngest,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                kept,
                List.of(waivers),
                EVIDENCE);
    }

    private static SandboxTerms waiving(String duty, String until) {
        return terms(STEPS, null, null, 0, 0, new Waiver(duty, LocalDate.parse(until)));
    }

    private static void refuses(Runnable made, String... said) {
        assertThatThrownBy(made::run).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.kind()).isEqualTo(Refusal.Kind.INVALID);
            assertThat(e.text().en()).contains(said);
            assertThat(e.text().zh()).isNotBlank().isNotEqualTo(e.text().en());
        });
    }

    @Test
    void each_stage_has_its_step_and_a_stage_without_one_has_none() {
        var terms = terms(STEPS, null, null, 0, 0);
        assertThat(terms.step("b").orElseThrow().users()).isEqualTo(100);
        assertThat(terms.step("c")).isEmpty();
    }

    @Test
    void steps_grow_are_named_once_and_are_at_least_one() {
        refuses(() -> terms(List.of(), null, null, 0, 0), "at least one step");
        refuses(() -> terms(List.of(new Step("a", 0, 0)), null, null, 0, 0), "'a'");
        refuses(() -> terms(List.of(new Step("a", 10, 0), new Step("b", 10, 0)), null, null, 0, 0), "'b'", "growing");
        refuses(() -> terms(List.of(new Step("a", 10, 0), new Step("a", 20, 0)), null, null, 0, 0), "once");
        refuses(() -> terms(List.of(new Step("a", 10, -1)), null, null, 0, 0), "not negative");
    }

    @Test
    void hours_come_in_pairs_and_ages_and_days_within_their_bounds() {
        refuses(() -> terms(STEPS, LocalTime.NOON, null, 0, 0), "'opens' and 'closes'");
        refuses(() -> terms(STEPS, null, LocalTime.NOON, 0, 0), "'opens' and 'closes'");
        refuses(() -> terms(STEPS, null, null, 100, 0), "0 to 99");
        refuses(() -> terms(STEPS, null, null, -1, 0), "0 to 99");
        refuses(() -> terms(STEPS, null, null, 0, 3661), "0 to 3660");
        assertThat(terms(STEPS, LocalTime.of(22, 0), LocalTime.of(6, 0), 99, 3660))
                .as("a night is an interval too")
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, .1, 3, 0, 14, error",
        ".21, .1, 3, 0, 14, error",
        "NaN, .1, 3, 0, 14, error",
        ".05, 1.01, 3, 0, 14, inspected",
        ".05, .1, 3, -.1, 14, reported",
        ".05, NaN, 3, 0, 14, inspected",
        ".05, .1, 91, 0, 14, verdictDays",
        ".05, .1, 3, 0, 366, windowDays",
        ".05, 0, 3, 0, 14, nothing would ever be proven"
    })
    void harm_that_could_never_come_to_light_is_refused(
            double error, double inspected, int verdict, double reported, int window, String said) {
        refuses(() -> new Evidence(error, inspected, verdict, reported, window), said);
    }

    @Test
    void no_duty_is_waived_beyond_the_end_of_the_terms() {
        assertThat(waiving("T-SOFT", "2026-09-30").waivers()).hasSize(1);
        refuses(() -> waiving("T-SOFT", "2026-10-01"), "'T-SOFT'", "2026-09-30");
    }

    @Test
    void only_duties_that_the_system_has_and_that_the_law_lets_go_are_waived_and_not_in_the_past(@TempDir Path folder) {
        try (var test = new TestOffice(folder)) {
            var system = test.register("S", "hiring");
            var duties = test.office()
                    .dossiers()
                    .of(test.provider, system, test.office().today())
                    .duties();
            var may =
                    duties.stream().filter(d -> d.duty().waivable()).findFirst().orElseThrow();
            var never = duties.stream()
                    .filter(d -> !d.duty().waivable())
                    .findFirst()
                    .orElseThrow();
            Waivers.check(waiving(may.duty().id(), "2026-05-01"), duties, TODAY);
            refuses(() -> Waivers.check(waiving(may.duty().id(), "2026-04-30"), duties, TODAY), "ends in the past");
            refuses(
                    () -> Waivers.check(waiving(never.duty().id(), "2026-06-01"), duties, TODAY),
                    "never waived",
                    never.duty().article());
            refuses(() -> Waivers.check(waiving("T-NONE", "2026-06-01"), duties, TODAY), "no duty 'T-NONE'");
            Waivers.check(terms(STEPS, null, null, 0, 0), List.of(), TODAY);
        }
    }
}
