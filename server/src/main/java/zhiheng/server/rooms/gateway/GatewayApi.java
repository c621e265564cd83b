package zhiheng.server.rooms.gateway;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.people.Access;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** The gateway of a system: keys and route. Every change is an act of the ledger. */
public record GatewayApi(GatewayAccess access) {
    private static final int MOST_UPSTREAMS = 20;
    private static final String SYSTEM = GatewayAccess.SYSTEM;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(SYSTEM + "/keys", this::keys),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/keys", this::createKey),
                Endpoint.delete(SYSTEM + "/keys/:key", this::revokeKey),
                Endpoint.get(SYSTEM + "/route", this::route),
                Endpoint.json(HttpMethod.PUT, SYSTEM + "/route", this::setRoute),
                Endpoint.post("/api/v1/inspectors/reload", this::reload),
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
                                k.revoked(),
                                "tenant",
                                k.tenant().isEmpty() ? null : k.tenant()))
                        .toList()));
    }

    private Reply createKey(Call call) {
        var system = access.mayChange(call);
        var json = call.json("label", "tenant");
        var made = access.host().keys().create(call.actor(), system, json.text("label"), json.text("tenant", ""));
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
                        "auth",
                        u.auth().id(),
                        "connectMillis",
                        u.times().connect().toMillis(),
                        "firstByteMillis",
                        u.times().firstByte().toMillis(),
                        "silenceMillis",
                        u.times().silence().toMillis(),
                        "wholeMillis",
                        u.times().whole().toMillis(),
                        "asksUsage",
                        u.asksUsage()))
                .toList();
        return Reply.json(map(
                        "attempts", route.attempts(), "fallbackModel", route.fallbackModel(), "upstreams", upstreams))
                .with("ETag", "\"" + access.host().routes().version(call.path("id")) + "\"");
    }

    private Reply setRoute(Call call) {
        var system = access.mayChange(call);
        var json = call.json("upstreams", "attempts", "fallbackModel");
        try {
            var upstreams = json
                    .objects(
                            "upstreams",
                            MOST_UPSTREAMS,
                            "id",
                            "base",
                            "key",
                            "hasKey",
                            "weight",
                            "models",
                            "auth",
                            "connectMillis",
                            "firstByteMillis",
                            "silenceMillis",
                            "wholeMillis",
                            "asksUsage")
                    .stream()
                    .map(GatewayApi::upstream)
                    .toList();
            var route = new Route(system, upstreams, json.whole("attempts", 2), json.text("fallbackModel", ""));
            var routes = access.host().routes();
            if (call.request().getHeader("If-Match") == null) {
                routes.set(call.actor(), route);
            } else {
                routes.set(call.actor(), route, call.version(json));
            }
        } catch (IllegalArgumentException e) {
            var said = BadValue.said(e);
            throw Problem.badRequest("路由有误：" + said.zh(), "The route is wrong: " + said.en());
        }
        return route(call);
    }

    /** {@code hasKey} stands in answers, so that one can be sent back changed. */
    private static Upstream upstream(JsonIn json) {
        var named = json.text("auth", Upstream.Auth.BEARER.id());
        var auth = Upstream.Auth.of(named);
        if (auth == null) {
            throw new IllegalArgumentException("auth \"" + named + "\": bearer, api-key, x-api-key");
        }
        return new Upstream(
                json.text("id", "main"),
                URI.create(json.text("base", "")),
                json.text("key", ""),
                auth,
                json.whole("weight", 1),
                json.named("models"),
                new Upstream.Times(
                        millis(json, "connectMillis", Upstream.Times.DEFAULT.connect()),
                        millis(json, "firstByteMillis", Upstream.Times.DEFAULT.firstByte()),
                        millis(json, "silenceMillis", Upstream.Times.DEFAULT.silence()),
                        millis(json, "wholeMillis", Upstream.Times.DEFAULT.whole())),
                !json.has("asksUsage") || json.yes("asksUsage"));
    }

    private static Duration millis(JsonIn json, String name, Duration otherwise) {
        return Duration.ofMillis(json.whole(name, (int) otherwise.toMillis()));
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
                (access.host().metrics().text() + doorstep()).getBytes(StandardCharsets.UTF_8));
    }

    /** What never came as far as a call. */
    private String doorstep() {
        var connections = access.host().connections();
        return metric(
                        "zhiheng_wrong_keys_total",
                        "counter",
                        "Calls with a key that is none.",
                        access.host().keys().wrongKeys())
                + metric(
                        "zhiheng_connections_refused_total",
                        "counter",
                        "Connections turned away since one address, or all together, had as many as they may.",
                        connections.refused())
                + metric("zhiheng_connections", "gauge", "Connections that are open.", connections.open());
    }

    private static String metric(String name, String type, String help, long value) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
    }
}
