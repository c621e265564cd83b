package zhiheng.server.rooms.dossier;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.Occurrence;
import zhiheng.office.duties.Recurrence;
import zhiheng.office.duties.SystemEvent;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.server.rooms.law.FindingJson;
import zhiheng.server.rooms.people.PeopleJson;
import zhiheng.server.rooms.registry.SystemJson;

/** Duties, evidence and the dossier as JSON. */
public final class DossierJson {
    private DossierJson() {}

    /** Which duties are asked for, all unless said. */
    public static String force(@Nullable String asked) {
        if (asked != null && !List.of("law", "guidance", "all").contains(asked)) {
            throw Refusal.invalid("“force”应为 law、guidance 或 all。", "'force' is law, guidance or all.");
        }
        return asked == null ? "all" : asked;
    }

    /** @param force which duties: law, guidance or all */
    public static Map<String, Object> dossier(Dossier dossier, Office office, String force) {
        return map(
                "system", SystemJson.system(dossier.system()),
                "org", PeopleJson.org(dossier.org()),
                "asOf", dossier.asOf(),
                "finding", FindingJson.of(dossier.system().name(), dossier.finding()),
                "duties",
                        dossier.duties().stream()
                                .filter(d -> force.equals("all")
                                        || force.equals("law") == d.line().obligation())
                                .map(d -> duty(d, office))
                                .toList(),
                "events", dossier.events().stream().map(DossierJson::event).toList(),
                "history", dossier.history().stream().map(DossierJson::act).toList());
    }

    private static Map<String, Object> duty(TrackedDuty duty, Office office) {
        return map(
                "id", duty.duty().id(),
                "state", duty.state(),
                "standing", duty.standing(),
                "due", duty.due(),
                "zone", office.zone(duty.duty().pack()).getId(),
                "provisional", duty.duty().provisional(),
                "force", duty.line().obligation() ? "law" : "guidance",
                "version", duty.version(),
                "owner", duty.owner(),
                "assignee", duty.assignee().isEmpty() ? null : duty.assignee(),
                "until", duty.until(),
                "reason", duty.reason(),
                "comesBack", comesBack(duty.recurrence()),
                "occurrences",
                        duty.occurrences().stream().map(DossierJson::occurrence).toList(),
                "evidence", duty.evidence().stream().map(DossierJson::evidence).toList());
    }

    private static @Nullable Map<String, Object> comesBack(@Nullable Recurrence rounds) {
        return rounds == null
                ? null
                : map(
                        "every", rounds.every().toString(),
                        "start", rounds.start(),
                        "next", rounds.next(),
                        "open", rounds.open(),
                        "met",
                                rounds.met().stream()
                                        .map(m -> map("due", m.due(), "day", m.day()))
                                        .toList());
    }

    private static Map<String, Object> occurrence(Occurrence occurrence) {
        return map(
                "event", occurrence.event().id(),
                "due", occurrence.due(),
                "done", occurrence.done());
    }

    static Map<String, Object> note(DutyNote note) {
        return map(
                "id", note.id(),
                "duty", note.duty(),
                "kind", note.kind(),
                "author", note.author(),
                "text", note.text(),
                "at", note.at(),
                "closedAt", note.closedAt());
    }

    static Map<String, Object> event(SystemEvent event) {
        return map(
                "id", event.id(),
                "event", event.event(),
                "happenedAt", event.happenedAt(),
                "note", event.note(),
                "recordedBy", event.recordedBy());
    }

    private static Map<String, Object> act(Dossier.Act act) {
        return map(
                "ledgerIndex", act.ledgerIndex() < 0 ? null : act.ledgerIndex(),
                "time", act.time(),
                "actor", act.actor(),
                "act", act.act(),
                "body", zhiheng.office.acts.Json.readMap(act.summary()));
    }

    public static Map<String, Object> evidence(Evidence evidence) {
        return map(
                "id", evidence.id(),
                "systemId", evidence.systemId(),
                "duty", evidence.duty(),
                "title", evidence.title(),
                "link", evidence.link(),
                "fileName", evidence.fileName(),
                "size", evidence.size(),
                "sha256", evidence.sha256(),
                "expires", evidence.expires(),
                "withdrawn", evidence.withdrawn(),
                "erased", evidence.erased() ? true : null,
                "addedBy", evidence.addedBy(),
                "addedAt", evidence.addedAt(),
                "ledgerIndex", evidence.ledgerIndex() < 0 ? null : evidence.ledgerIndex());
    }
}
