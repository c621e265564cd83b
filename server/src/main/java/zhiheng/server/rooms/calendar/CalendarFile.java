package zhiheng.server.rooms.calendar;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Last days as whole-day events (RFC 5545), each with a reminder a week ahead. Written here and not by ical4j, which brings zone rules
 * of its own into the whole process and a logger with them.
 *
 * @param name what the reader's calendar calls it
 * @param address where this server is reached
 */
public record CalendarFile(String name, URI address, Instant now) {
    public static final String TYPE = "text/calendar; charset=utf-8";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** RFC 5545 3.1: a line has at most 75 octets. */
    private static final int MOST_OCTETS = 75;

    public String of(List<CalendarDay> days) {
        var out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Zhiheng//Duties//EN");
        line(out, "CALSCALE:GREGORIAN");
        line(out, "X-WR-CALNAME:" + escaped(name));
        days.forEach(day -> event(out, day));
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private void event(StringBuilder out, CalendarDay day) {
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + day.id() + "-" + day.day() + "@zhiheng");
        line(out, "DTSTAMP:" + STAMP.format(now));
        line(out, "DTSTART;VALUE=DATE:" + day.day().format(DateTimeFormatter.BASIC_ISO_DATE));
        line(out, "SUMMARY:" + escaped(day.title()));
        line(out, "DESCRIPTION:" + escaped(day.text()));
        line(out, "URL:" + address.resolve(day.path()));
        line(out, "TRANSP:TRANSPARENT");
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, "TRIGGER:-P7D");
        line(out, "DESCRIPTION:" + escaped(day.title()));
        line(out, "END:VALARM");
        line(out, "END:VEVENT");
    }

    /** RFC 5545 3.3.11. */
    static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replaceAll("\\R", "\\\\n");
    }

    /** One content line, folded between characters, never inside one. */
    static void line(StringBuilder out, String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > MOST_OCTETS) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(point);
            octets += size;
            i += Character.charCount(point);
        }
        out.append("\r\n");
    }
}
