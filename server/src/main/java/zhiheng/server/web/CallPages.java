package zhiheng.server.web;

import io.vertx.ext.web.Router;
import java.util.Map;
import zhiheng.server.store.InteractionRows;
import zhiheng.server.web.view.CallsView;
import zhiheng.server.web.view.Form;

/** Search among the calls of one system, and one call with all that is known about it. */
final class CallPages {
    private static final int CALLS = 50;

    private final GatewayRoom room;

    CallPages(GatewayRoom room) {
        this.room = room;
    }

    void mount(Router router) {
        room.desk().get(router, GatewayRoom.PATH + "/calls", this::search);
    }

    private Reply search(Visit visit) {
        var system = room.system(visit);
        var calls = room.host()
                .interactions()
                .search(new InteractionRows.Query(
                        system.id(), visit.query("clause"), "", visit.query("before"), CALLS));
        var lexicon = room.site().lexicon(visit);
        var view = new CallsView(
                room.head(visit, system, "calls"),
                calls.stream().map(c -> CallLines.line(lexicon, c)).toList(),
                calls.size() == CALLS
                        ? GatewayRoom.href(system.id()) + "/calls?before="
                                + calls.getLast().id()
                        : null,
                Form.EMPTY);
        return room.desk().page(visit, "systems", "calls", Map.of("p", view));
    }
}
