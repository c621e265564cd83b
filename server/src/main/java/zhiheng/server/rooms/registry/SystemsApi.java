package zhiheng.server.rooms.registry;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.office.registry.AiSystem;
import zhiheng.office.registry.SystemQuery;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.page.Order;

/** The registry. */
public record SystemsApi(Office office) {
    private static final String SYSTEMS = "/api/v1/systems";
    private static final String SYSTEM = SYSTEMS + "/:id";
    private static final List<String> SORTS = List.of("updated", "name", "next", "overdue");

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        SYSTEMS,
                        call -> Reply.json(
                                JsonOut.page(office.registry().systems(call.actor(), query(call)), SystemJson::row))),
                Endpoint.json(HttpMethod.POST, SYSTEMS, this::register),
                Endpoint.get(
                        "/api/v1/counts",
                        call -> Reply.json(SystemJson.counts(office.registry().counts(call.actor(), query(call))))),
                Endpoint.get(SYSTEM, call -> reply(office.registry().system(call.actor(), call.path("id")))),
                Endpoint.json(HttpMethod.PATCH, SYSTEM, this::change),
                Endpoint.json(
                        HttpMethod.POST,
                        SYSTEM + "/archive",
                        call -> reply(office.archives()
                                .archive(call.actor(), call.path("id"), call.version(call.json("version"))))),
                Endpoint.json(
                        HttpMethod.POST,
                        SYSTEM + "/unarchive",
                        call -> reply(office.archives()
                                .unarchive(call.actor(), call.path("id"), call.version(call.json("version"))))),
                Endpoint.json(HttpMethod.POST, SYSTEM + "/merge", call -> {
                    var json = call.json("version", "into");
                    return reply(office.archives()
                            .merge(call.actor(), call.path("id"), call.version(json), json.text("into")));
                }),
                Endpoint.get(SYSTEM + "/last-change", this::lastChange));
    }

    private static SystemQuery query(Call call) {
        var order = order(call.query("sort"));
        return new SystemQuery(
                call.query("text"),
                call.query("org"),
                call.query("pack"),
                call.query("tier"),
                "true".equals(call.query("archived")),
                sort(order),
                order.turned(),
                call.query("cursor"),
                call.limit());
    }

    /** The order that an address names; the last changed first where it names none. */
    static Order order(@Nullable String named) {
        return Order.of(named, SORTS);
    }

    static SystemQuery.Sort sort(Order order) {
        return SystemQuery.Sort.valueOf(order.key().toUpperCase(Locale.ROOT));
    }

    private Reply register(Call call) {
        var json = call.json("orgId", "name", "description", "purpose", "facts");
        var system = office.registry()
                .register(
                        call.actor(),
                        json.text("orgId", call.actor().orgId()),
                        json.text("name"),
                        json.text("description", ""),
                        json.text("purpose", ""),
                        json.answers("facts"));
        return Reply.created(SystemJson.system(system), SYSTEMS + "/" + system.id())
                .with("ETag", etag(system));
    }

    private Reply change(Call call) {
        var json = call.json("version", "name", "description", "purpose", "facts");
        return reply(office.registry()
                .change(
                        call.actor(),
                        call.path("id"),
                        call.version(json),
                        json.textOrNull("name"),
                        json.textOrNull("description"),
                        json.textOrNull("purpose"),
                        json.facts("facts")));
    }

    private Reply lastChange(Call call) {
        return Reply.json(office.registry()
                .lastChange(call.actor(), call.path("id"))
                .map(SystemJson::change)
                .orElse(map()));
    }

    private static Reply reply(AiSystem system) {
        return Reply.json(SystemJson.system(system)).with("ETag", etag(system));
    }

    public static String etag(AiSystem system) {
        return "\"" + system.version() + "\"";
    }
}
