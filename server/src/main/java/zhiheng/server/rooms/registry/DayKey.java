package zhiheng.server.rooms.registry;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import zhiheng.packs.LegalDays;

/**
 * Days of laws as text whose order is the order in time: {@code 2026-12-31T1600} is the last day of 2026 in Beijing,
 * which ends at 16:00 UTC, {@code 2026-12-31T2900} the same day in New York, which ends 29 hours after that day began
 * in UTC. So one comparison with a {@link #bound} finds what is past by the clock of each law, and a list walks its
 * index whatever the laws in it. A bare day sorts before all zones of that day.
 */
final class DayKey {
    /** As much of a key as is the day itself. */
    static final int DAY = 10;

    private DayKey() {}

    static String of(LocalDate day, ZoneId zone) {
        var end = day.plusDays(1).atStartOfDay(zone).toInstant();
        var turn = Duration.between(day.atStartOfDay(ZoneOffset.UTC), end.atOffset(ZoneOffset.UTC));
        return String.format(Locale.ROOT, "%sT%02d%02d", day, turn.toHours(), turn.toMinutesPart());
    }

    static LocalDate day(String key) {
        return LocalDate.parse(key.substring(0, Math.min(DAY, key.length())));
    }

    /**
     * What lies before the day of its law in {@code days} has a key before this one, and the rest has not. Where some
     * laws are a day ahead of others, it is the last of those whose day before is over; no two zones are so far apart
     * that a third day is touched.
     */
    static String bound(LegalDays days) {
        var first = days.laws().isEmpty() ? days.day() : days.earliest();
        return days.laws().values().stream()
                .filter(law -> law.day().isAfter(first))
                .map(law -> of(first, law.zone()))
                .max(String::compareTo)
                .map(last -> last + "~")
                .orElse(first.toString());
    }

    /** The state of the days that a summary was made on; grows as days turn. */
    static String state(LegalDays days) {
        return days.day() + " " + days.since();
    }
}
