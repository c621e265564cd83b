package zhiheng.server.rooms.alerts;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Refusal;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.alerts.AlertCase.Handled;
import zhiheng.server.rooms.watch.AlertCodec;

/** Alerts of all systems that the caller may see, and what people do with them. */
record AlertsApi(AlertCases cases) {
    private static final String PATH = "/api/v1/alerts";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.get(PATH + "/:alert", this::one),
                Endpoint.json(HttpMethod.PUT, PATH + "/:alert", this::set));
    }

    private Reply list(Call call) {
        var filter = new CaseFilter(states(call), call.query("system"), call.query("cursor"), call.limit());
        return Reply.json(JsonOut.page(cases.list(call.actor(), filter), AlertsApi::json));
    }

    private static Set<Progress> states(Call call) {
        var text = call.query("state");
        if (text == null) {
            return CaseFilter.ALL;
        }
        for (var state : Progress.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return EnumSet.of(state);
            }
        }
        throw Refusal.invalid("“state”须为 open、acknowledged 或 closed。", "'state' is open, acknowledged or closed.");
    }

    private Reply one(Call call) {
        var json = json(cases.one(call.actor(), call.path("alert")));
        json.put(
                "history",
                cases.history(call.actor(), call.path("alert")).stream()
                        .map(AlertsApi::json)
                        .toList());
        return Reply.json(json);
    }

    private Reply set(Call call) {
        var json = call.json("version", "state", "owner", "note", "reason");
        var changed = cases.set(
                call.actor(),
                call.path("alert"),
                json.whole("version"),
                json.choice("state", Progress.class),
                json.text("owner", ""),
                json.text("note", ""),
                json.text("reason", ""));
        return Reply.json(json(changed));
    }

    private static Map<String, Object> json(AlertCase c) {
        var json = AlertCodec.answer(c.alert());
        json.put("system", c.alert().system());
        json.put("systemName", c.systemName());
        json.put("handled", json(c.handled()));
        return json;
    }

    private static Map<String, Object> json(Handled h) {
        return map(
                "version", h.version(),
                "state", h.state().name().toLowerCase(Locale.ROOT),
                "owner", h.owner(),
                "note", h.note(),
                "reason", h.reason(),
                "time", h.time(),
                "actor", h.actor().isEmpty() ? null : h.actor(),
                "ledgerIndex", h.index() < 0 ? null : h.index());
    }
}
