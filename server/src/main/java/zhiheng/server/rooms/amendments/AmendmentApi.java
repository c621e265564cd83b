package zhiheng.server.rooms.amendments;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;

/** Notices of changed law, for programs. @param read reads the packs again where their folder is another */
record AmendmentApi(Notices notices, BooleanSupplier read) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/amendments", this::amendments),
                Endpoint.post("/api/v1/amendments/look", this::look),
                Endpoint.get("/api/v1/law-notices", this::list),
                Endpoint.get(
                        "/api/v1/law-notices/:id",
                        call -> Reply.json(json(notices.seen(call.actor(), call.path("id"))))),
                Endpoint.post(
                        "/api/v1/law-notices/:id/read",
                        call -> Reply.json(json(notices.confirm(call.actor(), call.path("id"))))));
    }

    private Reply amendments(Call call) {
        return Reply.json(map(
                "items",
                notices.amendments(call.actor()).stream()
                        .map(told -> map(
                                "id", told.amendment().id(),
                                "noticed", told.amendment().noticed(),
                                "packs", told.amendment().packs(),
                                "was", told.amendment().was(),
                                "became", told.amendment().became(),
                                "done", told.amendment().done(),
                                "since", told.amendment().since(),
                                "told", told.told(),
                                "read", told.read()))
                        .toList()));
    }

    private Reply look(Call call) {
        Notices.mayLook(call.actor());
        return Reply.json(map("read", read.getAsBoolean()));
    }

    private Reply list(Call call) {
        var amendment = call.query("amendment");
        return Reply.json(JsonOut.page(
                notices.list(
                        call.actor(),
                        "unread".equals(call.query("state")),
                        amendment == null ? "" : amendment,
                        call.query("cursor"),
                        call.limit()),
                AmendmentApi::json));
    }

    private static Map<String, Object> json(LawNotice n) {
        return map(
                "id", n.id(),
                "amendment", n.amendment(),
                "systemId", n.system(),
                "system", n.systemName(),
                "orgId", n.org(),
                "noticed", n.noticed(),
                "news", NewsJson.of(n.news()),
                "readBy", n.read() ? n.readBy() : null,
                "readAt", n.readAt());
    }
}
