package zhiheng.office.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static zhiheng.office.registry.DutyState.EXEMPTED;
import static zhiheng.office.registry.DutyState.GAP;
import static zhiheng.office.registry.DutyState.IN_PROGRESS;
import static zhiheng.office.registry.DutyState.MET;
import static zhiheng.office.registry.DutyState.NOT_APPLICABLE;
import static zhiheng.office.registry.DutyState.NOT_ASSESSED;
import static zhiheng.office.registry.DutyState.PLANNED;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.packs.LegalDays;

/** What the registry counts of a system's duties, each on the day of its own law. */
class SummaryTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final LegalDays ON = LegalDays.on(TODAY);

    private static DutyLine line(
            String duty, DutyState state, LocalDate from, @Nullable LocalDate due, boolean obligation) {
        return new DutyLine(duty, "law", state, "", "", from, due, 1, obligation, false);
    }

    private static Summary of(LegalDays days, DutyLine... lines) {
        return new Summary(Map.of(), Map.of(), List.of(lines), 0, days);
    }

    private static Summary of(DutyLine... lines) {
        return of(ON, lines);
    }

    @Test
    void what_binds_and_is_not_settled_is_counted_and_guidance_never_is() {
        var past = TODAY.minusYears(1);
        var summary = of(
                line("a", NOT_ASSESSED, past, null, true),
                line("b", GAP, past, null, true),
                line("c", PLANNED, past, TODAY.plusDays(1), true),
                line("d", IN_PROGRESS, TODAY, null, true),
                line("e", MET, past, null, true),
                line("f", EXEMPTED, past, null, true),
                line("g", NOT_APPLICABLE, past, null, true),
                line("h", GAP, past, TODAY.minusDays(1), false),
                line("i", NOT_ASSESSED, TODAY.plusDays(1), null, true));
        assertThat(summary.open()).isEqualTo(4);
        assertThat(summary.gaps()).isEqualTo(1);
        assertThat(summary.unassessed()).isEqualTo(1);
        assertThat(summary.overdue()).isZero();
    }

    @Test
    void a_last_day_is_kept_until_it_is_over() {
        assertThat(of(line("a", PLANNED, TODAY.minusYears(1), TODAY, true)).overdue())
                .isZero();
        assertThat(of(line("a", PLANNED, TODAY.minusYears(1), TODAY.minusDays(1), true))
                        .overdue())
                .isEqualTo(1);
        assertThat(of(line("a", MET, TODAY.minusYears(1), TODAY.minusDays(1), true))
                        .overdue())
                .isZero();
    }

    @Test
    void the_next_day_is_the_nearest_last_day_or_first_day_that_is_still_to_come() {
        var summary = of(
                line("late", PLANNED, TODAY.minusYears(1), TODAY.minusDays(1), true),
                line("settled", MET, TODAY.minusYears(1), TODAY.plusDays(1), true),
                line("advice", PLANNED, TODAY.minusYears(1), TODAY.plusDays(2), false),
                line("begins", NOT_ASSESSED, TODAY.plusDays(3), null, true),
                line("due", PLANNED, TODAY.minusYears(1), TODAY.plusDays(4), true));
        assertThat(summary.next()).isEqualTo(new Summary.Next("begins", "law", TODAY.plusDays(3)));
        assertThat(of(line("z", PLANNED, TODAY, TODAY, true), line("y", PLANNED, TODAY, TODAY, true))
                        .next())
                .as("of two on one day the first by name")
                .isEqualTo(new Summary.Next("y", "law", TODAY));
        assertThat(of(line("late", PLANNED, TODAY, TODAY.minusDays(1), true)).next())
                .isNull();
        assertThat(Summary.none(ON).next()).isNull();
        assertThat(Summary.none(ON).open()).isZero();
    }

    /** At 23:30 in Berlin it is the next morning in Shanghai. */
    @Test
    void each_law_has_the_day_of_its_own_zone() {
        var days = LegalDays.at(
                Instant.parse("2026-11-29T22:30:00Z"),
                ZoneOffset.UTC,
                Map.of("cn", ZoneId.of("Asia/Shanghai"), "eu", ZoneId.of("Europe/Berlin")));
        var due = LocalDate.of(2026, 11, 29);
        var cn = new DutyLine("a", "cn", PLANNED, "", "", due.minusYears(1), due, 1, true, false);
        var eu = new DutyLine("b", "eu", PLANNED, "", "", due.minusYears(1), due, 1, true, false);
        assertThat(of(days, cn).overdue()).isEqualTo(1);
        assertThat(of(days, eu).overdue()).isZero();
        assertThat(of(days, cn, eu).next()).isEqualTo(new Summary.Next("b", "eu", due));
    }

    @Test
    void of_the_tiers_to_come_the_nearest_of_each_law_is_shown() {
        var coming = new LinkedHashMap<String, List<Summary.Coming>>();
        coming.put(
                "b",
                List.of(
                        new Summary.Coming("high", TODAY.plusDays(1)),
                        new Summary.Coming("banned", TODAY.plusDays(2))));
        coming.put("a", List.of(new Summary.Coming("low", TODAY.plusDays(9))));
        assertThat(new Summary(Map.of(), coming, List.of(), 0, ON).nearest().entrySet())
                .containsExactly(
                        Map.entry("b", new Summary.Coming("high", TODAY.plusDays(1))),
                        Map.entry("a", new Summary.Coming("low", TODAY.plusDays(9))));
    }

    /** Whatever the day, what is overdue is open, and neither counts more than there is. */
    @Property
    void what_is_overdue_is_open(
            @ForAll DutyState state, @ForAll boolean obligation, @ForAll @IntRange(min = -5, max = 5) int due) {
        if (state == DutyState.OVERDUE) {
            return; // is never stored
        }
        var summary = of(line("a", state, TODAY.minusDays(9), TODAY.plusDays(due), obligation));
        assertThat(summary.overdue()).isLessThanOrEqualTo(summary.open());
        assertThat(summary.gaps() + summary.unassessed()).isLessThanOrEqualTo(summary.open());
        if (summary.overdue() > 0) {
            assertThat(summary.next()).isNull();
        }
    }
}
