package zhiheng.server.rooms.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/** Each change of a permit as an act of the ledger: both permits whole, why, and on what evidence. */
public final class LedgerRecorder implements Permits.Recorder {
    private static final String CHANGED = "permit.changed";

    private final Outbox outbox;

    public LedgerRecorder(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public long record(Permit before, Permit after, String actor, String reason, Map<String, ?> evidence) {
        var details = new LinkedHashMap<String, Object>();
        details.put("reason", reason);
        details.put("before", Json.readMap(PermitJson.write(before)));
        details.put("after", Json.readMap(PermitJson.write(after)));
        if (!evidence.isEmpty()) {
            details.put("evidence", evidence);
        }
        var subject = after.system() + "/permit/" + after.version();
        return outbox.record((tx, acts) -> {
            var last = outbox.last(tx, after.system(), CHANGED);
            if (last.isPresent() && isEntryOf(last.get(), subject, actor, details)) {
                return last.get().ledgerIndex();
            }
            return acts.add(
                            new Actor(actor, "", Role.OFFICER),
                            CHANGED,
                            subject,
                            after.system(),
                            "",
                            Map.copyOf(details))
                    .ledgerFrom();
        });
    }

    /** Whether a change on evidence, cut short after its entry, is made again: what it says stands in the ledger already. */
    private static boolean isEntryOf(ActRow row, String subject, String actor, Map<String, ?> details) {
        var act = row.act();
        if (!details.containsKey("evidence")
                || row.ledgerIndex() < 0
                || !act.subject().equals(subject)
                || !act.actor().equals(actor)) {
            return false;
        }
        var said = Json.readMap(act.body());
        var again = Json.readMap(Json.write(details));
        return Objects.equals(said.get("after"), again.get("after"))
                && Objects.equals(said.get("evidence"), again.get("evidence"));
    }
}
