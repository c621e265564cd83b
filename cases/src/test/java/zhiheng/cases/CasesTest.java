package zhiheng.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.cases.Case.RunningClock.State;
import zhiheng.cases.Deed.Sort;
import zhiheng.cases.Procedure.Holder;
import zhiheng.packs.WorkCalendar;

class CasesTest {
    private static final Instant MORNING = Instant.parse("2026-09-28T01:00:00Z"); // Monday 09:00 in Shanghai
    private static final Who COMPANY = new Who("li", "acme", Holder.PROVIDER);
    private static final Who OFFICER = new Who("wang", "office", Holder.AUTHORITY);
    private static final Who COLLEAGUE = new Who("zhao", "office", Holder.AUTHORITY);

    private final Cases sandbox = Shipped.cases("template-sandbox");
    private final Cases incident = Shipped.cases("cn-incident");

    private Case opened(Cases cases, Instant at) {
        return cases.open("c1", "s1", Map.of(), COMPANY, at).next();
    }

    private static Case file(Cases cases, Case c, String item, Who who, Instant at) {
        return cases.on(c, new Event.File(item, "sha256:ab", who, at)).next();
    }

    private static Case act(Cases cases, Case c, String act, Who who, Instant at) {
        return cases.on(c, new Event.Act(act, who, at)).next();
    }

    private Case inNotice() {
        var c = file(sandbox, opened(sandbox, MORNING), "application", COMPANY, MORNING);
        c = act(sandbox, c, "submit", COMPANY, MORNING);
        c = file(sandbox, c, "terms", OFFICER, MORNING);
        c = file(sandbox, c, "conflict", OFFICER, MORNING);
        return act(sandbox, c, "publish", OFFICER, MORNING);
    }

    private Case admitted() {
        var c = file(sandbox, inNotice(), "comments", OFFICER, MORNING);
        c = sandbox.on(c, new Event.Vote("panel", true, OFFICER, MORNING)).next();
        c = sandbox.on(c, new Event.Vote("panel", true, COLLEAGUE, MORNING)).next();
        c = act(sandbox, c, "admit", OFFICER, MORNING);
        return act(sandbox, c, "admit", COLLEAGUE, MORNING);
    }

    @Test
    void what_is_missing_is_named_in_both_languages() {
        assertThatThrownBy(() -> act(sandbox, opened(sandbox, MORNING), "submit", COMPANY, MORNING))
                .isInstanceOfSatisfying(Refusal.class, r -> {
                    assertThat(r.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(r.text().zh()).contains("缺少“申请");
                    assertThat(r.text().en()).contains("'application (technical safety", "is missing");
                });
    }

    @Test
    void who_may_not_is_told_who_may() {
        assertThatThrownBy(() -> act(sandbox, opened(sandbox, MORNING), "submit", OFFICER, MORNING))
                .isInstanceOfSatisfying(Refusal.class, r -> {
                    assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
                    assertThat(r.text().en()).contains("This is for the applicant.");
                });
    }

    @Test
    void a_seat_is_for_one_organisation_only() {
        var c = sandbox.open("c1", "s1", Map.of("applicant", "acme"), COMPANY, MORNING)
                .next();
        var other = new Who("chen", "other", Holder.PROVIDER);
        assertThatThrownBy(() -> file(sandbox, c, "application", other, MORNING))
                .hasMessageContaining("This is for the applicant");
        assertThat(file(sandbox, c, "application", COMPANY, MORNING).items()).containsKey("application");
    }

    @Test
    void the_second_person_is_another_and_only_then_it_happens() {
        var c = file(sandbox, inNotice(), "comments", OFFICER, MORNING);
        c = sandbox.on(c, new Event.Vote("panel", true, OFFICER, MORNING)).next();
        c = sandbox.on(c, new Event.Vote("panel", true, COLLEAGUE, MORNING)).next();
        var proposed = act(sandbox, c, "admit", OFFICER, MORNING);
        assertThat(proposed.stage()).isEqualTo("notice");
        assertThatThrownBy(() -> act(sandbox, proposed, "admit", OFFICER, MORNING))
                .hasMessageContaining("Another person must confirm");
        assertThat(act(sandbox, proposed, "admit", COLLEAGUE, MORNING).stage()).isEqualTo("step-100");
    }

    @Test
    void votes_of_one_who_withdrew_no_longer_count_and_their_proposal_lapses() {
        var c = file(sandbox, inNotice(), "comments", OFFICER, MORNING);
        c = sandbox.on(c, new Event.Vote("panel", true, OFFICER, MORNING)).next();
        c = sandbox.on(c, new Event.Vote("panel", true, COLLEAGUE, MORNING)).next();
        c = act(sandbox, c, "admit", OFFICER, MORNING);
        var without =
                sandbox.on(c, new Event.Exclude("wang", COLLEAGUE, MORNING)).next();
        assertThat(without.pending()).isNull();
        assertThatThrownBy(() -> act(sandbox, without, "admit", COLLEAGUE, MORNING))
                .hasMessageContaining("wants 2 in favour");
        assertThatThrownBy(() -> act(sandbox, without, "admit", OFFICER, MORNING))
                .hasMessageContaining("You withdrew or declared a conflict of interest");
    }

    @Test
    void a_step_is_widened_below_the_bound_and_falls_back_above_it() {
        var c = admitted();
        var at = MORNING;
        assertThatThrownBy(() -> act(sandbox, c, "widen", OFFICER, at)).hasMessageContaining("there is none yet");
        var safe = sandbox.on(c, new Event.Measure("harm", 0.001, 0.04, 100, Who.SYSTEM, at))
                .next();
        var wide = act(sandbox, safe, "widen", OFFICER, at);
        assertThat(wide.stage()).isEqualTo("step-1000");
        assertThatThrownBy(() -> act(sandbox, wide, "fall-back", Who.SYSTEM, at))
                .hasMessageContaining("must lie above");
        var harmful = sandbox.on(wide, new Event.Measure("harm", 0.06, 0.09, 500, Who.SYSTEM, at))
                .next();
        assertThat(act(sandbox, harmful, "fall-back", Who.SYSTEM, at).stage()).isEqualTo("step-100");
    }

    @Test
    void working_days_go_around_the_national_holidays() {
        var c = file(sandbox, opened(sandbox, MORNING), "application", COMPANY, MORNING);
        c = act(sandbox, c, "submit", COMPANY, MORNING);
        // 29, 30 September; 1 to 7 October are off; 8, 9 and Saturday 10 are worked; then three weeks to 30 October.
        assertThat(c.clocks().getFirst().ends())
                .isEqualTo(Instant.parse("2026-10-30T16:00:00Z").minusMillis(1));
    }

    @Test
    void an_end_in_a_year_without_calendar_is_unknown_until_the_calendar_is_published() {
        var december = Instant.parse("2026-12-28T01:00:00Z");
        var c = file(sandbox, opened(sandbox, december), "application", COMPANY, december);
        c = act(sandbox, c, "submit", COMPANY, december);
        var clock = c.clocks().getFirst();
        assertThat(clock.ends()).isNull();
        assertThat(clock.unpublished()).isEqualTo(2027);
        assertThat(Journey.light(clock, december)).isEqualTo(Light.UNKNOWN);
        var published = new WorkCalendar(
                "CN",
                ZoneId.of("Asia/Shanghai"),
                Map.of(2026, "notice", 2027, "notice"),
                java.util.Set.of(),
                java.util.Set.of());
        var later = new Cases(sandbox.procedure(), published).on(c, new Event.Pass(december.plusSeconds(60)));
        assertThat(later.next().clocks().getFirst().ends()).isNotNull();
    }

    @Test
    void clocks_run_side_by_side_from_when_it_was_known_and_a_late_one_stays_owed() {
        var known = MORNING.minus(Duration.ofMinutes(50));
        var c = opened(incident, MORNING);
        var moved = incident.on(c, new Event.Act("known-cii", COMPANY, MORNING, known));
        moved = incident.on(moved.next(), new Event.Act("known-other", COMPANY, MORNING, known));
        assertThat(moved.next().clocks())
                .extracting(Case.RunningClock::ends)
                .containsExactly(known.plus(Duration.ofHours(1)), known.plus(Duration.ofHours(4)));
        var noon = incident.on(moved.next(), new Event.Pass(MORNING.plus(Duration.ofHours(2))));
        assertThat(noon.deeds()).extracting(Deed::sort).contains(Sort.MISSED, Sort.ESCALATED);
        assertThat(noon.next().clocks())
                .extracting(Case.RunningClock::state)
                .containsExactly(State.LATE, State.RUNNING);
        var reported = file(incident, noon.next(), "first-report", COMPANY, MORNING.plus(Duration.ofHours(2)));
        assertThat(reported.clocks()).extracting(Case.RunningClock::state).containsExactly(State.MET_LATE, State.MET);
    }

    @Test
    void what_is_done_in_time_and_recorded_late_was_in_time() {
        var test = Shipped.cases("eu-real-world-test");
        var at = Instant.parse("2027-03-01T09:00:00Z");
        var c = file(test, opened(test, at), "testing-plan", COMPANY, at);
        c = act(test, c, "submit", COMPANY, at);
        var refused =
                test.on(c, new Event.Act("refuse", OFFICER, at.plus(Duration.ofDays(20)), at.plus(Duration.ofDays(3))));
        assertThat(refused.next().stage()).isEqualTo("refused");
        assertThat(refused.deeds()).extracting(Deed::sort).contains(Sort.MET);
    }

    @Test
    void silence_approves_at_the_deadline_however_late_it_is_noticed_and_over_summer_time() {
        var test = Shipped.cases("eu-real-world-test");
        var at = Instant.parse("2027-03-10T09:00:00Z"); // summer time begins on 28 March
        var c = file(test, opened(test, at), "testing-plan", COMPANY, at);
        c = act(test, c, "submit", COMPANY, at);
        var end = Instant.parse("2027-04-09T22:00:00Z").minusMillis(1);
        assertThat(c.clocks().getFirst().ends()).isEqualTo(end);
        assertThat(test.on(c, new Event.Pass(end)).next().stage()).isEqualTo("examined");
        var noticed = test.on(c, new Event.Pass(at.plus(Duration.ofDays(90))));
        assertThat(noticed.next().stage()).isEqualTo("approved");
        assertThat(noticed.next().trail().getLast().at()).isEqualTo(end);
        assertThat(noticed.deeds()).extracting(Deed::sort).contains(Sort.MISSED, Sort.SILENT, Sort.ENTERED);
    }

    @Test
    void no_case_is_closed_while_a_report_is_owed() {
        var c = opened(incident, MORNING);
        c = act(incident, c, "known-other", COMPANY, MORNING);
        c = file(incident, c, "grading", COMPANY, MORNING);
        c = act(incident, c, "respond", COMPANY, MORNING);
        c = file(incident, c, "captured", COMPANY, MORNING);
        c = act(incident, c, "contain", COMPANY, MORNING);
        c = act(incident, c, "restore", COMPANY, MORNING);
        c = file(incident, c, "summary-report", COMPANY, MORNING);
        var owing = c;
        assertThatThrownBy(() -> act(incident, owing, "close", COMPANY, MORNING))
                .hasMessageContaining("'report to the provincial office within 4 hours' is still owed");
        c = file(incident, c, "first-report", COMPANY, MORNING);
        var closed = incident.on(c, new Event.Act("close", COMPANY, MORNING));
        assertThat(closed.next().ended()).isTrue();
        assertThat(closed.deeds()).extracting(Deed::sort).endsWith(Sort.ENDED);
        assertThatThrownBy(() -> file(incident, closed.next(), "first-report", COMPANY, MORNING))
                .hasMessageContaining("The case is closed");
    }

    @Test
    void a_clock_set_back_moves_nothing_backwards_and_the_future_is_refused() {
        var c = opened(incident, MORNING);
        var earlier = act(incident, c, "respond", COMPANY, MORNING.minus(Duration.ofHours(3)));
        assertThat(earlier.last()).isEqualTo(MORNING);
        var tomorrow = new Event.Act("known-cii", COMPANY, MORNING, MORNING.plus(Duration.ofDays(1)));
        assertThatThrownBy(() -> incident.on(c, tomorrow)).hasMessageContaining("cannot have happened later than now");
    }

    @Test
    void a_case_keeps_its_version_unless_moved_on_purpose() {
        var old = Shipped.ALL.text("cn-incident");
        var read = Procedures.read("new.yaml", old.replace("PT4H", "PT6H")).getFirst();
        var newer = new Cases(read, incident.calendar());
        var c = act(incident, opened(incident, MORNING), "known-other", COMPANY, MORNING);
        assertThat(read.version()).isNotEqualTo(c.version());
        assertThatThrownBy(() -> newer.on(c, new Event.Pass(MORNING))).isInstanceOf(IllegalArgumentException.class);
        var moved = newer.adopt(c, OFFICER, MORNING);
        assertThat(moved.next().version()).isEqualTo(read.version());
        assertThat(moved.next().clocks()).isEqualTo(c.clocks());
        assertThat(moved.deeds()).extracting(Deed::sort).containsExactly(Sort.ADOPTED);
    }

    @Test
    void the_journey_says_where_a_case_stands_and_what_comes() {
        var c = act(incident, opened(incident, MORNING), "known-cii", COMPANY, MORNING);
        var journey = Journey.of(incident.procedure(), c, MORNING.plus(Duration.ofMinutes(50)));
        assertThat(journey.stages())
                .extracting(Journey.Stop::light)
                .containsExactly(Light.SOON, Light.AHEAD, Light.AHEAD, Light.AHEAD, Light.AHEAD, Light.AHEAD);
        assertThat(journey.clocks()).singleElement().satisfies(t -> {
            assertThat(t.light()).isEqualTo(Light.SOON);
            assertThat(t.left()).isEqualTo(Duration.ofMinutes(10));
        });
        assertThat(List.of(Light.values())).extracting(Light::shape).doesNotHaveDuplicates();
    }
}
