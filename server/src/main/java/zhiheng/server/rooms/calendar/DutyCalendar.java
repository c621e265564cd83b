package zhiheng.server.rooms.calendar;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import zhiheng.office.duties.DutyRow;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Lexicon;

/** Last days as whole-day events (RFC 5545), each with a reminder a week ahead. The same day of the same duty keeps its UID. */
record DutyCalendar(Lexicon lexicon, PackLibrary library, URI address) {
    private static final Duration AHEAD = Duration.ofDays(-7);

    String of(List<DutyRow> rows) {
        var calendar = new Calendar();
        calendar.add(new ProdId("-//Zhiheng//Duties//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new XProperty("X-WR-CALNAME", lexicon.words.t("calendar.name")));
        for (var row : rows) {
            var due = row.line().due();
            if (due != null) {
                calendar.add(event(row, due));
            }
        }
        return calendar.toString();
    }

    private VEvent event(DutyRow row, LocalDate due) {
        var head = library.duty(row.line().pack(), row.line().duty());
        var title = head == null ? row.line().duty() : lexicon.words.t(head.title());
        var event = new VEvent(due, title + " · " + row.systemName());
        event.add(new Uid(row.systemId() + "-" + row.line().duty() + "-" + due + "@zhiheng"));
        event.add(new Url(address.resolve(
                "/systems/" + row.systemId() + "/duties/" + row.line().duty())));
        event.add(new Description(row.orgName() + " · " + (head == null ? "" : lexicon.article(head.article()) + " · ")
                + lexicon.pack(row.line().pack())));
        event.add(ImmutableTransp.TRANSPARENT);
        var alarm = new VAlarm(AHEAD);
        alarm.add(ImmutableAction.DISPLAY);
        alarm.add(new Description(title));
        event.add(alarm);
        return event;
    }
}
