package zhiheng.server.rooms.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** The ways people write a moment: seconds or milliseconds since 1970, ISO 8601, or a date with a time; without a zone it is UTC. */
final class Moment {
    /** Numbers from here on are milliseconds: as seconds they would lie beyond the year 5138. */
    private static final double FIRST_MILLIS = 1e11;

    private Moment() {}

    static OptionalLong millis(String text) {
        var t = text.strip();
        if (t.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (isNumber(t)) {
                double number = Double.parseDouble(t);
                return OptionalLong.of((long) (Math.abs(number) < FIRST_MILLIS ? number * 1000 : number));
            }
            var iso = t.replace('/', '-');
            if (iso.length() > 10 && iso.charAt(10) == ' ') {
                iso = iso.substring(0, 10) + "T" + iso.substring(11);
            }
            if (iso.length() == 10) {
                return OptionalLong.of(LocalDate.parse(iso)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli());
            }
            if (iso.endsWith("Z")) {
                return OptionalLong.of(Instant.parse(iso).toEpochMilli());
            }
            return OptionalLong.of(
                    iso.matches(".*[+-][0-9]{2}:?[0-9]{0,2}$")
                                    && iso.lastIndexOf('-') != 7
                                    && iso.indexOf('T') > 0
                                    && Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-')) > iso.indexOf('T')
                            ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isNumber(String t) {
        return t.length() < 25 && t.matches("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?");
    }
}
