package zhiheng.server.rooms.guide;

import java.util.ArrayList;
import java.util.List;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Guide;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.rooms.calendar.CalendarDay;

/** The last days in a guide, of what holds or comes; a period whose day is not known has none. */
record Deadlines(Advice advice) {
    List<CalendarDay> of(Actor actor, Org org, Lexicon lexicon) {
        var words = lexicon.words;
        var days = new ArrayList<CalendarDay>();
        for (var line : advice.guide(actor, org.id(), advice.today()).guide().lines()) {
            var measure = line.measure();
            var path = "/guide/" + org.id() + "#" + measure.id();
            var text = org.name() + " · " + lexicon.article(measure.rule().article()) + " · "
                    + words.t(measure.pack().name());
            if (line.verdict() != Guide.Verdict.HOLDS && line.verdict() != Guide.Verdict.COMING) {
                continue;
            }
            for (var due : line.dues()) {
                if (due.day() != null) {
                    var name = words.t(due.clock().name()) + " · " + words.t(measure.title());
                    days.add(new CalendarDay(org.id() + "-" + due.clock().id(), due.day(), name, text, path));
                }
            }
            var to = measure.rule().to();
            if (to != null) {
                days.add(new CalendarDay(
                        org.id() + "-" + measure.id() + "-ends",
                        to.minusDays(1),
                        words.t("guide.until", to.minusDays(1).toString()) + " · " + words.t(measure.title()),
                        text,
                        path));
            }
        }
        return days;
    }
}
