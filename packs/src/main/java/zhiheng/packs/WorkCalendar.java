package zhiheng.packs;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The working days of one jurisdiction, as published. Where nothing was published nothing is guessed: the holidays of a
 * year, and the weekends worked for them, are known only once the notice is out.
 *
 * @param jurisdiction as packs name it
 * @param zone in which the jurisdiction's days begin
 * @param published years with their notice
 * @param off Mondays to Fridays that are no working days
 * @param worked Saturdays and Sundays that are
 */
public record WorkCalendar(
        String jurisdiction, ZoneId zone, Map<Integer, String> published, Set<LocalDate> off, Set<LocalDate> worked) {
    public WorkCalendar {
        published = Map.copyOf(published);
        off = Set.copyOf(off);
        worked = Set.copyOf(worked);
    }

    /** Whether {@code day} is one; null when its year was not published. */
    public @Nullable Boolean works(LocalDate day) {
        if (!published.containsKey(day.getYear())) {
            return null;
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? worked.contains(day) : !off.contains(day);
    }

    /**
     * The {@code count}th working day after {@code day}, which itself is not counted; null when a day on the way lies in
     * a year that was not published.
     */
    public @Nullable LocalDate after(LocalDate day, int count) {
        var last = day;
        for (int left = count; left > 0; ) {
            last = last.plusDays(1);
            var works = works(last);
            if (works == null) {
                return null;
            }
            left -= works ? 1 : 0;
        }
        return last;
    }
}
