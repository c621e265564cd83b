package zhiheng.server.rooms.grants;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Proposed support for programs. */
record GrantApi(GrantDesk desk) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/grants", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/grants", this::propose),
                Endpoint.json(HttpMethod.POST, "/api/v1/grants/:id/decision", this::decide));
    }

    private Reply list(Call call) {
        var grants = desk.list(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", grants.stream().map(this::json).toList());
        if (grants.size() == call.limit()) {
            page.put("next", grants.getLast().id());
        }
        return Reply.json(page);
    }

    private Map<String, Object> json(Grant g) {
        var hindrance = desk.hindrance(g);
        return map(
                "id", g.id(),
                "measure", g.measure(),
                "edition", g.edition(),
                "org", g.org(),
                "department", g.department(),
                "evidence", g.facts(),
                "profile", g.profileVersion(),
                "state", g.state().name().toLowerCase(Locale.ROOT),
                "words", g.words(),
                "hindrance", hindrance == null ? null : text(hindrance),
                "version", g.version(),
                "time", g.time());
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    private Reply propose(Call call) {
        var json = call.json("measure", "department");
        var found = desk.propose(call.actor(), json.text("measure"), json.text("department"));
        return Reply.json(map(
                "proposed", found.proposed(),
                "already", found.already(),
                "open", found.open(),
                "contradicting",
                        found.contradicting().stream()
                                .map(c -> map("org", c.org(), "why", text(c.why())))
                                .toList()));
    }

    private Reply decide(Call call) {
        var json = call.json("version", "event", "words");
        return Reply.json(json(desk.decide(
                call.actor(),
                call.path("id"),
                call.version(json),
                json.choice("event", Grant.Event.class),
                json.text("words"))));
    }
}
