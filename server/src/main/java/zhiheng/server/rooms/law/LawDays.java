package zhiheng.server.rooms.law;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import zhiheng.office.Office;
import zhiheng.office.OfficeStore;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.Evaluations;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.calendar.CalendarDay;

/** Days already in the law on which something begins for systems of the reader's own organisation, for the reader's calendar. */
record LawDays(OfficeStore store, Office office, PackLibrary library) {
    /** Systems that are weighed for one calendar; of more, the first by id. */
    private static final int MOST = 500;

    private record Day(LocalDate day, String pack) {}

    List<CalendarDay> of(Actor actor, Words words, ZoneId zone) {
        var evaluations = new Evaluations(library);
        var days = office.days();
        Map<Day, Set<String>> touched = new TreeMap<>((a, b) -> {
            int by = a.day().compareTo(b.day());
            return by != 0 ? by : a.pack().compareTo(b.pack());
        });
        for (var system : store.read(tx -> store.in(tx).systemsAfter("", actor.orgId(), MOST))) {
            var finding = evaluations.finding(system, days);
            finding.upcoming().stream()
                    .filter(o -> !o.outside())
                    .forEach(o -> add(touched, o.from(), o.pack(), system.name()));
            finding.duties().stream()
                    .filter(d -> d.upcoming())
                    .forEach(d -> add(touched, d.from(), d.pack(), system.name()));
        }
        var lexicon = new Lexicon(library, words, zone);
        var result = new ArrayList<CalendarDay>();
        touched.forEach((day, systems) -> result.add(new CalendarDay(
                "law-" + day.pack(),
                day.day(),
                words.t("lawday.title", lexicon.pack(day.pack()), systems.size()),
                String.join(words.t("list.comma"), systems) + " · " + words.t("due.zone", lexicon.lawZone(day.pack())),
                "/changes?from=" + day.day().minusDays(1) + "&to=" + day.day())));
        return List.copyOf(result);
    }

    private static void add(Map<Day, Set<String>> touched, LocalDate day, String pack, String system) {
        touched.computeIfAbsent(new Day(day, pack), d -> new LinkedHashSet<>()).add(system);
    }
}
