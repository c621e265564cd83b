package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.registry.DutyState.EXEMPTED;
import static zhiheng.office.registry.DutyState.GAP;
import static zhiheng.office.registry.DutyState.MET;
import static zhiheng.office.registry.DutyState.OVERDUE;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.registry.DutyState;
import zhiheng.office.testing.TestOffice;
import zhiheng.packs.LegalDays;

/** The test law wants a report every year; the system of these tests began on 29 February 2024. */
class RecurrenceTest {
    private static final String DUTY = "T-YEAR";

    @TempDir
    Path folder;

    TestOffice test;
    String id;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        test.clock.day("2024-03-01");
        id = test.register("S", "yearly");
        test.office().registry().change(test.provider, id, 1, null, null, null, Map.of("started_on", "2024-02-29"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private TrackedDuty duty() {
        return test.duty(id, DUTY);
    }

    private void prove() {
        test.office().evidence().add(test.provider, id, DUTY, "Report", "https://example.org/r", null, null, null);
    }

    private void meet(String due, String day) {
        test.office().duties().meet(test.provider, id, DUTY, LocalDate.parse(due), LocalDate.parse(day));
    }

    private void say(DutyState state) {
        test.office().duties().set(test.provider, id, DUTY, state, "Li", null, "why", duty().version());
    }

    private LocalDate listed() {
        return test
                .office()
                .duties()
                .list(test.admin, DutyQuery.dueBefore(LegalDays.on(LocalDate.parse("2099-01-01")), 99))
                .items()
                .stream()
                .filter(row -> row.line().duty().equals(DUTY))
                .map(row -> row.line().due())
                .findFirst()
                .orElse(null);
    }

    @Test
    void it_is_due_on_the_first_anniversary_and_overdue_only_when_that_day_has_passed() {
        assertThat(duty().due()).isEqualTo("2025-02-28");
        test.clock.day("2025-02-28");
        assertThat(duty().state()).isNotEqualTo(OVERDUE);
        test.clock.day("2025-03-01");
        assertThat(duty().state()).isEqualTo(OVERDUE);
        assertThat(duty().due()).as("it stays due").isEqualTo("2025-02-28");
    }

    @Test
    void once_met_it_is_met_until_the_next_anniversary_which_lists_and_reminders_have() {
        prove();
        test.clock.day("2024-11-06");
        meet("2025-02-28", "2024-11-05");
        assertThat(duty().state()).isEqualTo(MET);
        assertThat(duty().due()).isEqualTo("2026-02-28");
        assertThat(duty().recurrence().met())
                .containsExactly(new DutyMet(DUTY, LocalDate.parse("2025-02-28"), LocalDate.parse("2024-11-05")));
        assertThat(listed()).isEqualTo("2026-02-28");
        test.clock.day("2026-03-01");
        assertThat(duty().state()).isEqualTo(OVERDUE);
        meet("2026-02-28", "2026-03-01");
        assertThat(duty().due()).isEqualTo("2027-02-28");
        meet("2027-02-28", "2026-03-01");
        assertThat(duty().due()).as("the leap day is a day again").isEqualTo("2028-02-29");
    }

    @Test
    void whoever_comes_late_may_say_that_a_later_one_was_met_and_the_earlier_ones_are_settled_with_it() {
        prove();
        test.clock.day("2027-06-01");
        assertThat(duty().recurrence().open())
                .extracting(LocalDate::toString)
                .containsExactly("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
        meet("2027-02-28", "2027-01-31");
        assertThat(duty().due()).isEqualTo("2028-02-29");
        assertThat(duty().state()).isEqualTo(MET);
    }

    @Test
    void the_same_one_is_not_met_twice_nor_one_far_ahead_nor_on_a_day_to_come() {
        prove();
        meet("2025-02-28", "2024-03-01");
        refused(Kind.CONFLICT, () -> meet("2025-02-28", "2024-03-01"));
        refused(Kind.INVALID, () -> meet("2026-02-28", "2024-03-01"));
        refused(Kind.INVALID, () -> meet("2025-03-15", "2024-03-01"));
        test.clock.day("2025-06-01");
        refused(Kind.INVALID, () -> meet("2026-02-28", "2025-06-02"));
        refused(
                Kind.INVALID,
                () -> test.office()
                        .duties()
                        .meet(
                                test.provider,
                                id,
                                "T-SOFT",
                                LocalDate.parse("2028-01-01"),
                                LocalDate.parse("2024-03-01")));
    }

    @Test
    void without_evidence_none_is_met() {
        refused(Kind.INVALID, () -> meet("2025-02-28", "2024-03-01"));
        assertThat(duty().recurrence().met()).isEmpty();
    }

    @Test
    void saying_met_meets_the_next_one_and_saying_it_again_for_another_reason_does_not_meet_two() {
        prove();
        say(MET);
        assertThat(duty().due()).isEqualTo("2026-02-28");
        say(MET);
        say(GAP);
        say(MET);
        assertThat(duty().due()).isEqualTo("2026-02-28");
        test.clock.day("2026-03-05");
        say(MET);
        assertThat(duty().due()).isEqualTo("2027-02-28");
    }

    @Test
    void while_it_is_exempted_nothing_is_due() {
        test.office()
                .duties()
                .set(test.admin, id, DUTY, EXEMPTED, "", LocalDate.parse("2026-01-01"), "a pilot", duty().version());
        test.clock.day("2025-06-01");
        assertThat(duty().due()).isNull();
        assertThat(duty().state()).isEqualTo(EXEMPTED);
        test.clock.day("2026-02-01");
        assertThat(duty().state()).isEqualTo(OVERDUE);
    }

    @Test
    void a_start_that_nobody_gave_leaves_it_waiting() {
        var other = test.register("T", "yearly");
        assertThat(test.duty(other, DUTY).recurrence()).isNull();
        assertThat(test.duty(other, DUTY).due()).isNull();
    }

    @Test
    void that_it_was_met_is_an_act_with_its_days_alone() {
        prove();
        meet("2025-02-28", "2024-03-01");
        var act = test.office().dossiers().of(test.admin, id, LocalDate.parse("2024-03-01")).history().stream()
                .filter(a -> a.act().equals("duty.met"))
                .toList();
        assertThat(act).hasSize(1);
        assertThat(List.of("2025-02-28", "2024-03-01", DUTY))
                .allSatisfy(said -> assertThat(act.getFirst().summary()).contains(said));
    }
}
