package zhiheng.server.rooms.mcp;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.page.WordBook;
import zhiheng.server.ground.page.Words;

/**
 * {@code POST /mcp}: the Model Context Protocol by Streamable HTTP, without sessions and without a stream of its own. A call that fails is
 * said in its result, since clients take an error of the protocol for a fault of the server.
 */
record OfficeMcpApi(OfficeTools tools, WordBook words) {
    private static final String PATH = "/mcp";
    private static final String LATEST = "2025-11-25";
    private static final Set<String> VERSIONS = Set.of("2024-11-05", "2025-03-26", "2025-06-18", LATEST);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int NO_METHOD = -32601;

    List<Endpoint> endpoints() {
        return List.of(Endpoint.json(HttpMethod.POST, PATH, this::take), Endpoint.get(PATH, call -> {
            throw Problem.method();
        }));
    }

    private Reply take(Call call) {
        var said = words.in(Language.of(call.request()));
        if (call.caller().session().isPresent()) {
            throw Problem.badRequest(words.zh().t("mcp.tokenOnly"), words.en().t("mcp.tokenOnly"));
        }
        var origin = call.request().getHeader("Origin");
        if (origin != null && !isLoopback(origin)) {
            throw Refusal.forbidden(
                    words.zh().t("mcp.origin", origin), words.en().t("mcp.origin", origin));
        }
        var json = call.json(JsonReader.Limits.RECORD, "jsonrpc", "id", "method", "params", "result", "error");
        var message = json.without();
        var id = message.get("id");
        if (id == null || !(message.get("method") instanceof String method)) {
            return new Reply(202, "", Map.of(), new byte[0], null); // told, or answered, and nothing follows from it
        }
        if (!(id instanceof String || id instanceof Long)) {
            throw json.type("id", "文本或整数", "a text or a whole number");
        }
        var answer = map("jsonrpc", "2.0", "id", id);
        var result = result(call, method, params(message.get("params")), said);
        if (result == null) {
            answer.put("error", map("code", NO_METHOD, "message", method));
        } else {
            answer.put("result", result);
        }
        return Reply.json(answer);
    }

    /** As on the gateway's port: no page of another host reaches this through somebody's browser. */
    private static boolean isLoopback(String origin) {
        try {
            var host = URI.create(origin).getHost();
            return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Map<?, ?> params(@Nullable Object params) {
        return params instanceof Map<?, ?> map ? map : Map.of();
    }

    private @Nullable Map<String, Object> result(Call call, String method, Map<?, ?> params, Words said) {
        return switch (method) {
            case "initialize" -> {
                var asked = String.valueOf(params.get("protocolVersion"));
                yield map(
                        "protocolVersion",
                        VERSIONS.contains(asked) ? asked : LATEST,
                        "capabilities",
                        map("tools", map()),
                        "serverInfo",
                        map("name", "zhiheng", "version", "1"),
                        "instructions",
                        said.t("mcp.instructions"));
            }
            case "ping" -> map();
            case "tools/list" ->
                map(
                        "tools",
                        Arrays.stream(OfficeTool.values())
                                .map(tool -> tool.described(said))
                                .toList());
            case "tools/call" -> called(call, params, said);
            default -> null;
        };
    }

    private Map<String, Object> called(Call call, Map<?, ?> params, Words said) {
        var name = String.valueOf(params.get("name"));
        try {
            var tool = OfficeTool.of(name);
            if (tool == null) {
                var known =
                        Arrays.stream(OfficeTool.values()).map(OfficeTool::id).collect(Collectors.joining(", "));
                throw OfficeTools.wrong(said, "mcp.unknownTool", name, known);
            }
            var arguments = params(params.get("arguments")).entrySet().stream()
                    .filter(e -> e.getValue() != null)
                    .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue));
            var text = JsonOut.compact(tools.call(call.actor(), tool, arguments, said));
            return map(
                    "content",
                    List.of(map("type", "text", "text", text)),
                    "structuredContent",
                    Json.readMap(text),
                    "isError",
                    false);
        } catch (Refusal refused) {
            return map(
                    "content",
                    List.of(map("type", "text", "text", refused.spoken().in(said.language()))),
                    "isError",
                    true);
        }
    }
}
