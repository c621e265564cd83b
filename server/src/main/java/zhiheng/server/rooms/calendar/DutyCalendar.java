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
import zhiheng.server.ground.page.Owed;

/**
 * Last days as whole-day events (RFC 5545), each with a reminder a week ahead. The same day of the same duty keeps its UID.
 * Written here and not by ical4j, which brings zone rules of its own into the whole process and a logger with them.
 */
record DutyCalendar(Lexicon lexicon, PackLibrary library, URI address, Instant now) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** RFC 5545 3.1: a line has at most 75 octets. */
    private static final int MOST_OCTETS = 75;

    String of(List<DutyRow> rows, List<Owed> owed) {
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
        owed.forEach(o -> event(out, o));
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private void event(StringBuilder out, DutyRow row, LocalDate due) {
        var head = library.duty(row.line().pack(), row.line().duty());
        var title = head == null ? row.line().duty() : lexicon.words.t(head.title());
        var article = head == null ? "" : lexicon.article(head.article()) + " · ";
        event(
                out,
                row.systemId() + "-" + row.line().duty(),
                due,
                title,
                row.systemName(),
                row.orgName() + " · " + article + lexicon.pack(row.line().pack()) + " · "
                        + lexicon.words.t("due.zone", lexicon.lawZone(row.line().pack()))
                        + (row.line().provisional() ? " " + lexicon.words.t("provisional") : ""),
                "/systems/" + row.systemId() + "/duties/" + row.line().duty());
    }

    private void event(StringBuilder out, Owed owed) {
        event(
                out,
                "owed-" + owed.id(),
                owed.due(),
                owed.title(),
                owed.system(),
                owed.org() + " · " + lexicon.words.t(owed.kind()) + " · " + owed.from(),
                owed.href());
    }

    private void event(
            StringBuilder out, String id, LocalDate due, String title, String system, String about, String href) {
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + id + "-" + due + "@zhiheng");
        line(out, "DTSTAMP:" + STAMP.format(now));
        line(out, "DTSTART;VALUE=DATE:" + due.format(DateTimeFormatter.BASIC_ISO_DATE));
        line(out, "SUMMARY:" + escaped(title + " · " + system));
        line(out, "DESCRIPTION:" + escaped(about));
        line(out, "URL:" + address.resolve(href));
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
