package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where periods of law end, from whatever moment and however long. */
class ClockPropertyTest {
    private static final WorkCalendar CHINA = Objects.requireNonNull(Shipped.LIBRARY.calendar("CN"));
    private static final LocalDateTime BEGIN = LocalDateTime.parse("2024-01-01T00:00");

    private static Clock.End end(String term, LocalDateTime start) {
        return new Clock(null, "incident", Term.parse(term)).end(start, CHINA);
    }

    @Property(tries = 300)
    void a_term_that_is_written_is_read_back(
            @ForAll @IntRange(min = 1, max = 9_999) int count, @ForAll Term.Unit unit) {
        var term = new Term(count, unit);
        assertThat(Term.parse(term.toString())).isEqualTo(term);
    }

    @Property(tries = 300)
    void a_longer_period_never_ends_earlier(
            @ForAll @IntRange(max = 500_000) int minutes,
            @ForAll @IntRange(min = 1, max = 200) int count,
            @ForAll Term.Unit unit) {
        var start = BEGIN.plusMinutes(minutes);
        var one = end(new Term(count, unit).toString(), start);
        var more = end(new Term(count + 1, unit).toString(), start);
        if (one.day() == null) {
            assertThat(more.day()).as("what is not known does not become known").isNull();
        } else if (more.day() != null) {
            assertThat(more.day()).isAfterOrEqualTo(one.day());
        }
    }

    @Property(tries = 300)
    void what_begins_later_never_ends_earlier(
            @ForAll @IntRange(max = 500_000) int minutes,
            @ForAll @IntRange(max = 10_000) int later,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll Term.Unit unit) {
        var term = new Term(count, unit).toString();
        var one = end(term, BEGIN.plusMinutes(minutes));
        var other = end(term, BEGIN.plusMinutes(minutes + later));
        if (one.day() != null && other.day() != null) {
            assertThat(other.day()).isAfterOrEqualTo(one.day());
        }
    }

    @Property(tries = 200)
    void the_day_of_the_start_is_not_counted_whatever_the_hour(
            @ForAll @IntRange(max = 1_000) int day,
            @ForAll @IntRange(max = 1_439) int minute,
            @ForAll @IntRange(min = 1, max = 40) int count) {
        var morning = LocalDate.of(2024, 1, 1).plusDays(day).atStartOfDay();
        for (var unit : Set.of("D", "WD", "M", "Y")) {
            assertThat(end("P" + count + unit, morning.plusMinutes(minute)).day())
                    .isEqualTo(end("P" + count + unit, morning).day());
        }
    }

    @Property(tries = 200)
    void hours_are_counted_to_the_minute_over_midnight_and_the_end_of_the_year(
            @ForAll @IntRange(max = 1_500_000) int minutes, @ForAll @IntRange(min = 1, max = 72) int hours) {
        var start = BEGIN.plusMinutes(minutes);
        var end = end("PT" + hours + "H", start);
        assertThat(end.time()).isEqualTo(start.plusHours(hours));
        assertThat(end.day()).isEqualTo(start.plusHours(hours).toLocalDate());
    }

    @Example
    void working_days_past_the_last_published_year_name_the_year_that_is_missing() {
        int last = CHINA.published().keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        var end = end("P10WD", LocalDate.of(last, 12, 25).atStartOfDay());
        assertThat(end.day()).isNull();
        assertThat(end.unpublished()).isEqualTo(last + 1);
    }

    @Example
    void where_no_calendar_is_known_no_working_day_is_counted() {
        var end = new Clock(null, "incident", Term.parse("P1WD")).end(BEGIN, null);
        assertThat(end.day()).isNull();
        assertThat(end.unpublished()).isEqualTo(2024);
    }

    @Example
    void what_is_due_at_once_is_due_on_the_day_itself() {
        assertThat(new Clock("placed_on", null, null)
                        .end(BEGIN.plusHours(23), null)
                        .day())
                .isEqualTo("2024-01-01");
    }

    @Example
    void a_calendar_is_read_as_it_was_published_and_cannot_be_changed_afterwards() {
        var off = new java.util.HashSet<>(Set.of(LocalDate.parse("2026-05-01")));
        var calendar = new WorkCalendar("XX", java.time.ZoneOffset.UTC, Map.of(2026, "notice"), off, Set.of());
        off.clear();
        assertThat(calendar.works(LocalDate.parse("2026-05-01"))).isFalse();
        assertThat(calendar.works(LocalDate.parse("2026-05-02")))
                .as("a Saturday")
                .isFalse();
        assertThat(calendar.works(LocalDate.parse("2026-05-04"))).isTrue();
    }

    @Property(tries = 100)
    void terms_are_put_in_the_order_of_their_length(
            @ForAll @IntRange(min = 1, max = 500) int count, @ForAll Term.Unit unit) {
        assertThat(new Term(count + 1, unit).roughly()).isGreaterThan(new Term(count, unit).roughly());
        assertThat(Term.parse("PT48H").roughly())
                .isGreaterThan(Term.parse("P1D").roughly());
        assertThat(Term.parse("P1M").roughly())
                .isBetween(Term.parse("P30D").roughly(), Term.parse("P31D").roughly());
    }

    private static final Clock YEARLY = new Clock("placed_on", null, null, Term.parse("P1Y"));

    @Property(tries = 500)
    void anniversaries_keep_month_and_day_and_only_29_february_gives_way_in_common_years(
            @ForAll @IntRange(max = 20_000) int day, @ForAll @IntRange(min = 1, max = 40) int n) {
        var start = LocalDate.of(2000, 1, 1).plusDays(day);
        var back = YEARLY.anniversary(start, n);
        assertThat(back.getYear()).isEqualTo(start.getYear() + n);
        assertThat(back.getMonth()).isEqualTo(start.getMonth());
        assertThat(back.getDayOfMonth())
                .isEqualTo(Math.min(start.getDayOfMonth(), start.getMonth().length(back.isLeapYear())));
    }

    @Property(tries = 500)
    void the_anniversary_after_a_day_is_the_first_that_lies_after_it(
            @ForAll @IntRange(max = 20_000) int begin,
            @ForAll @IntRange(min = -2_000, max = 20_000) int later,
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll boolean years) {
        var clock = new Clock("placed_on", null, null, new Term(count, years ? Term.Unit.YEAR : Term.Unit.MONTH));
        var start = LocalDate.of(2000, 1, 1).plusDays(begin);
        var day = start.plusDays(later);
        var expected = java.util.stream.IntStream.rangeClosed(1, 2_000)
                .mapToObj(n -> clock.anniversary(start, n))
                .filter(anniversary -> anniversary.isAfter(day))
                .findFirst()
                .orElseThrow();
        assertThat(clock.anniversaryAfter(start, day)).isEqualTo(expected);
    }

    @Example
    void a_leap_day_comes_back_on_the_28th_and_in_the_next_leap_year_on_itself() {
        var start = LocalDate.parse("2028-02-29");
        assertThat(YEARLY.anniversary(start, 1)).isEqualTo("2029-02-28");
        assertThat(YEARLY.anniversary(start, 4)).isEqualTo("2032-02-29");
        assertThat(YEARLY.anniversaryAfter(start, LocalDate.parse("2031-02-28")))
                .isEqualTo("2032-02-29");
        assertThat(YEARLY.anniversaryAfter(start, null)).isEqualTo("2029-02-28");
        assertThat(YEARLY.end(start.atStartOfDay(), null).day()).isEqualTo("2029-02-28");
    }

    @Example
    void months_are_counted_from_the_start_too() {
        var half = new Clock("placed_on", null, null, Term.parse("P6M"));
        assertThat(half.anniversary(LocalDate.parse("2026-08-31"), 1)).isEqualTo("2027-02-28");
        assertThat(half.anniversary(LocalDate.parse("2026-08-31"), 2)).isEqualTo("2027-08-31");
    }
}
