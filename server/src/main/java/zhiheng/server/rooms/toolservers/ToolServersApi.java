package zhiheng.server.rooms.toolservers;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import zhiheng.gateway.mcp.McpTarget;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.rooms.gateway.GatewayAccess;

/** The servers of tools of a system. Every change is an act of the ledger; programs are named by the operator's file alone. */
record ToolServersApi(GatewayAccess access, Supplier<Optional<ToolServerBook>> book) {
    private static final String ALL = GatewayAccess.SYSTEM + "/tool-servers";
    private static final String ONE = ALL + "/:server";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ALL, call -> list(access.seen(call))),
                Endpoint.json(HttpMethod.PUT, ONE, this::set),
                Endpoint.delete(ONE, this::remove));
    }

    private ToolServerBook open() {
        access.host(); // says so where there is no gateway
        return book.get().orElseThrow();
    }

    private Reply list(String system) {
        return Reply.json(map(
                "items", open().all(system).stream().map(ToolServersApi::json).toList()));
    }

    private static Map<String, Object> json(ToolServerBook.Named one) {
        return switch (one.target()) {
            case McpTarget.Http(var upstream, var limit) ->
                map(
                        "name",
                        one.name(),
                        "base",
                        upstream.base().toString(),
                        "hasKey",
                        !upstream.key().isEmpty(),
                        "limitMillis",
                        limit.toMillis(),
                        "version",
                        one.version());
            case McpTarget.Program program ->
                map(
                        "name",
                        one.name(),
                        "program",
                        true,
                        "limitMillis",
                        program.limit().toMillis());
        };
    }

    private Reply set(Call call) {
        var system = access.mayChange(call);
        var json = call.json("name", "base", "key", "hasKey", "limitMillis", "version");
        open().set(
                        call.actor(),
                        system,
                        call.path("server"),
                        json.text("base"),
                        json.text("key", ""),
                        json.whole("limitMillis", (int) ToolServerBook.LIMIT_MILLIS),
                        call.request().getHeader("If-Match") == null ? ToolServerBook.ANY : call.version(json));
        return list(system);
    }

    private Reply remove(Call call) {
        open().remove(call.actor(), access.mayChange(call), call.path("server"));
        return Reply.nothing();
    }
}
