package zhiheng.packs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The calendar day by which each law counts. A day of a law begins and ends in the zone of its jurisdiction, so that at
 * one instant a duty in Beijing is overdue and one of the same last day in New York is not. A day that a person names,
 * "as of", is one day for all laws.
 *
 * @param day how people call it: the day that was named, or today at the office
 * @param laws today by each law, by the pack's id; empty where one day was named for all
 * @param since the latest midnight at which one of these days began; {@link Instant#EPOCH} where one day was named
 *     for all
 */
public record LegalDays(LocalDate day, Map<String, Today> laws, Instant since) {
    /** Today under one law, and the zone in which it is. */
    public record Today(LocalDate day, ZoneId zone) {}

    public LegalDays {
        laws = Map.copyOf(laws);
    }

    /** One day for all laws. */
    public static LegalDays on(LocalDate day) {
        return new LegalDays(day, Map.of(), Instant.EPOCH);
    }

    /**
     * Today by each law.
     *
     * @param office the zone by which people here call the day
     * @param zones of the laws, by the pack's id
     */
    public static LegalDays at(Instant now, ZoneId office, Map<String, ZoneId> zones) {
        var day = LocalDate.ofInstant(now, office);
        var since = day.atStartOfDay(office).toInstant();
        var laws = new HashMap<String, Today>();
        for (var law : zones.entrySet()) {
            var today = LocalDate.ofInstant(now, law.getValue());
            var began = today.atStartOfDay(law.getValue()).toInstant();
            since = began.isAfter(since) ? began : since;
            laws.put(law.getKey(), new Today(today, law.getValue()));
        }
        return new LegalDays(day, laws, since);
    }

    /** The day by the law of {@code pack}. */
    public LocalDate of(String pack) {
        var law = laws.get(pack);
        return law == null ? day : law.day();
    }

    /** The zone in which the days of that law begin and end; UTC where it has none. */
    public ZoneId zone(String pack) {
        var law = laws.get(pack);
        return law == null ? ZoneOffset.UTC : law.zone();
    }

    /** The day that is furthest behind. */
    public LocalDate earliest() {
        return laws.values().stream()
                .map(Today::day)
                .min(Comparator.naturalOrder())
                .orElse(day);
    }

    /** The day that is furthest ahead. */
    public LocalDate latest() {
        return laws.values().stream()
                .map(Today::day)
                .max(Comparator.naturalOrder())
                .orElse(day);
    }

    /** So many days later by every law. */
    public LegalDays plusDays(int days) {
        var later = new HashMap<String, Today>();
        laws.forEach((pack, law) -> later.put(pack, new Today(law.day().plusDays(days), law.zone())));
        return new LegalDays(day.plusDays(days), later, since);
    }

    /** Whether a day of these has turned since {@code other}. */
    public boolean after(LegalDays other) {
        return since.isAfter(other.since);
    }
}
