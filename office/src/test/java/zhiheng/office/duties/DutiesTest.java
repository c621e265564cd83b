package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static zhiheng.office.registry.DutyState.EXEMPTED;
import static zhiheng.office.registry.DutyState.GAP;
import static zhiheng.office.registry.DutyState.IN_PROGRESS;
import static zhiheng.office.registry.DutyState.MET;
import static zhiheng.office.registry.DutyState.NOT_APPLICABLE;
import static zhiheng.office.registry.DutyState.NOT_ASSESSED;
import static zhiheng.office.registry.DutyState.OVERDUE;
import static zhiheng.office.registry.DutyState.PLANNED;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.DutyState;
import zhiheng.office.registry.Evaluations;
import zhiheng.office.registry.Summary;
import zhiheng.office.testing.TestOffice;

class DutiesTest {
    private static final LocalDate UNTIL = LocalDate.parse("2026-05-20");

    @TempDir
    Path folder;

    TestOffice test;
    String id;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        id = test.register("S", "hiring");
    }

    @AfterEach
    void close() {
        test.close();
    }

    void set(Actor actor, String duty, DutyState state, String reason) {
        long seen = test.version(id, duty);
        test.office().duties().set(actor, id, duty, state, "Li", state == EXEMPTED ? UNTIL : null, reason, seen);
    }

    @Test
    void a_duty_is_met_only_while_its_evidence_lasts_then_a_gap_then_overdue() {
        refused(Kind.INVALID, () -> set(test.provider, "T-FIRM", MET, ""));
        test.link(id, "T-FIRM", "2026-05-10");
        set(test.provider, "T-FIRM", MET, "");
        test.clock.day("2026-05-10");
        assertThat(test.state(id, "T-FIRM")).isEqualTo(MET);
        test.clock.day("2026-05-11");
        assertThat(test.state(id, "T-FIRM")).isEqualTo(GAP);
        test.clock.day("2026-06-01");
        assertThat(test.state(id, "T-FIRM")).isEqualTo(GAP);
        test.clock.day("2026-06-02");
        assertThat(test.state(id, "T-FIRM")).isEqualTo(OVERDUE);
    }

    @Test
    void evidence_of_one_duty_does_not_meet_another() {
        test.link(id, "T-SOFT", null);
        refused(Kind.INVALID, () -> set(test.provider, "T-FIRM", MET, ""));
    }

    @Test
    void overdue_is_derived_and_never_set() {
        refused(Kind.INVALID, () -> set(test.officer, "T-SOFT", OVERDUE, ""));
    }

    @Test
    void only_an_authority_exempts() {
        for (var actor : List.of(test.provider, test.auditor)) {
            refused(Kind.FORBIDDEN, () -> set(actor, "T-SOFT", EXEMPTED, "sandbox"));
        }
        set(test.officer, "T-SOFT", EXEMPTED, "sandbox");
        assertThat(test.state(id, "T-SOFT")).isEqualTo(EXEMPTED);
        set(test.admin, "T-SOFT", EXEMPTED, "sandbox");
    }

    @Test
    void an_exemption_wants_a_waivable_duty_a_reason_and_a_last_day_and_ends_with_it() {
        assertThatThrownBy(() -> set(test.admin, "T-FIRM", EXEMPTED, "sandbox")).hasMessageContaining("Article 3");
        refused(Kind.INVALID, () -> set(test.admin, "T-SOFT", EXEMPTED, " "));
        var duties = test.office().duties();
        refused(Kind.INVALID, () -> duties.set(test.admin, id, "T-SOFT", EXEMPTED, "", null, "test", 0));
        var past = LocalDate.parse("2026-04-30");
        refused(Kind.INVALID, () -> duties.set(test.admin, id, "T-SOFT", EXEMPTED, "", past, "test", 0));
        set(test.admin, "T-SOFT", EXEMPTED, "sandbox");
        test.clock.day("2026-05-20");
        assertThat(test.state(id, "T-SOFT")).isEqualTo(EXEMPTED);
        test.clock.day("2026-05-21");
        assertThat(test.state(id, "T-SOFT")).isEqualTo(NOT_ASSESSED);
    }

    @Test
    void not_applicable_wants_a_reason() {
        refused(Kind.INVALID, () -> set(test.provider, "T-SOFT", NOT_APPLICABLE, " "));
        set(test.provider, "T-SOFT", NOT_APPLICABLE, "no such use");
        assertThat(test.state(id, "T-SOFT")).isEqualTo(NOT_APPLICABLE);
    }

    @Test
    void a_duty_that_the_facts_do_not_give_and_a_system_of_others_are_refused() {
        refused(Kind.INVALID, () -> set(test.provider, "T-NONE", PLANNED, ""));
        refused(Kind.NOT_FOUND, () -> test.office().duties().set(test.rival, id, "T-SOFT", PLANNED, "", null, "", 0));
    }

    @Test
    void the_ledger_holds_states_and_a_digest_of_the_reason_and_no_names() {
        set(test.provider, "T-SOFT", IN_PROGRESS, "Li Ming does it");
        var body = test.ledger().entry(test.ledger().size() - 1).bodyJson();
        assertThat(body)
                .contains(
                        "\"duty\":\"T-SOFT\",\"before\":\"NOT_ASSESSED\",\"after\":\"IN_PROGRESS\",\"reason\":{\"saltedSha256\":\"")
                .doesNotContain("Li");
    }

    @Test
    void the_summary_counts_what_is_in_force_and_open_and_names_the_next_day() {
        test.clock.set(Instant.parse("2026-06-02T12:00:00Z"));
        var summary = test.store.read(
                tx -> new DutySummaries(test.store::in, new Evaluations(test.library()), new OfficeTime(test.clock))
                        .now(test.office().registry().system(test.admin, id), tx));
        assertThat(summary.open()).isEqualTo(2);
        assertThat(summary.unassessed()).isEqualTo(2);
        assertThat(summary.overdue()).isEqualTo(1);
        assertThat(summary.next()).isEqualTo(new Summary.Next("T-SOFT", "testlaw", LocalDate.parse("2028-01-01")));
    }

    /** Two tabs: the first says who works on it, the second, opened before, would silently take that back. */
    @Test
    void of_two_who_change_the_same_duty_the_second_is_told() {
        set(test.provider, "T-SOFT", IN_PROGRESS, "");
        refused(
                Kind.CONFLICT,
                () -> test.office().duties().set(test.provider, id, "T-SOFT", PLANNED, "HR", null, "", 0));
        assertThat(test.state(id, "T-SOFT")).isEqualTo(IN_PROGRESS);
        set(test.provider, "T-SOFT", PLANNED, "");
        assertThat(test.state(id, "T-SOFT")).isEqualTo(PLANNED);
    }
}
