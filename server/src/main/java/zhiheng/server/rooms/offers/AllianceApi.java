package zhiheng.server.rooms.offers;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Alliances for programs. */
record AllianceApi(AllianceDesk alliances) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(
                        "/api/v1/askings/:id/alliance",
                        call -> Reply.json(json(alliances.open(call.actor(), call.path("id"))))
                                .at(201)),
                Endpoint.get("/api/v1/alliances", this::list),
                Endpoint.get("/api/v1/alliances/:id", call -> Reply.json(json(alliances.one(call.path("id"))))),
                Endpoint.json(HttpMethod.POST, "/api/v1/alliances/:id/deeds", this::act));
    }

    private static Map<String, Object> json(Alliance a) {
        return map(
                "id", a.id(),
                "asking", a.asking(),
                "title", a.title(),
                "lead", a.lead(),
                "stage", a.c().stage(),
                "step", a.c().step(),
                "plan", a.plan(),
                "result", a.result(),
                "members",
                        a.members().stream()
                                .map(m -> map(
                                        "org", m.org(),
                                        "part", m.part(),
                                        "state", m.state().name().toLowerCase(Locale.ROOT)))
                                .toList());
    }

    private Reply list(Call call) {
        var found = alliances.list(call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", found.stream().map(AllianceApi::json).toList());
        if (found.size() == call.limit()) {
            page.put("next", found.getLast().id());
        }
        return Reply.json(page);
    }

    private Reply act(Call call) {
        var json = call.json("step", "deed", "org", "words");
        return Reply.json(json(alliances.act(
                call.actor(),
                call.path("id"),
                json.whole("step"),
                json.text("deed"),
                json.text("org", ""),
                json.text("words", ""))));
    }
}
