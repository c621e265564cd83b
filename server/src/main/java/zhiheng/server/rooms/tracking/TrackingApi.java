package zhiheng.server.rooms.tracking;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zhiheng.office.policy.Node;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Nodes for programs. */
record TrackingApi(Tracking tracking) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/nodes", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/nodes", this::add),
                Endpoint.json(HttpMethod.POST, "/api/v1/nodes/:id/report", this::report),
                Endpoint.json(HttpMethod.POST, "/api/v1/nodes/:id/confirm", this::confirm),
                Endpoint.json(HttpMethod.POST, "/api/v1/nodes/:id/excuse", this::excuse),
                Endpoint.json(HttpMethod.POST, "/api/v1/nodes/withdrawals", this::withdraw));
    }

    private Reply list(Call call) {
        var nodes = tracking.list(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", nodes.stream().map(n -> json(n, tracking.today())).toList());
        if (nodes.size() == call.limit()) {
            page.put("next", next(nodes.getLast()));
        }
        return Reply.json(page);
    }

    static String next(Node last) {
        return last.due() + "~" + last.id();
    }

    private static Map<String, Object> json(Node n, LocalDate today) {
        return map(
                "id", n.id(),
                "policy", n.policy(),
                "measure", n.measure(),
                "owner", n.owner(),
                "title", n.title(),
                "due", n.due(),
                "indicator", n.indicator(),
                "baseline", n.baseline(),
                "target", n.target(),
                "report", n.report(),
                "reported", n.reported(),
                "confirmed", n.confirmed(),
                "need", n.state().need(),
                "evidence", n.state().evidence(),
                "excused", n.state().excused(),
                "disputed", n.state().disputed(),
                "light", n.light(today).name().toLowerCase(Locale.ROOT),
                "version", n.version());
    }

    private Reply add(Call call) {
        var json = call.json("policy", "measure", "owner", "title", "due", "indicator", "baseline", "target");
        var due = json.date("due");
        var node = tracking.add(
                call.actor(),
                json.text("policy"),
                json.text("measure"),
                json.text("owner"),
                json.text("title"),
                due == null ? tracking.today() : due,
                json.text("indicator"),
                json.number("baseline"),
                json.number("target"));
        return Reply.created(json(node, tracking.today()), "/api/v1/nodes");
    }

    private Reply report(Call call) {
        var json = call.json("version", "words", "value", "evidence");
        return Reply.json(json(
                tracking.report(
                        call.actor(),
                        call.path("id"),
                        call.version(json),
                        json.text("words", ""),
                        json.has("value") ? json.number("value") : null,
                        json.text("evidence", "")),
                tracking.today()));
    }

    private Reply excuse(Call call) {
        var json = call.json("version", "reason");
        return Reply.json(json(
                tracking.excuse(call.actor(), call.path("id"), call.version(json), json.text("reason")),
                tracking.today()));
    }

    private Reply withdraw(Call call) {
        var json = call.json("policy", "measure", "reason");
        int nodes = tracking.withdraw(call.actor(), json.text("policy"), json.text("measure"), json.text("reason"));
        return Reply.json(map("excused", nodes));
    }

    private Reply confirm(Call call) {
        var json = call.json("version", "value");
        return Reply.json(json(
                tracking.confirm(call.actor(), call.path("id"), call.version(json), json.number("value")),
                tracking.today()));
    }
}
