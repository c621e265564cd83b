package zhiheng.server.rooms.gateway;

import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.server.ground.page.Form;
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
            room.host().keys().revoke(visit.actor(), room.mayChange(visit), visit.in("key"));
            return back(visit);
        });
    }

    private static Reply back(Visit visit) {
        return new Reply.Go(GatewayRoom.href(visit.in("id")) + "/settings");
    }

    private Reply page(Visit visit, String newKey) {
        return room.desk()
                .page(visit, "systems", "rooms/gateway/gatewaysettings", Map.of("p", view(visit, Form.EMPTY, newKey)));
    }

    private Reply wrong(Visit visit, String field, String text) {
        return room.desk()
                .wrong(
                        visit,
                        "systems",
                        "rooms/gateway/gatewaysettings",
                        Map.of("p", view(visit, visit.form(Map.of(field, text)), "")),
                        visit.words.t("error.form"));
    }

    private Reply route(Visit visit) {
        var system = room.mayChange(visit);
        try {
            var upstream = new Upstream(
                    "main",
                    URI.create(visit.typed("base")),
                    visit.typed("upstream-key"),
                    1,
                    Map.of(),
                    Upstream.Times.DEFAULT.connect(),
                    Upstream.Times.DEFAULT.firstByte());
            room.host().routes().set(visit.actor(), new Route(system, List.of(upstream), 1, visit.typed("fallback")));
            return back(visit);
        } catch (IllegalArgumentException e) {
            return wrong(visit, "base", String.valueOf(e.getMessage()));
        } catch (Refusal e) {
            return wrong(visit, "base", visit.words.t(e.text()));
        }
    }

    private Reply addKey(Visit visit) {
        var system = room.mayChange(visit);
        if (visit.typed("label").isEmpty()) {
            return wrong(visit, "label", visit.words.t("error.required"));
        }
        var made = room.host().keys().create(visit.actor(), system, visit.typed("label"));
        return page(visit, made.key());
    }

    private GatewaySettingsView view(Visit visit, Form form, String newKey) {
        var system = room.system(visit);
        var lexicon = room.site().lexicon(visit);
        var route = room.host().routes().of(system.id());
        return new GatewaySettingsView(
                room.head(visit, system, "settings"),
                room.host().keys().of(system.id()).stream()
                        .map(k ->
                                new GatewaySettingsView.Key(k.id(), k.label(), lexicon.day(k.createdAt()), k.revoked()))
                        .toList(),
                newKey,
                route == null ? "" : route.upstreams().getFirst().base().toString(),
                form);
    }
}
