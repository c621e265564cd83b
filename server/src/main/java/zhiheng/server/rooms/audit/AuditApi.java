package zhiheng.server.rooms.audit;

import static zhiheng.server.ground.http.JsonOut.map;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;

/** The security log over REST, with the filters of the page; days are those of UTC. */
record AuditApi(AuditRows rows, Runnable flush) {
    List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/v1/audit", this::list));
    }

    private Reply list(Call call) {
        AuditPages.check(call.actor());
        flush.run();
        var cursor = call.query("cursor");
        var page = rows.list(AuditFilter.of(call::query), ZoneOffset.UTC, cursor == null ? "" : cursor, call.limit());
        return Reply.json(JsonOut.page(page, AuditApi::row));
    }

    private static Map<String, Object> row(AuditRows.Row row) {
        var e = row.event();
        return map(
                "id", row.id(),
                "at", e.at(),
                "kind", e.kind(),
                "what", e.what(),
                "actor", e.actor(),
                "subject", e.subject(),
                "address", e.address(),
                "request", e.request());
    }
}
