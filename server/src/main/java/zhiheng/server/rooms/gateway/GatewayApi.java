package zhiheng.server.rooms.gateway;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** The gateway of a system: keys and route. Every change is an act of the ledger. */
public record GatewayApi(GatewayAccess access) {
    private static final String SYSTEM = GatewayAccess.SYSTEM;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(SYSTEM + "/keys", this::keys),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/keys", this::createKey),
                Endpoint.delete(SYSTEM + "/keys/:key", this::revokeKey),
                Endpoint.get(SYSTEM + "/route", this::route),
                Endpoint.json(HttpMethod.PUT, SYSTEM + "/route", this::setRoute),
                Endpoint.json(HttpMethod.POST, "/api/v1/inspectors/reload", this::reload),
                Endpoint.get("/api/v1/metrics", this::metrics));
    }

    private Reply keys(Call call) {
        return Reply.json(map(
                "items",
                access.host().keys().of(access.seen(call)).stream()
                        .map(k -> map(
                                "id",
                                k.id(),
                                "label",
                                k.label(),
                                "createdAt",
                                k.createdAt().toString(),
                                "revoked",
                                k.revoked()))
                        .toList()));
    }

    private Reply createKey(Call call) {
        var system = access.mayChange(call);
        var made = access.host()
                .keys()
                .create(call.actor(), system, call.json("label").text("label"));
        return Reply.created(
                map("id", made.id(), "key", made.key()), "/api/v1/systems/" + system + "/keys/" + made.id());
    }

    private Reply revokeKey(Call call) {
        access.host().keys().revoke(call.actor(), access.mayChange(call), call.path("key"));
        return Reply.nothing();
    }

    private Reply route(Call call) {
        var route = access.host().routes().of(access.seen(call));
        if (route == null) {
            throw Access.notFound();
        }
        var upstreams = route.upstreams().stream()
                .map(u -> map(
                        "id",
                        u.id(),
                        "base",
                        u.base().toString(),
                        "hasKey",
                        !u.key().isEmpty(),
                        "weight",
                        u.weight(),
                        "models",
                        u.models(),
                        "connectMillis",
                        u.connect().toMillis(),
                        "firstByteMillis",
                        u.firstByte().toMillis()))
                .toList();
        return Reply.json(
                map("attempts", route.attempts(), "fallbackModel", route.fallbackModel(), "upstreams", upstreams));
    }

    private Reply setRoute(Call call) {
        var system = access.mayChange(call);
        var json = Json.readMap(new String(call.body(), StandardCharsets.UTF_8));
        try {
            var upstreams = new ArrayList<Upstream>();
            if (json.get("upstreams") instanceof List<?> list && list.size() <= 20) {
                for (var one : list) {
                    upstreams.add(upstream((Map<?, ?>) one));
                }
            }
            access.host()
                    .routes()
                    .set(
                            call.actor(),
                            new Route(
                                    system,
                                    upstreams,
                                    number(json, "attempts", 2),
                                    String.valueOf(json.getOrDefault("fallbackModel", ""))));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw Problem.badRequest("路由有误：" + e.getMessage(), "The route is wrong: " + e.getMessage());
        }
        return route(call);
    }

    private static Upstream upstream(Map<?, ?> json) {
        var models = new LinkedHashMap<String, String>();
        if (json.get("models") instanceof Map<?, ?> named) {
            named.forEach((here, there) -> models.put(String.valueOf(here), String.valueOf(there)));
        }
        return new Upstream(
                text(json, "id", "main"),
                URI.create(text(json, "base", "")),
                text(json, "key", ""),
                number(json, "weight", 1),
                models,
                Duration.ofMillis(number(json, "connectMillis", 2_000)),
                Duration.ofMillis(number(json, "firstByteMillis", 60_000)));
    }

    private static String text(Map<?, ?> json, String name, String otherwise) {
        return json.get(name) instanceof String text ? text : otherwise;
    }

    private static int number(Map<?, ?> json, String name, int otherwise) {
        return json.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private Reply reload(Call call) {
        return Reply.json(map("inspectors", access.host().inspectors().reload(call.actor())));
    }

    /** All systems at once, so for those who see all. */
    private Reply metrics(Call call) {
        if (!call.actor().role().seesAll()) {
            throw Refusal.forbidden(
                    "指标涉及所有系统，仅供能查看全部系统的角色。", "Metrics are of all systems; ask somebody who sees them all.");
        }
        return Reply.bytes(
                "text/plain; version=0.0.4; charset=utf-8",
                access.host().metrics().text().getBytes(StandardCharsets.UTF_8));
    }
}
