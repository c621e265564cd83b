package zhiheng.server.rooms.dossier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.Occurrence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.server.ground.page.Lexicon;

/** What happened to a system, each event with the duties it brought about. */
record Happenings(Lexicon lexicon) {
    List<DossierView.Happened> of(String href, Dossier dossier) {
        var owed = new LinkedHashMap<String, List<DossierView.Owed>>();
        for (var duty : dossier.duties()) {
            for (var occurrence : duty.occurrences()) {
                owed.computeIfAbsent(occurrence.event().id(), k -> new ArrayList<>())
                        .add(owed(href, dossier, duty, occurrence));
            }
        }
        return dossier.events().stream()
                .map(event -> happened(event, owed.getOrDefault(event.id(), List.of())))
                .toList();
    }

    private DossierView.Happened happened(SystemEvent event, List<DossierView.Owed> owed) {
        return new DossierView.Happened(
                lexicon.event(event.event()), lexicon.when(event.happenedAt()), event.note(), List.copyOf(owed));
    }

    private DossierView.Owed owed(String href, Dossier dossier, TrackedDuty duty, Occurrence occurrence) {
        var due = occurrence.due();
        var day = due != null
                ? due.toString()
                : lexicon.words.t(occurrence.end().unpublished() > 0 ? "event.unpublished" : "event.at-once");
        return new DossierView.Owed(
                lexicon.words.t(duty.duty().title()),
                href + "/duties/" + duty.duty().id(),
                duty.duty().id(),
                occurrence.event().id(),
                day,
                due == null || occurrence.done() != null ? "" : lexicon.left(due, dossier.today(duty)),
                occurrence.done() == null ? "" : occurrence.done().toString());
    }
}
