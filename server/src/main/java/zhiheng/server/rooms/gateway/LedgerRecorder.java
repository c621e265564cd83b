package zhiheng.server.rooms.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitChange;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.Json;
import zhiheng.office.acts.LedgerUnavailable;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
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
    public Written record(PermitChange change) {
        var after = change.after();
        var details = new LinkedHashMap<String, Object>();
        details.put("change", change.id());
        details.put("reason", Words.of(change.reason()));
        details.put("before", Json.readMap(PermitJson.write(change.before())));
        details.put("after", Json.readMap(PermitJson.write(after)));
        if (!change.evidence().isEmpty()) {
            details.put("evidence", change.evidence());
        }
        try {
            outbox.record((tx, acts) -> acts.add(
                    new Actor(change.actor(), "", Role.OFFICER), CHANGED, subject(after), after.system(), "", details));
            return Written.YES;
        } catch (LedgerUnavailable e) {
            return Written.STORED;
        }
    }

    private static String subject(Permit permit) {
        return permit.system() + "/permit/" + permit.version();
    }

    @Override
    public Written written(PermitChange change) {
        return outbox.last(change.system(), CHANGED, subject(change.after()))
                .filter(row -> change.id().equals(body(row).get("change")))
                .map(row -> row.ledgerIndex() < 0 ? Written.STORED : Written.YES)
                .orElse(Written.NO);
    }

    @Override
    public Optional<Map<String, Permit>> newest() {
        return Optional.of(newest(outbox.lastOfEach(CHANGED)));
    }

    /** As {@link #newest()}, for who only reads. */
    public static Map<String, Permit> newest(ActTx rows) {
        return newest(rows.lastActs(CHANGED));
    }

    private static Map<String, Permit> newest(List<ActRow> acts) {
        return acts.stream()
                .map(row -> PermitJson.read(
                        Json.write(Objects.requireNonNull(body(row).get("after")))))
                .collect(Collectors.toMap(Permit::system, permit -> permit));
    }

    private static Map<String, Object> body(ActRow row) {
        return Json.readMap(row.act().body());
    }
}
