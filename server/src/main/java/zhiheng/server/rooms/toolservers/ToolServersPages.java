package zhiheng.server.rooms.toolservers;

import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.base.Refusal;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.gateway.GatewayRoom;

/** Which servers of tools a system uses through the gateway. */
final class ToolServersPages {
    private static final String PAGE = "rooms/toolservers/toolservers";
    private final GatewayRoom room;
    private final Supplier<ToolServerBook> book;

    ToolServersPages(GatewayRoom room, Supplier<ToolServerBook> book) {
        this.room = room;
        this.book = book;
    }

    void mount(Router router) {
        room.desk()
                .get(
                        router,
                        GatewayRoom.PATH + "/tools",
                        visit -> room.desk().page(visit, "systems", PAGE, Map.of("p", view(visit, Form.EMPTY))));
        room.desk().post(router, GatewayRoom.PATH + "/tools", this::set);
        room.desk().post(router, GatewayRoom.PATH + "/tools/:server/remove", visit -> {
            book.get().remove(visit.actor(), room.mayChange(visit), visit.in("server"));
            return back(visit);
        });
    }

    private static Reply back(Visit visit) {
        return new Reply.Go(GatewayRoom.href(visit.in("id")) + "/tools");
    }

    private Reply set(Visit visit) {
        var system = room.mayChange(visit);
        room.host();
        var seconds = visit.typed("seconds");
        if (!visit.typed("name").matches(ToolServerBook.NAME)) {
            return wrong(visit, "name", visit.words.t("tools.name.wrong"));
        }
        if (!seconds.matches("[0-9]{1,3}") || Integer.parseInt(seconds) < 1 || Integer.parseInt(seconds) > 600) {
            return wrong(visit, "seconds", visit.words.t("tools.seconds.wrong"));
        }
        try {
            book.get()
                    .set(
                            visit.actor(),
                            system,
                            visit.typed("name"),
                            visit.typed("base"),
                            visit.typed("server-key"),
                            Integer.parseInt(seconds) * 1_000L);
            return back(visit);
        } catch (Refusal e) {
            return wrong(visit, "base", visit.words.t(e.text()));
        }
    }

    private Reply wrong(Visit visit, String field, String text) {
        var view = view(visit, visit.form(Map.of(field, text)));
        return room.desk().wrong(visit, "systems", PAGE, Map.of("p", view), visit.words.t("error.form"));
    }

    private ToolServersView view(Visit visit, Form form) {
        var system = room.system(visit);
        var head = room.head(visit, system, "tools");
        var base = "http://" + room.host().authority() + "/mcp/";
        return new ToolServersView(
                head,
                book.get().all(system.id()).stream()
                        .map(one -> new ToolServersView.Line(
                                one.name(),
                                base + one.name(),
                                one.target() instanceof McpTarget.Http(var upstream, var limit)
                                        ? upstream.base().toString()
                                        : "",
                                one.target().limit().toSeconds()))
                        .toList(),
                form);
    }
}
