package zhiheng.server.rooms.supervision;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Acts of supervision for programs. */
record SupervisionApi(Supervision supervision) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/supervision", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/supervision", this::enter),
                Endpoint.get("/api/v1/supervision/effect", this::effect));
    }

    private Reply list(Call call) {
        var found = supervision.list(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", found.stream().map(SupervisionApi::json).toList());
        if (found.size() == call.limit()) {
            page.put("next", found.getLast().id());
        }
        return Reply.json(page);
    }

    private static Map<String, Object> json(SupervisionAct a) {
        return map(
                "id", a.id(),
                "org", a.org(),
                "sort", a.sort().name().toLowerCase(Locale.ROOT),
                "held", a.held(),
                "minutes", a.minutes(),
                "purpose", a.purpose(),
                "became", a.became());
    }

    private Reply enter(Call call) {
        var json = call.json("org", "sort", "held", "minutes", "purpose", "findings", "task");
        Supervision.Task task = null;
        if (json.has("task")) {
            var all = json.objects("task", 1, "title", "due", "indicator", "baseline", "target");
            if (!all.isEmpty()) {
                var t = all.getFirst();
                task = new Supervision.Task(
                        t.text("title"), day(t, "due"), t.text("indicator"), t.number("baseline"), t.number("target"));
            }
        }
        var act = supervision.enter(
                call.actor(),
                new Supervision.Entry(
                        json.text("org"),
                        json.choice("sort", SupervisionAct.Sort.class),
                        day(json, "held"),
                        json.whole("minutes", 0),
                        json.text("purpose"),
                        json.texts("findings"),
                        task));
        return Reply.created(json(act), "/api/v1/supervision");
    }

    private static LocalDate day(JsonIn json, String key) {
        return JsonIn.date(key, json.text(key));
    }

    private Reply effect(Call call) {
        var all = supervision.effect(call.actor()).entrySet().stream()
                .map(e -> {
                    var v = e.getValue();
                    return map(
                            "org", e.getKey(),
                            "verdict", v.verdict().name().toLowerCase(Locale.ROOT),
                            "acts", v.acts(),
                            "minutes", v.minutes(),
                            "idleMinutes", v.idleMinutes(),
                            "nodesDue", v.nodesDue(),
                            "nodesReached", v.nodesReached(),
                            "asked", v.asked(),
                            "solved", v.solved());
                })
                .toList();
        return Reply.json(map("days", Supervision.DAYS, "departments", all));
    }
}
