package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkCalendarTest {
    private static final WorkCalendar CHINA = Objects.requireNonNull(Shipped.LIBRARY.calendar("CN"));

    /** Counted by hand from the State Council's notices. */
    @ParameterizedTest
    @CsvSource({
        "2026-09-18, 10, 2026-10-09",
        "2026-02-13, 1, 2026-02-14",
        "2026-02-14, 1, 2026-02-24",
        "2025-01-24, 2, 2025-01-27",
        "2024-09-27, 3, 2024-10-08",
        "2023-12-29, 1, 2024-01-02",
        "2026-06-18, 1, 2026-06-22",
    })
    void adjusted_working_days_are_counted(LocalDate start, int days, LocalDate last) {
        assertThat(CHINA.after(start, days)).isEqualTo(last);
    }

    @Test
    void a_year_without_notice_is_unknown() {
        assertThat(CHINA.works(LocalDate.parse("2027-01-04"))).isNull();
        assertThat(CHINA.after(LocalDate.parse("2026-12-31"), 1)).isNull();
    }

    @Property(tries = 300)
    void counting_in_two_steps_is_counting_in_one(
            @ForAll @IntRange(max = 1000) int day,
            @ForAll @IntRange(max = 20) int a,
            @ForAll @IntRange(max = 20) int b) {
        var start = LocalDate.parse("2023-01-01").plusDays(day);
        var first = Objects.requireNonNull(CHINA.after(start, a));
        assertThat(CHINA.after(first, b)).isEqualTo(CHINA.after(start, a + b));
    }

    @Property(tries = 300)
    void the_last_day_is_a_working_day_and_the_count_is_what_lies_between(
            @ForAll @IntRange(max = 1000) int day, @ForAll @IntRange(min = 1, max = 30) int count) {
        var start = LocalDate.parse("2023-01-01").plusDays(day);
        var last = Objects.requireNonNull(CHINA.after(start, count));
        assertThat(CHINA.works(last)).isTrue();
        assertThat(start.plusDays(1)
                        .datesUntil(last.plusDays(1))
                        .filter(d -> Boolean.TRUE.equals(CHINA.works(d)))
                        .count())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "PT30M, 2026-03-01T23:45, 2026-03-02",
        "PT4H, 2026-03-01T21:30, 2026-03-02",
        "P15D, 2026-03-01T21:30, 2026-03-16",
        "P6M, 2026-08-31T00:00, 2027-02-28",
        "P10Y, 2028-02-29T12:00, 2038-02-28",
    })
    void periods_end(String term, LocalDateTime start, LocalDate last) {
        assertThat(new Clock(null, "incident", Term.parse(term))
                        .end(start, null)
                        .day())
                .isEqualTo(last);
    }

    @Test
    void hours_end_at_a_minute() {
        var start = LocalDateTime.parse("2026-03-01T21:30");
        assertThat(new Clock(null, "incident", Term.parse("PT4H"))
                        .end(start, null)
                        .time())
                .isEqualTo("2026-03-02T01:30:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P10WD", "PT30M", "PT48H", "P2D", "P6M", "P10Y"})
    void a_term_is_written_as_it_is_read(String text) {
        assertThat(Term.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "P0D", "10D", "P1D2H", "P-3D", "P3W", "PT5S", "P99999D", "p10wd"})
    void anything_else_is_no_term(String text) {
        assertThatThrownBy(() -> Term.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
