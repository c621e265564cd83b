package zhiheng.server.rooms.gateway;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** Keys of applications, and where a system's calls go. */
public final class GatewaySettingsPages {
    private final GatewayRoom room;

    public GatewaySettingsPages(GatewayRoom room) {
        this.room = room;
    }

    public void mount(Router router) {
        room.desk().get(router, GatewayRoom.PATH + "/settings", visit -> page(visit, ""));
        room.desk().post(router, GatewayRoom.PATH + "/route", this::route);
        room.desk().post(router, GatewayRoom.PATH + "/keys", this::addKey);
        room.desk().post(router, GatewayRoom.PATH + "/keys/:key/revoke", visit -> {
            boolean first = room.host().keys().revoke(visit.actor(), room.mayChange(visit), visit.in("key"));
            visit.tell(visit.words.t(first ? "gateway.key.revoked.now" : "gateway.key.revoked.before"));
            return back(visit);
        });
    }

    private static Reply back(Visit visit) {
        return new Reply.Go(GatewayRoom.href(visit.in("id")) + "/settings");
    }

    private Reply page(Visit visit, String newKey) {
        return room.desk()
                .page(
                        visit,
                        "systems",
                        "rooms/gateway/gatewaysettings",
                        Map.of("p", view(visit, Form.EMPTY, newKey, null)));
    }

    private Reply wrong(Visit visit, String field, String text) {
        return room.desk()
                .wrong(
                        visit,
                        "systems",
                        "rooms/gateway/gatewaysettings",
                        Map.of("p", view(visit, visit.form(Map.of(field, text)), "", null)),
                        visit.words.t("error.form"));
    }

    private Reply route(Visit visit) {
        var system = room.mayChange(visit);
        try {
            room.host().routes().set(visit.actor(), typed(visit, system), visit.version());
            visit.tell(visit.words.t("gateway.route.saved"));
            return back(visit);
        } catch (IllegalArgumentException e) {
            return wrong(visit, "base", visit.words.t(BadValue.said(e)));
        } catch (Refusal e) {
            return e.kind() == Refusal.Kind.CONFLICT ? stale(visit) : wrong(visit, "base", visit.words.t(e.text()));
        }
    }

    /** The form has the first upstream's address and key, and the fallback; all else stays as it is. */
    private Route typed(Visit visit, String system) {
        var base = URI.create(visit.typed("base"));
        var key = visit.typed("upstream-key");
        var before = room.host().routes().own(system);
        if (before == null) {
            var times = Upstream.Times.DEFAULT;
            var upstream = new Upstream("main", base, key, 1, Map.of(), times.connect(), times.firstByte());
            return new Route(system, List.of(upstream), 1, visit.typed("fallback"));
        }
        var upstreams = new ArrayList<>(before.upstreams());
        upstreams.set(0, upstreams.getFirst().at(base, key));
        return new Route(system, upstreams, before.attempts(), visit.typed("fallback"));
    }

    private Reply stale(Visit visit) {
        var form = visit.form(Map.of());
        var now = Now.differing(
                saved(visit.in("id")),
                Map.of(
                        "base", form.value("base"),
                        "others", form.value("others"),
                        "fallback", form.value("fallback")),
                field -> visit.words.t("gateway." + field),
                (field, value) -> value);
        return room.desk()
                .conflict(visit, "systems", "rooms/gateway/gatewaysettings", Map.of("p", view(visit, form, "", now)));
    }

    /** What the route's form shows of what is set; never a key. */
    private Map<String, String> saved(String system) {
        var route = room.host().routes().own(system);
        var fields = new LinkedHashMap<String, String>();
        if (route != null) {
            fields.put("base", route.upstreams().getFirst().base().toString());
            fields.put(
                    "others",
                    route.upstreams().stream()
                            .skip(1)
                            .map(GatewaySettingsPages::named)
                            .collect(Collectors.joining("; ")));
            fields.put("fallback", route.fallbackModel());
        }
        return fields;
    }

    private static String named(Upstream upstream) {
        return upstream.id() + " · " + upstream.base();
    }

    private Reply addKey(Visit visit) {
        var system = room.mayChange(visit);
        if (visit.typed("label").isEmpty()) {
            return wrong(visit, "label", visit.words.t("error.required"));
        }
        var made = room.host().keys().create(visit.actor(), system, visit.typed("label"), visit.typed("tenant"));
        return page(visit, made.key());
    }

    private GatewaySettingsView view(Visit visit, Form typed, String newKey, @Nullable List<Now> now) {
        var system = room.system(visit);
        var lexicon = room.site().lexicon(visit);
        var route = room.host().routes().of(system.id());
        var form = typed.typed().containsKey("base") ? typed : with(saved(system.id()), typed);
        boolean first = now != null || !typed.typed().containsKey("version");
        return new GatewaySettingsView(
                room.head(visit, system, "settings"),
                room.host().keys().of(system.id()).stream()
                        .map(k -> new GatewaySettingsView.Key(
                                k.id(), k.label(), k.tenant(), lexicon.on(k.createdAt()), k.revoked()))
                        .toList(),
                newKey,
                route == null
                        ? List.of()
                        : route.upstreams().stream()
                                .map(GatewaySettingsPages::named)
                                .toList(),
                first ? room.host().routes().version(system.id()) : visit.version(),
                form,
                now);
    }

    private static Form with(Map<String, String> saved, Form typed) {
        var all = new HashMap<>(saved);
        all.putAll(typed.typed());
        return new Form(all, typed.errors());
    }
}
