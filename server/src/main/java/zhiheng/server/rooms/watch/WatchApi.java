package zhiheng.server.rooms.watch;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;
import zhiheng.watch.Observation;
import zhiheng.watch.risk.Discrimination;
import zhiheng.watch.risk.RiskMonitor;

/** Observations in, alerts out. */
public record WatchApi(Office office, LiveWatch watch, AlertRows alerts, Clock clock) {
    private static final int MOST = 10_000;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.json(HttpMethod.POST, "/api/v1/systems/:id/observations", this::observe),
                Endpoint.get("/api/v1/systems/:id/monitors", this::monitors),
                Endpoint.get("/api/v1/systems/:id/unusual", this::unusual),
                Endpoint.get("/api/v1/systems/:id/alerts", this::list));
    }

    private Reply observe(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        Access.mayChange(call.actor());
        var body = call.json("observations");
        if (!body.has("observations")) {
            throw body.type("observations", "至多" + MOST + "项的列表", "a list of at most " + MOST);
        }
        var observations =
                body.objects("observations", MOST, "metric", "value", "weight", "timestamp", "attributes").stream()
                        .map(one -> observation(system, one))
                        .toList();
        var raised = watch.observe(observations);
        return Reply.json(map(
                "taken",
                observations.size(),
                "alerts",
                raised.stream().map(AlertCodec::of).toList()));
    }

    private Observation observation(String system, JsonIn json) {
        var metric = json.text("metric");
        var known = watch.metrics();
        if (!known.contains(metric)) {
            throw json.type("metric", "以下之一：" + known, "one of " + known);
        }
        var attributes = json.named("attributes");
        double weight = json.number("weight", 1);
        if (!(weight > 0)) {
            throw json.type("weight", "大于0的数字", "a number above 0");
        }
        return new Observation(
                system,
                metric,
                time(json),
                json.number("value"),
                weight,
                metric.equals(Discrimination.DECISION) ? compared(attributes) : attributes);
    }

    /** A decision names its group and the one that others are compared with, since no monitor can know a system's groups. */
    private static Map<String, String> compared(Map<String, String> attributes) {
        var group = attributes.getOrDefault("group", "");
        var reference = attributes.getOrDefault(Discrimination.REFERENCE, "");
        if (group.isBlank() || reference.isBlank()) {
            throw Refusal.invalid(
                    "决定（decision）的观测须在 attributes 中写明 group（所属群体）和 reference（作为比较基准的群体）。",
                    "An observation of 'decision' names in its attributes 'group', and 'reference', the group that"
                            + " others are compared with.");
        }
        var named = new HashMap<>(attributes);
        named.remove(Discrimination.REFERENCE);
        if (group.equals(reference)) {
            named.put("group", Discrimination.REFERENCE);
        } else if (group.equals(Discrimination.REFERENCE)) {
            throw Refusal.invalid(
                    "群体不能名为“reference”，除非它就是比较基准。", "A group that is not compared with cannot be called 'reference'.");
        }
        return Map.copyOf(named);
    }

    /** The moment named, never later than now: a sender's clock must not run ahead of ours. */
    private long time(JsonIn json) {
        var text = json.textOrNull("timestamp");
        var now = clock.instant();
        if (text == null) {
            return now.toEpochMilli();
        }
        try {
            var named = Instant.parse(text);
            return Math.min(named.toEpochMilli(), now.toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw json.type("timestamp", "时刻，写作 2026-11-24T12:00:00Z", "a moment such as 2026-11-24T12:00:00Z");
        }
    }

    private Reply monitors(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        var watched = watch.watched(system);
        return Reply.json(map(
                "items",
                watch.monitors().stream()
                        .map(m -> monitor(m, watched.get(m.monitor().metric())))
                        .toList()));
    }

    private static Map<String, Object> monitor(RiskMonitor m, @Nullable Watched w) {
        return map(
                "monitor", m.monitor().id(),
                "metric", m.monitor().metric(),
                "family", m.family().id(),
                "title", AlertCodec.text(m.title()),
                "meaning", AlertCodec.text(m.meaning()),
                "since", w == null ? null : w.since(),
                "newest", w == null ? null : w.newest(),
                "observations", w == null ? 0 : w.observations());
    }

    private Reply unusual(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        var seen = watch.together(system);
        var latest = seen.latest();
        return Reply.json(map(
                "metrics", Together.metrics(),
                "everyMinutes", Together.PANE.toMinutes(),
                "rows", seen.rows(),
                "latest", latest == null ? null : row(latest),
                "unusual", seen.unusual().stream().map(WatchApi::row).toList()));
    }

    private static Map<String, Object> row(Together.Row row) {
        return map(
                "time", Instant.ofEpochMilli(row.time()),
                "score", row.scored().score(),
                "parts",
                        row.scored().parts().stream()
                                .map(p -> map("metric", p.metric(), "share", p.share()))
                                .toList());
    }

    private Reply list(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        var rows = alerts.of(system, call.query("cursor"), call.limit());
        var page = map("items", rows.stream().map(AlertCodec::answer).toList());
        if (rows.size() == call.limit()) {
            page.put("next", rows.getLast().id());
        }
        return Reply.json(page);
    }
}
