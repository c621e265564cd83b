package zhiheng.server.rooms.privacy;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** What is kept how long, and erasing. */
record PrivacyApi(Retention retention, Forgetting forgetting) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/api/v1/retention",
                        call -> Reply.json(map(
                                "items",
                                retention.all(call.actor()).stream()
                                        .map(PrivacyApi::json)
                                        .toList()))),
                Endpoint.json(HttpMethod.PUT, "/api/v1/retention/:kind", this::set),
                Endpoint.json(HttpMethod.POST, "/api/v1/people/:id/erase", call -> {
                    forgetting.person(call.actor(), call.path("id"), confirm(call));
                    return Reply.nothing();
                }),
                Endpoint.json(HttpMethod.POST, "/api/v1/systems/:id/erase", call -> {
                    forgetting.system(call.actor(), call.path("id"), confirm(call));
                    return Reply.nothing();
                }));
    }

    /** Without a version the last one holds. */
    private Reply set(Call call) {
        var json = call.json("days", "version");
        boolean any = call.request().getHeader("If-Match") == null && json.numberOrNull("version") == null;
        var setting = retention.set(
                call.actor(),
                call.path("kind"),
                Math.toIntExact(json.whole("days")),
                any ? Retention.ANY : call.version(json));
        return Reply.json(json(setting));
    }

    private static String confirm(Call call) {
        return call.json("confirm").text("confirm");
    }

    private static Map<String, Object> json(Retention.Setting setting) {
        var kept = setting.kept();
        boolean byAge = kept.older() != null;
        return map(
                "kind", kept.name(),
                "what", map("zh", kept.what().zh(), "en", kept.what().en()),
                "goes", map("zh", kept.goes().zh(), "en", kept.goes().en()),
                "days", byAge ? setting.days() : null,
                "version", byAge ? setting.version() : null,
                "default", byAge ? kept.days() : null,
                "least", byAge ? kept.least() : null,
                "most", byAge ? kept.most() : null);
    }
}
