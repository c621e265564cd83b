package zhiheng.watch.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Recurring times. Each list that is not empty must hold the moment in one of its ranges; all empty holds always.
 *
 * @param times from (with) to (without), on the same day; {@code 24:00} is written as {@link LocalTime#MAX}
 * @param weekdays 1 Monday to 7 Sunday
 * @param daysOfMonth 1 to 31, or -1 (the last day) to -31; a range beyond the month's end is cut to it
 * @param zone where the day and the hour are told; UTC unless said otherwise
 */
public record TimeInterval(
        List<Times> times,
        List<Range> weekdays,
        List<Range> daysOfMonth,
        List<Range> months,
        List<Range> years,
        ZoneId zone) {
    /** A part of a day. */
    public record Times(LocalTime from, LocalTime to) {
        public Times {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("times " + from + " to " + to
                        + ": the start must be before the end; split a night at midnight");
            }
        }
    }

    /** Both ends belong to it. */
    public record Range(int from, int to) {}

    public TimeInterval {
        times = List.copyOf(times);
        weekdays = within("weekday", weekdays, 1, 7);
        daysOfMonth = days(daysOfMonth);
        months = within("month", months, 1, 12);
        years = within("year", years, 1970, 9999);
    }

    /** Every day between two times, UTC. */
    public static TimeInterval daily(LocalTime from, LocalTime to) {
        return new TimeInterval(
                List.of(new Times(from, to)), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);
    }

    boolean contains(Instant moment) {
        var local = moment.atZone(zone);
        var time = local.toLocalTime().withSecond(0).withNano(0);
        return (times.isEmpty()
                        || times.stream()
                                .anyMatch(t ->
                                        !time.isBefore(t.from) && (time.isBefore(t.to) || t.to.equals(LocalTime.MAX))))
                && inDays(local.getDayOfMonth(), local.toLocalDate().lengthOfMonth())
                && in(weekdays, local.getDayOfWeek().getValue())
                && in(months, local.getMonthValue())
                && in(years, local.getYear());
    }

    private static boolean in(List<Range> ranges, int value) {
        return ranges.isEmpty() || ranges.stream().anyMatch(r -> r.from <= value && value <= r.to);
    }

    private boolean inDays(int day, int length) {
        return daysOfMonth.isEmpty()
                || daysOfMonth.stream()
                        .anyMatch(r -> fromStart(r.from, length) <= day && day <= fromStart(r.to, length));
    }

    private static int fromStart(int day, int length) {
        return day < 0 ? length + day + 1 : day;
    }

    private static List<Range> within(String what, List<Range> ranges, int least, int most) {
        for (var r : ranges) {
            if (r.from < least || r.to > most || r.from > r.to) {
                throw new IllegalArgumentException(what + " range " + r.from + " to " + r.to + " must lie within "
                        + least + " and " + most + ", the smaller first");
            }
        }
        return List.copyOf(ranges);
    }

    private static List<Range> days(List<Range> ranges) {
        for (var r : ranges) {
            boolean bad = r.from == 0 || r.to == 0 || Math.abs(r.from) > 31 || Math.abs(r.to) > 31;
            if (bad || fromStart(r.from, 31) > fromStart(r.to, 31) || r.from < 0 && r.to > 0) {
                throw new IllegalArgumentException("days of the month " + r.from + " to " + r.to
                        + " must be 1 to 31, or -31 to -1 counted from the end, the earlier day first");
            }
        }
        return List.copyOf(ranges);
    }
}
