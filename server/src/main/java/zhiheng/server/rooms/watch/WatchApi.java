package zhiheng.server.rooms.watch;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.watch.Observation;

/** Observations in, alerts out. */
public record WatchApi(Office office, LiveWatch watch, AlertRows alerts, Clock clock) {
    private static final int MOST = 10_000;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.json(HttpMethod.POST, "/api/v1/systems/:id/observations", this::observe),
                Endpoint.get("/api/v1/systems/:id/alerts", this::list));
    }

    private Reply observe(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        Access.mayChange(call.actor());
        var body = Json.readMap(new String(call.body(), StandardCharsets.UTF_8));
        if (!(body.get("observations") instanceof List<?> list) || list.size() > MOST) {
            throw Problem.badRequest(
                    "须有 observations 数组，最多 " + MOST + " 个。", "`observations` must be a list of at most " + MOST + ".");
        }
        var observations = new ArrayList<Observation>(list.size());
        for (int i = 0; i < list.size(); i++) {
            observations.add(observation(system, i, list.get(i)));
        }
        var raised = watch.observe(observations);
        return Reply.json(map(
                "taken",
                observations.size(),
                "alerts",
                raised.stream().map(AlertCodec::of).toList()));
    }

    private Observation observation(String system, int index, @Nullable Object json) {
        var known = watch.metrics();
        if (!(json instanceof Map<?, ?> o)
                || !(o.get("metric") instanceof String metric)
                || !known.contains(metric)
                || !(o.get("value") instanceof Number value)) {
            throw Problem.badRequest(
                    "observations[" + index + "] 须有 metric（" + known + " 之一）和数值 value。",
                    "observations[" + index + "] needs a metric, one of " + known + ", and a number `value`.");
        }
        var attributes = new HashMap<String, String>();
        if (o.get("attributes") instanceof Map<?, ?> named) {
            named.forEach((k, v) -> attributes.put(String.valueOf(k), String.valueOf(v)));
        }
        double weight = o.get("weight") instanceof Number w ? w.doubleValue() : 1;
        return new Observation(
                system, metric, time(index, o.get("timestamp")), value.doubleValue(), weight, attributes);
    }

    /** The moment named, never later than now: a sender's clock must not run ahead of ours. */
    private long time(int index, @Nullable Object text) {
        var now = clock.instant();
        if (text == null) {
            return now.toEpochMilli();
        }
        try {
            var named = Instant.parse(String.valueOf(text));
            return Math.min(named.toEpochMilli(), now.toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Problem.badRequest(
                    "observations[" + index + "].timestamp 须写作 2026-11-24T12:00:00Z。",
                    "observations[" + index + "].timestamp is written as 2026-11-24T12:00:00Z.");
        }
    }

    private Reply list(Call call) {
        var system = office.registry().system(call.actor(), call.path("id")).id();
        var rows = alerts.of(system, call.query("cursor"), call.limit());
        var page = map(
                "items", rows.stream().map(AlertCodec::answer).toList());
        if (rows.size() == call.limit()) {
            page.put("next", rows.getLast().id());
        }
        return Reply.json(page);
    }
}
