package zhiheng.server.rooms.watch;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The ways people write a moment: ISO 8601 in its long and its short form with every offset (RFC 3339, section 5.6), the same with
 * slashes, points, Chinese signs or a space, and seconds or milliseconds since 1970. A date that begins with its day or its month is
 * not read: 03/01 is two days.
 */
final class Moment {
    /** Numbers from here on are milliseconds: as seconds they would lie beyond the year 5138. */
    private static final double FIRST_MILLIS = 1e11;

    private static final int LONGEST = 64;

    private final String text;
    private int at;

    private Moment(String text) {
        this.text = text;
    }

    /** @param zone of moments without an offset */
    static OptionalLong millis(String text, ZoneId zone) {
        var t = text.strip();
        if (t.isEmpty() || t.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            var date = new Moment(t).date(zone);
            if (date.isPresent()) {
                return date;
            }
            long whole = whole(t);
            return whole >= 0
                    ? OptionalLong.of(sinceEpoch(whole))
                    : isNumber(t) ? OptionalLong.of(sinceEpoch(Double.parseDouble(t))) : date;
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static long sinceEpoch(double number) {
        return Math.round(Math.abs(number) < FIRST_MILLIS ? number * 1000 : number);
    }

    /** [+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,2})?, by hand: a pattern takes longer than all else that is done to a row. */
    private static boolean isNumber(String t) {
        if (t.length() >= 25) {
            return false;
        }
        var number = new Moment(t);
        number.takes("+-");
        if (number.digits() == 0) {
            return false;
        }
        if (number.takes(".")) {
            number.digits();
        }
        if (number.takes("eE")) {
            number.takes("+-");
            int digits = number.digits();
            return (digits == 1 || digits == 2) && number.at == t.length();
        }
        return number.at == t.length();
    }

    private int digits() {
        int from = at;
        while (isDigit()) {
            at++;
        }
        return at - from;
    }

    /** Of up to fifteen digits and nothing else, which a double holds exactly; -1 for other texts. */
    private static long whole(String t) {
        if (t.length() > 15) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < t.length(); i++) {
            int digit = t.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private OptionalLong date(ZoneId zone) {
        int year = number(4, 4);
        if (year < 0) {
            return OptionalLong.empty();
        }
        boolean signs = takes("-/.年");
        char sign = signs ? text.charAt(at - 1) : ' ';
        if (!signs
                && (year < 1900 || year > 2100 || text.length() != 8 && text.length() != 14 && !text.contains("T"))) {
            return OptionalLong.empty(); // a number of seconds
        }
        int month = number(signs ? 1 : 2, 2);
        if (month < 0 || signs && !takes(sign == '年' ? "月" : String.valueOf(sign))) {
            return OptionalLong.empty();
        }
        int day = number(signs ? 1 : 2, 2);
        if (day < 0 || sign == '年' && !takes("日")) {
            return OptionalLong.empty();
        }
        if (at == text.length()) {
            return OptionalLong.of(at(LocalDateTime.of(year, month, day, 0, 0), zone));
        }
        boolean apart = takes("Tt ") | blanks();
        if (!apart && (signs || text.length() != 14)) {
            return OptionalLong.empty();
        }
        int hour = number(signs ? 1 : 2, 2);
        boolean colons = takes(":");
        int minute = number(2, 2);
        if (hour < 0 || minute < 0) {
            return OptionalLong.empty();
        }
        int second = 0;
        int millis = 0;
        if (colons ? takes(":") : isDigit()) {
            second = number(2, 2);
            millis = takes(".,") ? fraction() : 0;
        }
        blanks();
        ZoneId offset = at == text.length() ? zone : offset();
        if (second < 0 || offset == null || at != text.length()) {
            return OptionalLong.empty();
        }
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && millis == 0; // ISO 8601 allows it
        var local = LocalDateTime.of(year, month, day, endOfDay ? 0 : hour, minute, second);
        return OptionalLong.of(at(endOfDay ? local.plusDays(1) : local, offset) + millis);
    }

    private static long at(LocalDateTime local, ZoneId zone) {
        return zone instanceof ZoneOffset offset
                ? local.toEpochSecond(offset) * 1000
                : local.atZone(zone).toInstant().toEpochMilli();
    }

    private @Nullable ZoneOffset offset() {
        if (takes("Zz") || takesWord("UTC") || takesWord("GMT")) {
            return ZoneOffset.UTC;
        }
        if (!takes("+-\u2212")) {
            return null;
        }
        int sign = text.charAt(at - 1) == '+' ? 1 : -1;
        int hours = number(2, 2);
        int minutes = 0;
        int seconds = 0;
        if (hours >= 0 && (takes(":") || isDigit())) {
            minutes = number(2, 2);
            if (takes(":") || isDigit()) {
                seconds = number(2, 2);
            }
        }
        return hours < 0 || minutes < 0 || seconds < 0
                ? null
                : ZoneOffset.ofHoursMinutesSeconds(sign * hours, sign * minutes, sign * seconds);
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /** @return the number of so many digits, -1 where there are fewer */
    private int number(int least, int most) {
        int value = 0;
        int digits = 0;
        while (digits < most && isDigit()) {
            value = value * 10 + text.charAt(at++) - '0';
            digits++;
        }
        return digits < least ? -1 : value;
    }

    /** Thousandths; further digits are cut off. */
    private int fraction() {
        int value = 0;
        int digits = 0;
        for (; isDigit(); at++, digits++) {
            value = digits < 3 ? value * 10 + text.charAt(at) - '0' : value;
        }
        for (; digits < 3; digits++) {
            value *= 10;
        }
        return value;
    }

    private boolean takes(String oneOf) {
        boolean is = at < text.length() && oneOf.indexOf(text.charAt(at)) >= 0;
        at += is ? 1 : 0;
        return is;
    }

    private boolean takesWord(String word) {
        boolean is = text.startsWith(word, at);
        at += is ? word.length() : 0;
        return is;
    }

    private boolean blanks() {
        int before = at;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at > before;
    }
}
