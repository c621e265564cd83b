package zhiheng.packs;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One period of a duty: what starts it, and how long it is. Exactly one of {@code fact} and {@code event} is given.
 *
 * @param fact a date that the questionnaire asks; {@code event} something that happens, see {@link TriggerEvent}
 * @param within null when the thing must be done by the starting day itself, or at once
 */
public record Clock(
        @Nullable String fact,
        @Nullable String event,
        @Nullable Term within) {
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
