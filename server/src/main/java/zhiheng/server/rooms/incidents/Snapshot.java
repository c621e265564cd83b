package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.Instant;
import java.util.Optional;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.acts.Json;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.InteractionRows;
import zhiheng.server.rooms.watch.AlertCodec;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.GradedAlert;

/**
 * What is captured before anything is switched off: the permit as it is, the latest alerts, and the latest calls by their digests; no
 * content. The same state gives the same bytes, which the ledger names by their SHA-256.
 */
record Snapshot(Optional<Permits> permits, AlertRows alerts, InteractionRows interactions) {
    private static final int MOST_ALERTS = 200;
    /** As many as one search gives; how many there are in all is said beside. */
    private static final int MOST_CALLS = 200;

    Optional<GradedAlert> alert(String system, String id) {
        return alerts.of(system, null, MOST_ALERTS).stream()
                .filter(a -> a.id().equals(id))
                .findFirst();
    }

    /** @param from since when calls are counted */
    String of(String system, Instant from, Instant at) {
        var permit = permits.map(p -> p.of(system)).orElse(null);
        var calls = interactions.search(CallFilter.all(system), null, false, MOST_CALLS);
        var counted = interactions.count(system, from);
        return Json.write(map(
                "captured",
                at.toString(),
                "system",
                system,
                "permit",
                permit == null ? null : Json.readMap(PermitJson.write(permit)),
                "alerts",
                alerts.of(system, null, MOST_ALERTS).stream()
                        .map(AlertCodec::answer)
                        .toList(),
                "callsSince",
                map("from", from.toString(), "calls", counted.calls(), "users", counted.users()),
                "latestCalls",
                calls.calls().stream().map(Snapshot::line).toList()));
    }

    private static Object line(Interaction i) {
        return map(
                "id", i.id(),
                "time", i.time().toString(),
                "model", i.model(),
                "status", i.status(),
                "clause", i.clause(),
                "permitVersion", i.permitVersion(),
                "inDigest", i.inDigest(),
                "outDigest", i.outDigest(),
                "detections", i.detections());
    }
}
