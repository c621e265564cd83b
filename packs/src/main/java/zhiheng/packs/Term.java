package zhiheng.packs;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * A period of law. Written as an ISO 8601 duration of one unit, {@code PT30M PT4H P15D P6M P10Y}, and {@code P10WD} for ten
 * working days, which ISO 8601 has no sign for.
 */
public record Term(int count, Unit unit) {
    /** What is counted; WORKING_DAY by a {@link WorkCalendar}. */
    public enum Unit {
        MINUTE("M", ChronoUnit.MINUTES),
        HOUR("H", ChronoUnit.HOURS),
        DAY("D", ChronoUnit.DAYS),
        WORKING_DAY("WD", ChronoUnit.DAYS),
        MONTH("M", ChronoUnit.MONTHS),
        YEAR("Y", ChronoUnit.YEARS);

        private final String sign;
        private final ChronoUnit length;

        Unit(String sign, ChronoUnit length) {
            this.sign = sign;
            this.length = length;
        }

        /** Whether it counts from a minute and not from a day. */
        public boolean ofAClock() {
            return this == MINUTE || this == HOUR;
        }
    }

    private static final Pattern FORM = Pattern.compile("P(?:T([1-9][0-9]{0,3})(H|M)|([1-9][0-9]{0,3})(D|WD|M|Y))");

    /** @throws IllegalArgumentException when {@code text} is no such period */
    public static Term parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("no period: " + text);
        }
        if (match.group(1) != null) {
            var unit = match.group(2).equals("H") ? Unit.HOUR : Unit.MINUTE;
            return new Term(Integer.parseInt(match.group(1)), unit);
        }
        for (var unit : Unit.values()) {
            if (!unit.ofAClock() && unit.sign.equals(match.group(4))) {
                return new Term(Integer.parseInt(match.group(3)), unit);
            }
        }
        throw new IllegalArgumentException("no period: " + text);
    }

    /** About how long, to put periods in order; a month counts as 30.4 days. */
    public Duration roughly() {
        return unit.length.getDuration().multipliedBy(count);
    }

    @Override
    public String toString() {
        return (unit.ofAClock() ? "PT" : "P") + count + unit.sign;
    }
}
