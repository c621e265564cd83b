package zhiheng.cases.clocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import zhiheng.cases.Case;
import zhiheng.cases.Event;
import zhiheng.cases.Light;
import zhiheng.cases.Procedure;
import zhiheng.cases.Procedures;
import zhiheng.cases.Who;
import zhiheng.cases.clocks.SideBySide.Regime;
import zhiheng.cases.clocks.SideBySide.Ticking;

/** The regimes that ship, over one incident. */
class SideBySideTest {
    private static final Procedures ALL = Procedures.load(List.of(Path.of("../packs/incidents")), place -> null);
    private static final Who COMPANY = new Who("p", "o", Procedure.Holder.PROVIDER);

    private static Regime begun(String procedure, Set<String> duties, Instant at) {
        var cases = ALL.cases(ALL.of(procedure));
        var c = cases.open("c-" + procedure, "s", Map.of(), COMPANY, at).next();
        for (var act : Regimes.due(cases.procedure(), c, duties)) {
            c = cases.on(c, new Event.Act(act, Who.SYSTEM, at)).next();
        }
        return new Regime(cases.procedure(), c);
    }

    private static Regime on(Regime regime, Event event) {
        return new Regime(
                regime.procedure(),
                ALL.cases(regime.procedure()).on(regime.c(), event).next());
    }

    @Test
    void a_grade_opens_the_procedures_that_name_its_duties_and_no_others() {
        assertThat(Regimes.opened(ALL.all(), Set.of("CN-IR-4-3-OPERATOR", "EU-SI-REPORT-10D")))
                .extracting(Procedure::id)
                .containsExactlyInAnyOrder("cn-incident", "eu-serious-incident");
        assertThat(Regimes.opened(ALL.all(), Set.of("AG-COMMAND")))
                .extracting(Procedure::id)
                .containsExactly("cn-incident");
        assertThat(Regimes.opened(ALL.all(), Set.of("AG-REVIEW"))).isEmpty();
    }

    @Test
    void chinese_and_european_clocks_run_side_by_side_the_next_to_end_first_each_with_what_meets_it() {
        var at = Instant.parse("2028-03-01T10:00:00Z");
        var china = begun("cn-incident", Set.of("CN-IR-4-3-OPERATOR"), at);
        var union = begun("eu-serious-incident", Set.of("EU-SI-REPORT-15D", "EU-SI-REPORT-10D", "EU-GDPR-33"), at);
        var clocks = SideBySide.of(List.of(union, china), at.plusSeconds(60));
        assertThat(clocks)
                .extracting(Ticking::deadline)
                .containsExactly("report-4h", "gdpr-72h", "report-10d", "report-15d");
        assertThat(clocks.getFirst().needs().getFirst().en()).isEqualTo("file 'first report' (incident commander)");
        assertThat(clocks.getFirst().needs().getFirst().zh())
                .contains("首次报告", "事件指挥")
                .doesNotContain("监测");

        var told = on(china, new Event.File("first-report", "d", COMPANY, at.plusSeconds(3600)));
        var after = SideBySide.of(List.of(union, told), at.plusSeconds(3700));
        assertThat(after.getLast().deadline()).as("what is done comes last").isEqualTo("report-4h");
        assertThat(after.getLast().needs()).isEmpty();
        assertThat(after.getLast().light()).isEqualTo(Light.DONE);
    }

    @Test
    void a_clock_that_ran_is_not_started_again_by_a_second_grading() {
        var at = Instant.parse("2028-03-01T10:00:00Z");
        var china = begun("cn-incident", Set.of("CN-IR-4-3-OPERATOR"), at);
        assertThat(Regimes.due(china.procedure(), china.c(), Set.of("CN-IR-4-3-OPERATOR")))
                .isEmpty();
        assertThat(Regimes.due(china.procedure(), china.c(), Set.of("CN-IR-4-1-OPERATOR")))
                .containsExactly("known-cii");
    }

    /** Europe's clocks go forward on 26 March 2028; two days end with the last day in Brussels, 72 hours on the time line. */
    @Test
    void hours_run_on_the_time_line_and_days_end_with_the_day_over_a_change_to_summer_time() {
        var at = Instant.parse("2028-03-25T10:00:00Z");
        var union = begun("eu-serious-incident", Set.of("EU-SI-REPORT-2D", "EU-GDPR-33"), at);
        var ends = new ArrayList<String>();
        for (var clock : SideBySide.of(List.of(union), at)) {
            ends.add(clock.deadline() + " " + clock.ends());
        }
        assertThat(ends).containsExactly("report-2d 2028-03-27T21:59:59.999Z", "gdpr-72h 2028-03-28T10:00:00Z");
    }

    @Test
    void looking_once_after_a_long_downtime_gives_the_same_clocks_as_looking_often() {
        var at = Instant.parse("2028-03-25T10:00:00Z");
        var often = begun("eu-serious-incident", Set.of("EU-SI-REPORT-2D", "EU-SI-REPORT-15D"), at);
        var once = often;
        var end = at.plusSeconds(20 * 86_400L);
        for (var now = at; now.isBefore(end); now = now.plusSeconds(6 * 3600)) {
            often = on(often, new Event.Pass(now));
        }
        often = on(often, new Event.Pass(end));
        once = on(once, new Event.Pass(end));
        assertThat(clocks(once.c())).isEqualTo(clocks(often.c()));
        assertThat(SideBySide.of(List.of(once), end)).allMatch(t -> t.light() == Light.LATE);
    }

    private static List<Case.RunningClock> clocks(Case c) {
        return c.clocks();
    }
}
