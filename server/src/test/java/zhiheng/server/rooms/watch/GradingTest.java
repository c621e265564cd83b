package zhiheng.server.rooms.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.gateway.permit.PermitState;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;
import zhiheng.watch.Alarm;
import zhiheng.watch.Interval;
import zhiheng.watch.risk.Family;

class GradingTest {
    private static final Grading GRADING = new Grading(PackLibrary.load(Path.of("../packs/incidents")));
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    /** Evidence {@code times} the threshold, level from 0.001 to {@code after}. */
    private static Alarm alarm(double times, double after) {
        return new Alarm(
                1, 1000 * times, 1000, 0, Interval.declared(0.001), new Interval(0, after, 1, 0.95), List.of());
    }

    private static Grade forecast(Alarm alarm, Family family, Scope scope, Map<String, Object> system, LocalDate day) {
        return GRADING.forecast(alarm, Grading.strength(alarm), family, scope, system, day);
    }

    private static final Map<String, Object> HOSPITAL =
            Map.of("system_sector", "medical", "serves_minors", false, "cn_opinion_or_mobilisation", false);

    @Test
    void a_leak_in_a_hospital_with_two_million_users_is_red_square_and_word() {
        var grade = forecast(alarm(2, 0.002), Family.LEAKAGE, new Scope(2_000_000L, 3_000_000), HOSPITAL, DAY);
        assertThat(grade.light()).isEqualTo(Light.RED);
        assertThat(Light.RED.shape()).isEqualTo("■");
        assertThat(Light.RED.word().zh()).isEqualTo("特别重大");
        assertThat(grade.atLeast()).isFalse();
        assertThat(grade.decidedBy()).satisfies(c -> assertThat(c.confidence()).isEqualTo("P"));
        assertThat(grade.decidedBy())
                .satisfies(c -> assertThat(c.certainty().en()).contains("own proposal"));
        assertThat(grade.clocks()).extracting(Grade.Clock::within).isSorted().contains(Duration.ofMinutes(30));
        assertThat(grade.clocks()).allMatch(Grade.Clock::advice);
    }

    @Test
    void the_same_alarm_at_sixty_users_is_blue() {
        var grade = forecast(alarm(2, 0.002), Family.LEAKAGE, new Scope(60L, 900), HOSPITAL, DAY);
        assertThat(grade.light()).isEqualTo(Light.BLUE);
        assertThat(grade.clocks()).extracting(Grade.Clock::id).containsExactly("AG-REVIEW");
    }

    @Test
    void overwhelming_evidence_of_a_large_change_lifts_it_and_so_does_a_fall_to_a_third() {
        assertThat(forecast(alarm(2000, 0.004), Family.LEAKAGE, new Scope(60L, 900), HOSPITAL, DAY)
                        .light())
                .isEqualTo(Light.YELLOW);
        assertThat(forecast(alarm(2000, 0.0003), Family.LEAKAGE, new Scope(60L, 900), HOSPITAL, DAY)
                        .light())
                .isEqualTo(Light.YELLOW);
    }

    @Test
    void while_users_are_not_known_the_grade_is_at_least_and_asks() {
        var grade = forecast(alarm(2, 0.002), Family.LEAKAGE, new Scope(null, 900), HOSPITAL, DAY);
        assertThat(grade.light()).isEqualTo(Light.BLUE);
        assertThat(grade.atLeast()).isTrue();
        assertThat(grade.questions()).extracting(Finding.Open::fact).contains("affected_users");
    }

    @Test
    void an_alarm_without_levels_and_an_unknown_sector_leave_their_questions_open() {
        var alarm = new Alarm(1, 10, 10, 0, null, null, List.of());
        var grade = forecast(alarm, Family.MANIPULATION, new Scope(20_000L, 20_000), Map.of(), DAY);
        assertThat(grade.light()).isEqualTo(Light.BLUE);
        assertThat(grade.atLeast()).isTrue();
        assertThat(grade.questions()).extracting(Finding.Open::fact).contains("system_sector");
    }

    @Test
    void answers_that_no_incident_pack_asks_are_passed_over() {
        var grade = forecast(alarm(1, 0.002), Family.LEAKAGE, new Scope(1L, 1), Map.of("trains_model", true), DAY);
        assertThat(grade.light()).isEqualTo(Light.BLUE);
    }

    @Test
    void a_leak_of_a_million_persons_is_fairly_grave_and_the_province_is_told_within_four_hours() {
        var grade = GRADING.incident(
                Map.of(
                        "incident_confirmed",
                        true,
                        "incident_operator",
                        "other",
                        "incident_pi_persons",
                        1_000_000,
                        "eu_high_risk_system",
                        false),
                DAY);
        assertThat(grade.light()).isEqualTo(Light.YELLOW);
        assertThat(grade.atLeast()).isTrue();
        assertThat(grade.clocks().getFirst().within()).isEqualTo(Duration.ofHours(4));
        assertThat(grade.clocks().getFirst().clause().article()).contains("Article 4(3)");
        assertThat(grade.clocks()).extracting(Grade.Clock::within).contains(Duration.ofDays(30));
    }

    @Test
    void the_gravest_grade_cannot_rise_whatever_is_still_open() {
        var grade = GRADING.incident(Map.of("incident_confirmed", true, "incident_pi_persons", 100_000_000), DAY);
        assertThat(grade.light()).isEqualTo(Light.RED);
        assertThat(grade.atLeast()).isFalse();
        assertThat(grade.questions()).extracting(Finding.Open::fact).contains("incident_operator");
    }

    @Test
    void what_has_not_happened_has_no_grade_and_no_clock() {
        var grade = GRADING.incident(Map.of("incident_confirmed", false), DAY);
        assertThat(grade.light()).isNull();
        assertThat(grade.clocks()).isEmpty();
        assertThat(grade.atLeast()).isFalse();
    }

    @Test
    void the_eu_class_stands_beside_the_national_grade() {
        var system = Grading.known(
                Map.of("eu_roles", List.of("provider"), "eu_nexus", List.of("placed_on_eu_market")),
                Map.of("eu-ai-act", List.of("high", "limited")));
        var answers = new java.util.HashMap<String, Object>(system);
        answers.putAll(Map.of(
                "incident_confirmed",
                true,
                "eu_incident_harms",
                List.of("death"),
                "eu_widespread",
                false,
                "eu_other_reporting",
                false));
        var grade = GRADING.incident(answers, LocalDate.of(2028, 1, 1));
        assertThat(grade.light()).isEqualTo(Light.BLUE);
        assertThat(grade.classes()).singleElement().satisfies(c -> {
            assertThat(c.tier()).isEqualTo("death");
            assertThat(c.name().zh()).contains("死亡");
        });
        assertThat(grade.clocks()).extracting(Grade.Clock::within).contains(Duration.ofDays(10));
    }

    @Test
    void a_library_without_the_grades_is_refused_at_once() {
        assertThatThrownBy(() -> new Grading(PackLibrary.load(Path.of("../packs/library"))))
                .hasMessageContaining("ends with -alarm-grades");
    }

    @Test
    void a_grave_alarm_asks_for_a_throttle_an_especially_grave_one_for_a_stop_and_a_lesser_one_for_nothing() {
        assertThat(contained(Family.LEAKAGE, 2_000_000L)).isEqualTo(PermitState.STOPPED);
        assertThat(contained(Family.LEAKAGE, 200_000L)).isEqualTo(PermitState.THROTTLED);
        assertThat(contained(Family.DEEPFAKE, 200_000L)).isEqualTo(PermitState.REVIEW);
        assertThat(contained(Family.VALUE_DRIFT, 200_000L)).isEqualTo(PermitState.DEGRADED);
        assertThat(contained(Family.LEAKAGE, 20_000L)).isNull();
    }

    private static @Nullable PermitState contained(Family family, long users) {
        var grade = forecast(alarm(2, 0.002), family, new Scope(users, users), HOSPITAL, DAY);
        var containment = grade.containment();
        return containment == null ? null : containment.to();
    }

    @Test
    void a_rule_that_asks_for_a_state_that_no_permit_has_is_refused_with_its_place(@TempDir Path folder)
            throws Exception {
        try (var files = Files.walk(Path.of("../packs/incidents"))) {
            for (var file : files.toList()) {
                var copy = folder.resolve(
                        Path.of("../packs/incidents").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        var rules = folder.resolve("cn-alarm-grades/rules.yaml");
        Files.writeString(rules, Files.readString(rules).replace("contain: throttled", "contain: throtled"));
        var library = PackLibrary.load(folder);
        assertThatThrownBy(() -> new Grading(library))
                .hasMessageContaining("rule ag-throttle of pack cn-alarm-grades (rules.yaml, line ")
                .hasMessageContaining("throttled, degraded, review or stopped, not throtled");
    }
}
