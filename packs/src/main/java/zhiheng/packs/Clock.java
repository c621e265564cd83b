package zhiheng.packs;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One period of a duty: what starts it, and how long it is. Exactly one of {@code fact} and {@code event} is given.
 *
 * @param fact a date that the questionnaire asks; {@code event} something that happens, see {@link TriggerEvent}
 * @param within null when the thing must be done by the starting day itself, or at once
 * @param every for what comes back, years or months: it is to be done anew by each anniversary of the start; then there is no
 *     {@code within}
 */
public record Clock(
        @Nullable String fact,
        @Nullable String event,
        @Nullable Term within,
        @Nullable Term every) {
    /** Of what is to be done once. */
    public Clock(@Nullable String fact, @Nullable String event, @Nullable Term within) {
        this(fact, event, within, null);
    }

    /**
     * Where a period ends.
     *
     * @param day the last day; null when working days are counted past the last published year
     * @param time the last minute, in the jurisdiction's zone, for a period of hours
     * @param unpublished the year whose calendar is missing, when {@code day} is null
     */
    public record End(@Nullable LocalDate day, @Nullable LocalDateTime time, int unpublished) {
        static End on(LocalDate day) {
            return new End(day, null, 0);
        }
    }

    /**
     * Where the period ends that starts at {@code start}. The day of the start is not counted.
     *
     * @param calendar of the duty's jurisdiction, for working days; null when none is known
     */
    public End end(LocalDateTime start, @Nullable WorkCalendar calendar) {
        var day = start.toLocalDate();
        if (every != null) {
            return End.on(anniversary(day, 1));
        }
        if (within == null) {
            return End.on(day);
        }
        return switch (within.unit()) {
            case MINUTE -> at(start.plusMinutes(within.count()));
            case HOUR -> at(start.plusHours(within.count()));
            case DAY -> End.on(day.plusDays(within.count()));
            case MONTH -> End.on(day.plusMonths(within.count()));
            case YEAR -> End.on(day.plusYears(within.count()));
            case WORKING_DAY -> {
                var last = calendar == null ? null : calendar.after(day, within.count());
                yield last != null ? End.on(last) : new End(null, null, missing(day, calendar));
            }
        };
    }

    /**
     * The {@code n}th time that the day of {@code start} comes back. Counted from the start and not from the time before, so that
     * 29 February becomes the 28th in common years and is itself again in leap years.
     */
    public LocalDate anniversary(LocalDate start, int n) {
        return start.plusMonths((long) n * months());
    }

    /** The first anniversary of {@code start} after {@code day}; the first of all where {@code day} is null. */
    public LocalDate anniversaryAfter(LocalDate start, @Nullable LocalDate day) {
        int n = day == null ? 1 : Math.max(1, (int) (ChronoUnit.MONTHS.between(start, day) / months()));
        while (day != null && !anniversary(start, n).isAfter(day)) {
            n++;
        }
        return anniversary(start, n);
    }

    private int months() {
        var term = Objects.requireNonNull(every, "it does not come back");
        return term.unit() == Term.Unit.YEAR ? 12 * term.count() : term.count();
    }

    private static End at(LocalDateTime time) {
        return new End(time.toLocalDate(), time, 0);
    }

    private static int missing(LocalDate day, @Nullable WorkCalendar calendar) {
        int year = day.getYear();
        while (calendar != null && calendar.published().containsKey(year)) {
            year++;
        }
        return year;
    }
}
