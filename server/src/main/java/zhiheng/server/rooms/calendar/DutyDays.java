package zhiheng.server.rooms.calendar;

import java.util.ArrayList;
import java.util.List;
import zhiheng.office.duties.DutyRow;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Owed;

/** The last days of duties, in the reader's language. */
record DutyDays(Lexicon lexicon, PackLibrary library) {
    List<CalendarDay> of(List<DutyRow> rows) {
        var days = new ArrayList<CalendarDay>();
        for (var row : rows) {
            var due = row.line().due();
            if (due != null) {
                var head = library.duty(row.line().pack(), row.line().duty());
                var title = head == null ? row.line().duty() : lexicon.words.t(head.title());
                var article = head == null ? "" : lexicon.article(head.article()) + " · ";
                days.add(new CalendarDay(
                        row.systemId() + "-" + row.line().duty(),
                        due,
                        title + " · " + row.systemName(),
                        row.orgName() + " · " + article
                                + lexicon.pack(row.line().pack()) + " · "
                                + lexicon.words.t(
                                        "due.zone", lexicon.lawZone(row.line().pack()))
                                + (row.line().provisional() ? " " + lexicon.words.t("provisional") : ""),
                        "/systems/" + row.systemId() + "/duties/" + row.line().duty()));
            }
        }
        return days;
    }

    /** What is owed beside the duties. */
    CalendarDay of(Owed owed) {
        return new CalendarDay(
                "owed-" + owed.id(),
                owed.due(),
                owed.title() + " · " + owed.system(),
                owed.org() + " · " + lexicon.words.t(owed.kind()) + " · " + owed.from(),
                owed.href());
    }
}
