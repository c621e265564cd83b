package zhiheng.server.rooms.guide;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.policy.Measure;
import zhiheng.packs.Facts;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Paging;
import zhiheng.server.ground.http.Reply;

/** Measures, profiles and guides for programs. */
record GuideApi(Advice advice) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/api/v1/measures",
                        call -> Reply.json(JsonOut.page(
                                Paging.page(advice.guides().measures().all(), Measure::id, call), GuideJson::measure))),
                Endpoint.json(HttpMethod.POST, "/api/v1/guide", this::once),
                Endpoint.get("/api/v1/orgs/:id/profile", this::profile),
                Endpoint.json(HttpMethod.PUT, "/api/v1/orgs/:id/profile", this::save),
                Endpoint.get("/api/v1/orgs/:id/guide", this::guide),
                Endpoint.post("/api/v1/orgs/:id/guide/noted", this::noted));
    }

    /** Stores nothing. */
    private Reply once(Call call) {
        var json = call.json("name", "facts", "asOf");
        var day = json.date("asOf");
        var answers = json.answers("facts");
        var wrong = advice.wrong(answers);
        if (!wrong.isEmpty()) {
            var first = wrong.entrySet().iterator().next();
            throw new Refusal(Refusal.Kind.INVALID, first.getValue()).at(first.getKey());
        }
        var guide = advice.guides().guide(Facts.of(advice.library(), answers), day == null ? advice.today() : day);
        return Reply.json(GuideJson.of(json.text("name", ""), guide, Map.of()));
    }

    private Reply profile(Call call) {
        return Reply.json(json(advice.profile(call.actor(), call.path("id"))));
    }

    private static Map<String, Object> json(Profile profile) {
        return map(
                "org", profile.org(), "version", profile.version(), "facts", profile.facts(), "time", profile.time());
    }

    private Reply save(Call call) {
        var json = call.json("version", "facts");
        return Reply.json(json(advice.save(call.actor(), call.path("id"), call.version(json), json.answers("facts"))));
    }

    private Reply guide(Call call) {
        var day = call.date("asOf");
        var told = advice.guide(call.actor(), call.path("id"), day == null ? advice.today() : day);
        var org = advice.org(call.actor(), call.path("id"));
        return Reply.json(GuideJson.of(org.name(), told.guide(), told.changes()));
    }

    private Reply noted(Call call) {
        advice.note(call.actor(), call.path("id"));
        return Reply.nothing();
    }
}
