package zhiheng.server.rooms.toolservers;

import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Now;
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
                        visit -> room.desk()
                                .page(visit, "systems", PAGE, Map.of("p", view(visit, opened(visit), null))));
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
                            Integer.parseInt(seconds) * 1_000L,
                            visit.version());
            return back(visit);
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.CONFLICT) {
                return stale(visit);
            }
            return wrong(visit, "base", visit.words.t(e.text()));
        }
    }

    private Reply wrong(Visit visit, String field, String text) {
        var view = view(visit, visit.form(Map.of(field, text)), null);
        return room.desk().wrong(visit, "systems", PAGE, Map.of("p", view), visit.words.t("error.form"));
    }

    private Reply stale(Visit visit) {
        var form = visit.form(Map.of());
        var now = Now.differing(
                saved(visit.in("id"), visit.typed("name")),
                Map.of("base", form.value("base"), "seconds", form.value("seconds")),
                field -> {
                    var isBase = field.equals("base");
                    return visit.words.t(isBase ? "gateway.base" : "tools.seconds");
                },
                (field, value) -> value);
        return room.desk().conflict(visit, "systems", PAGE, Map.of("p", view(visit, form, now)));
    }

    /** The form for the server that the address names; empty without one. */
    private Form opened(Visit visit) {
        room.host();
        var name = visit.query("name");
        var saved = saved(room.system(visit).id(), name);
        if (saved.isEmpty()) {
            return Form.EMPTY;
        }
        var fields = new HashMap<>(saved);
        fields.put("name", name);
        fields.put("version", Long.toString(book.get().version(visit.in("id"), name)));
        return new Form(fields, Map.of());
    }

    /** What the form shows of what is set under a name; never a key. */
    private Map<String, String> saved(String system, String name) {
        var fields = new LinkedHashMap<String, String>();
        if (book.get().of(system, name) instanceof McpTarget.Http(var upstream, var limit)) {
            fields.put("base", upstream.base().toString());
            fields.put("seconds", Long.toString(limit.toSeconds()));
        }
        return fields;
    }

    private ToolServersView view(Visit visit, Form form, @Nullable List<Now> now) {
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
                now != null
                        ? book.get().version(system.id(), form.value("name"))
                        : form.value("version").matches("[0-9]{1,18}") ? Long.parseLong(form.value("version")) : 0,
                form,
                now);
    }
}
