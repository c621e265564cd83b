package zhiheng.office.duties;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.registry.DutyState.MET;
import static zhiheng.office.registry.DutyState.NOT_ASSESSED;
import static zhiheng.office.registry.DutyState.OVERDUE;
import static zhiheng.office.testing.TestOffice.refused;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.registry.Summary;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.testing.TestOffice;

/** The test law wants a report 15 days after an incident, and one ten working days after the end of the service. */
class EventsTest {
    @TempDir
    Path folder;

    TestOffice test;
    String id;

    @BeforeEach
    void open() {
        test = new TestOffice(folder);
        id = test.register("S", "chat");
    }

    @AfterEach
    void close() {
        test.close();
    }

    SystemEvent record(String event, String at) {
        return test.office().events().record(test.provider, id, event, Instant.parse(at), "seen by Li");
    }

    LocalDate due() {
        return test.duty(id, "T-REPORT").due();
    }

    @Test
    void without_an_event_nothing_is_due() {
        assertThat(due()).isNull();
        assertThat(test.state(id, "T-REPORT")).isEqualTo(NOT_ASSESSED);
    }

    @Test
    void an_event_starts_the_clock_in_the_jurisdictions_own_day() {
        // 17:00 in London is already the next day in Shanghai.
        record("incident", "2026-04-19T17:00:00Z");
        assertThat(due()).isEqualTo("2026-05-05");
        test.clock.day("2026-05-05");
        assertThat(test.state(id, "T-REPORT")).isEqualTo(NOT_ASSESSED);
        test.clock.day("2026-05-06");
        assertThat(test.state(id, "T-REPORT")).isEqualTo(OVERDUE);
    }

    @Test
    void working_days_follow_the_calendar_and_a_year_not_published_is_not_guessed() {
        record("end-of-service", "2026-04-28T00:00:00Z");
        assertThat(due()).isEqualTo("2026-05-12");
        test.clock.day("2026-12-30");
        record("end-of-service", "2026-12-29T00:00:00Z");
        var latest = test.duty(id, "T-REPORT").occurrences().getFirst();
        assertThat(latest.due()).isNull();
        assertThat(latest.end().unpublished()).isEqualTo(2027);
    }

    @Test
    void a_settled_event_is_due_no_more_and_a_new_one_is() {
        test.link(id, "T-REPORT", null);
        test.office().duties().set(test.provider, id, "T-REPORT", MET, "", null, "", 0);
        var first = record("incident", "2026-04-10T00:00:00Z");
        assertThat(due()).isEqualTo("2026-04-25");
        assertThat(test.state(id, "T-REPORT"))
                .as("said to be met, yet an event is open")
                .isEqualTo(OVERDUE);
        test.office().events().settle(test.provider, id, first.id(), "T-REPORT");
        assertThat(due()).isNull();
        assertThat(test.state(id, "T-REPORT")).isEqualTo(MET);
        record("incident", "2026-04-29T00:00:00Z");
        assertThat(due()).isEqualTo("2026-05-14");
    }

    @Test
    void the_registry_shows_what_an_event_made_due() {
        record("incident", "2026-04-29T00:00:00Z");
        var row = test.office()
                .registry()
                .systems(test.provider, new SystemQuery(null, null, null, null, null, 10))
                .items()
                .getFirst();
        assertThat(row.next()).isEqualTo(new Summary.Next("T-REPORT", "testlaw", LocalDate.parse("2026-05-14")));
    }

    @Test
    void an_unknown_event_one_ahead_and_one_of_a_system_of_others_are_refused() {
        refused(Kind.INVALID, () -> record("incidents", "2026-04-20T00:00:00Z"));
        refused(
                Kind.INVALID,
                () -> test.office()
                        .events()
                        .record(
                                test.provider,
                                id,
                                "incident",
                                test.clock.instant().plus(Duration.ofHours(1)),
                                ""));
        refused(Kind.NOT_FOUND, () -> test.office().events().record(test.rival, id, "incident", Instant.EPOCH, ""));
        refused(Kind.FORBIDDEN, () -> test.office().events().record(test.auditor, id, "incident", Instant.EPOCH, ""));
    }

    @Test
    void only_a_duty_that_the_event_brought_about_is_settled() {
        var event = record("incident", "2026-04-20T00:00:00Z");
        refused(Kind.INVALID, () -> test.office().events().settle(test.provider, id, event.id(), "T-FIRM"));
        refused(Kind.INVALID, () -> test.office().events().settle(test.provider, id, "nobody", "T-REPORT"));
    }

    @Test
    void the_ledger_holds_the_event_and_its_time_and_not_the_note() {
        record("incident", "2026-04-20T00:00:00Z");
        var body = test.ledger().entry(test.ledger().size() - 1).bodyJson();
        assertThat(body)
                .contains("\"event\":\"incident\"", "2026-04-20T00:00:00Z")
                .doesNotContain("Li");
    }
}
