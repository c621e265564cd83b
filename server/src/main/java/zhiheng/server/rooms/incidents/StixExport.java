package zhiheng.server.rooms.incidents;

import java.util.Optional;
import java.util.Set;
import zhiheng.cases.bundle.Tlp;
import zhiheng.cases.stix.StixBundle;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Actor;

/** The record of an incident as a STIX 2.1 bundle: what happened, what was done against it, and what was said. No person is named. */
record StixExport(String origin, Office office, IncidentDesk desk, Optional<Ladder> ladder) {
    private static final Set<Entry.Kind> TOLD = Set.of(Entry.Kind.FACT, Entry.Kind.DECISION, Entry.Kind.CLOSED);

    String of(Actor actor, String id, Tlp tlp) {
        var i = desk.one(actor, id);
        var entries = desk.entries(actor, id);
        var org = office.orgs().find(actor, i.org()).map(o -> o.name()).orElse(i.org());
        var bundle = new StixBundle(origin, tlp, org, i.opened());
        var system = bundle.system(i.system(), i.opened(), i.systemName());
        var opening = entries.isEmpty() ? "" : entries.getFirst().words();
        var last = entries.isEmpty() ? i.opened() : entries.getLast().time();
        var incident = bundle.incident(id, i.opened(), last, i.title(), opening);
        bundle.related(incident, system, i.opened(), "concerns this AI system");
        ladder.ifPresent(l -> l.of(actor, id).forEach(m -> {
            var held = m.held();
            if (held == null) {
                return;
            }
            var over = m.ended();
            var ended = over == null ? held : over;
            var action = bundle.courseOfAction(
                    m.id(),
                    held,
                    ended,
                    m.level() + " " + m.level().word.text.en(),
                    m.level().text.en() + "; " + m.target() + "; " + m.reason());
            bundle.related(action, incident, held, "taken against it");
        }));
        entries.stream()
                .filter(e -> TOLD.contains(e.kind()) && !e.words().isEmpty())
                .forEach(e -> bundle.note(e.id(), e.time(), IncidentsApi.word(e.kind()), e.words(), incident));
        if (i.grade() != null) {
            var note = i.note();
            bundle.note(
                    id + "/grade",
                    last,
                    "grade",
                    zhiheng.server.rooms.watch.Light.id(i.grade())
                            + (note.rule().isEmpty()
                                    ? ""
                                    : ", " + note.article() + ": " + note.text().en()),
                    incident);
        }
        return Json.write(bundle.tree());
    }
}
