package zhiheng.server.rooms.calendar;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import zhiheng.office.duties.DutyRow;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Lexicon;

/**
 * Last days as whole-day events (RFC 5545), each with a reminder a week ahead. The same day of the same duty keeps its UID.
 * Written here and not by ical4j, which brings zone rules of its own into the whole process and a logger with them.
 */
record DutyCalendar(Lexicon lexicon, PackLibrary library, URI address, Instant now) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** RFC 5545 3.1: a line has at most 75 octets. */
    private static final int MOST_OCTETS = 75;

    String of(List<DutyRow> rows) {
        var out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Zhiheng//Duties//EN");
        line(out, "CALSCALE:GREGORIAN");
        line(out, "X-WR-CALNAME:" + escaped(lexicon.words.t("calendar.name")));
        for (var row : rows) {
            var due = row.line().due();
            if (due != null) {
                event(out, row, due);
            }
        }
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private void event(StringBuilder out, DutyRow row, LocalDate due) {
        var head = library.duty(row.line().pack(), row.line().duty());
        var title = head == null ? row.line().duty() : lexicon.words.t(head.title());
        var article = head == null ? "" : lexicon.article(head.article()) + " · ";
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + row.systemId() + "-" + row.line().duty() + "-" + due + "@zhiheng");
        line(out, "DTSTAMP:" + STAMP.format(now));
        line(out, "DTSTART;VALUE=DATE:" + due.format(DateTimeFormatter.BASIC_ISO_DATE));
        line(out, "SUMMARY:" + escaped(title + " · " + row.systemName()));
        line(
                out,
                "DESCRIPTION:"
                        + escaped(row.orgName() + " · " + article
                                + lexicon.pack(row.line().pack())));
        line(
                out,
                "URL:"
                        + address.resolve("/systems/" + row.systemId() + "/duties/"
                                + row.line().duty()));
        line(out, "TRANSP:TRANSPARENT");
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, "TRIGGER:-P7D");
        line(out, "DESCRIPTION:" + escaped(title));
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
