package zhiheng.server.web;

import io.vertx.ext.web.Router;
import java.util.Map;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.server.web.view.Form;
import zhiheng.server.web.view.PermitView;

/** The permit of one system, to be read and changed. */
final class PermitPages {
    private final GatewayRoom room;

    PermitPages(GatewayRoom room) {
        this.room = room;
    }

    void mount(Router router) {
        room.desk()
                .get(
                        router,
                        GatewayRoom.PATH + "/permit",
                        visit -> room.desk().page(visit, "systems", "permit", Map.of("p", view(visit, Form.EMPTY))));
        room.desk().post(router, GatewayRoom.PATH + "/permit/json", this::json);
    }

    private Reply wrong(Visit visit, String field, String text) {
        return room.desk()
                .wrong(
                        visit,
                        "systems",
                        "permit",
                        Map.of("p", view(visit, visit.form(Map.of(field, text)))),
                        visit.words.t("error.form"));
    }

    private Reply json(Visit visit) {
        var system = room.mayChange(visit);
        if (visit.typed("why").isEmpty()) {
            return wrong(visit, "why", visit.words.t("error.required"));
        }
        try {
            var typed = PermitJson.read(visit.typed("permit"));
            if (!typed.system().equals(system)) {
                return wrong(visit, "permit", "system: " + system);
            }
            return room.change(visit, typed, visit.typed("why"));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return wrong(visit, "permit", String.valueOf(e.getMessage()));
        }
    }

    private PermitView view(Visit visit, Form form) {
        var system = room.system(visit);
        return new PermitView(room.head(visit, system, "permit"), PermitJson.write(room.permit(system.id())), form);
    }
}
