package zhiheng.server.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.Actor;
import zhiheng.office.Json;
import zhiheng.office.Outbox;
import zhiheng.office.Role;

/** Each change of a permit as an act of the ledger: both permits whole, why, and on what evidence. */
final class LedgerRecorder implements Permits.Recorder {
    private final Outbox outbox;

    LedgerRecorder(Outbox outbox) {
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
        var act = outbox.record((tx, acts) -> acts.add(
                new Actor(actor, "", Role.OFFICER),
                "permit.changed",
                after.system() + "/permit/" + after.version(),
                after.system(),
                "",
                Map.copyOf(details)));
        return act.ledgerFrom();
    }
}
