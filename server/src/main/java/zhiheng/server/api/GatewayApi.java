package zhiheng.server.api;

import static zhiheng.server.api.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitException;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.Check;
import zhiheng.office.Json;
import zhiheng.office.Office;
import zhiheng.server.gateway.GatewayHost;

/** The gateway of a system: permit, keys, route, calls. Every change is an act of the ledger. */
record GatewayApi(Office office, Optional<GatewayHost> gateway, Clock clock) {
    private static final String SYSTEM = "/api/v1/systems/:id";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(SYSTEM + "/permit", this::permit),
                Endpoint.json(HttpMethod.PUT, SYSTEM + "/permit", this::setPermit),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/permit/state", this::setState),
                Endpoint.get(SYSTEM + "/keys", this::keys),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/keys", this::createKey),
                Endpoint.delete(SYSTEM + "/keys/:key", this::revokeKey),
                Endpoint.get(SYSTEM + "/route", this::route),
                Endpoint.json(HttpMethod.PUT, SYSTEM + "/route", this::setRoute),
                Endpoint.json(HttpMethod.POST, "/api/v1/inspectors/reload", this::reload),
                Endpoint.get("/api/v1/metrics", this::metrics));
    }

    private GatewayHost host() {
        return gateway.orElseThrow(GatewayApi::noGateway);
    }

    static RuntimeException noGateway() {
        return Problem.badRequest(
                "此服务启动时未开网关；请用 --gateway-port 启动。",
                "This server runs without a gateway; start it with --gateway-port.");
    }

    /** The system's id, once it is known that the caller sees it. */
    private String seen(Call call) {
        return office.system(call.actor(), call.path("id")).id();
    }

    private String mayChange(Call call) {
        var system = seen(call);
        if (!call.actor().role().mayChange()) {
            throw Check.forbidden("审计员只能查看。", "An auditor reads and changes nothing.");
        }
        return system;
    }

    private Reply permit(Call call) {
        var system = seen(call);
        var permit = host().permits().of(system);
        if (permit == null) {
            throw Check.notFound();
        }
        return permitReply(permit);
    }

    private Reply permitReply(Permit permit) {
        var json = new LinkedHashMap<String, Object>(Json.readMap(PermitJson.write(permit)));
        var used = host().permits().used(permit.system());
        if (used != null) {
            json.put(
                    "used",
                    map(
                            "calls", used.calls(),
                            "users", used.users(),
                            "tokens", used.tokens(),
                            "concurrent", used.concurrent()));
        }
        return Reply.json(json).with("ETag", "\"" + permit.version() + "\"");
    }

    private Reply setPermit(Call call) {
        var system = mayChange(call);
        var body = Json.readMap(new String(call.body(), StandardCharsets.UTF_8));
        var reason = String.valueOf(body.getOrDefault("reason", ""));
        body.remove("reason");
        body.remove("used");
        body.put("system", system);
        try {
            return change(call, PermitJson.read(Json.write(body)), reason);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw Problem.badRequest("许可有误：" + e.getMessage(), "The permit is wrong: " + e.getMessage());
        }
    }

    private Reply setState(Call call) {
        var system = mayChange(call);
        var json = call.json("state", "reason");
        var permit = host().permits().of(system);
        if (permit == null) {
            throw Check.notFound();
        }
        for (var state : PermitState.values()) {
            if (state.name().equalsIgnoreCase(json.text("state"))) {
                return change(call, permit.with(state), json.text("reason", ""));
            }
        }
        throw Problem.badRequest(
                "state 须为 open、throttled、degraded、review 或 stopped。",
                "state is open, throttled, degraded, review or stopped.");
    }

    private Reply change(Call call, Permit wanted, String reason) {
        var why = Check.required("理由", "reason", reason, Check.TEXT);
        try {
            return permitReply(host().permits().change(wanted, call.actor().id(), why));
        } catch (PermitException e) {
            throw new zhiheng.office.OfficeException(zhiheng.office.OfficeException.Kind.CONFLICT, e.zh(), e.en());
        }
    }

    private Reply keys(Call call) {
        return Reply.json(map(
                "items",
                host().keys().of(seen(call)).stream()
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
        var system = mayChange(call);
        var made = host().keys().create(call.actor(), system, call.json("label").text("label"));
        return Reply.created(
                map("id", made.id(), "key", made.key()), "/api/v1/systems/" + system + "/keys/" + made.id());
    }

    private Reply revokeKey(Call call) {
        host().keys().revoke(call.actor(), mayChange(call), call.path("key"));
        return Reply.nothing();
    }

    private Reply route(Call call) {
        var route = host().routes().of(seen(call));
        if (route == null) {
            throw Check.notFound();
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
        var system = mayChange(call);
        var json = Json.readMap(new String(call.body(), StandardCharsets.UTF_8));
        try {
            var upstreams = new ArrayList<Upstream>();
            if (json.get("upstreams") instanceof List<?> list && list.size() <= 20) {
                for (var one : list) {
                    upstreams.add(upstream((Map<?, ?>) one));
                }
            }
            host().routes()
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
        return Reply.json(map("inspectors", host().inspectors().reload(call.actor())));
    }

    /** All systems at once, so for those who see all. */
    private Reply metrics(Call call) {
        if (!call.actor().role().seesAll()) {
            throw Check.forbidden(
                    "指标涉及所有系统，仅供能查看全部系统的角色。", "Metrics are of all systems; ask somebody who sees them all.");
        }
        return Reply.bytes(
                "text/plain; version=0.0.4; charset=utf-8",
                host().metrics().text().getBytes(StandardCharsets.UTF_8));
    }
}
