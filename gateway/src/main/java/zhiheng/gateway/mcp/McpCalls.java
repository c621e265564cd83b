package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.permit.Clause;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.wire.Parts;

/** One message of a client after the other: what it asks is held against the permit, then asked of the server, then inspected. */
final class McpCalls {
    /** What a server brings besides tools; permits name these methods as they name tools. */
    private static final Set<String> READS = Set.of(
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "prompts/list",
            "prompts/get",
            "completion/complete");

    static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
    private static final String TOOLS = "tools/list";
    static final String CALL = "tools/call";

    private final Parts parts;
    private final ServerAsks asks;
    private final OneCall.Shared shared;

    McpCalls(Parts parts, Conversations conversations, ServerAsks asks) {
        this.parts = parts;
        this.asks = asks;
        shared = new OneCall.Shared(parts, conversations, asks, new Approvals(parts.reviews()));
    }

    /** @return the answer, null for what has none */
    @Nullable
    ObjectNode take(McpSession session, ObjectNode message, MultiMap headers, McpReply reply) {
        var id = message.path("id");
        var method = message.path("method").asString("");
        if (method.isEmpty()) {
            session.answered(message);
            return null;
        }
        if (!message.has("id")) {
            if (method.equals("notifications/cancelled")) {
                session.cancel(message.at("/params/requestId"));
            }
            return null; // others say nothing that a server is told
        }
        if (!Rpc.isId(id)) {
            return Rpc.error(null, Rpc.INVALID_REQUEST, new Text("id 应为文本或整数", "an id is a text or a whole number"));
        }
        return switch (method) {
            case "initialize" -> initialize(session, id, message.path("params"));
            case "ping", "logging/setLevel" -> Rpc.result(id, Rpc.MAPPER.createObjectNode());
            case TOOLS -> tools(session, id, message.path("params"));
            case CALL ->
                new OneCall(shared, session, message, message.at("/params/name").asString(""), headers, reply).answer();
            default ->
                READS.contains(method)
                        ? new OneCall(shared, session, message, method, headers, reply).answer()
                        : Rpc.error(
                                id,
                                Rpc.NO_METHOD,
                                new Text("网关不转交此方法: " + method, "the gateway does not pass on " + method));
        };
    }

    /** The permit and its inspection, null where nothing may pass now. */
    private @Nullable Permit permit(McpSession session) {
        var system = session.place().system();
        return parts.permits().stateNow(system) == PermitState.STOPPED
                ? null
                : parts.permits().of(system);
    }

    private static ObjectNode stopped(JsonNode id) {
        return Rpc.error(id, Rpc.REFUSED, Clause.STOPPED.text());
    }

    private ObjectNode initialize(McpSession session, JsonNode id, JsonNode params) {
        var permit = permit(session);
        var inspection = permit == null ? null : parts.inspections().of(permit);
        if (inspection == null) {
            return stopped(id);
        }
        try {
            var place = session.place();
            var allowed = asks.allowed(place.system(), place.server());
            var answer = session.initialize(params, allowed);
            var result = answer.path("result");
            if (!(result instanceof ObjectNode said)) {
                return failed(id, answer);
            }
            var passed = Rpc.MAPPER.createObjectNode();
            passed.put("protocolVersion", said.path("protocolVersion").asString(""));
            var capabilities = passed.putObject("capabilities");
            for (var kind : new String[] {"tools", "resources", "prompts", "completions"}) {
                if (said.path("capabilities").has(kind)) {
                    var capability = capabilities.putObject(kind);
                    if (allowed.contains("notifications")
                            && said.at("/capabilities/" + kind + "/listChanged").asBoolean(false)) {
                        capability.put("listChanged", true);
                    }
                }
            }
            passed.putObject("serverInfo")
                    .put(
                            "name",
                            said.at("/serverInfo/name").asString(session.place().server()))
                    .put("version", said.at("/serverInfo/version").asString(""));
            passed.put("instructions", said.path("instructions").asString(""));
            if (Screen.of(inspection, passed, Direction.IN).blocking() != null) {
                passed.remove("instructions");
                passed.putObject("serverInfo")
                        .put("name", session.place().server())
                        .put("version", "");
            }
            return Rpc.result(id, passed);
        } catch (McpFailure failure) {
            return Rpc.error(id, Rpc.REFUSED, failure.kind.text);
        }
    }

    /** What a server says of an error is a text of its own too. */
    private static ObjectNode failed(JsonNode id, ObjectNode answer) {
        int code = answer.at("/error/code").asInt(Rpc.REFUSED);
        return Rpc.error(id, code, new Text("工具服务器报告错误", "the server of tools reports an error"));
    }

    /** The tools that the permit allows, each described as the server does and inspected; what must not pass is left out. */
    private ObjectNode tools(McpSession session, JsonNode id, JsonNode params) {
        var permit = permit(session);
        var inspection = permit == null ? null : parts.inspections().of(permit);
        if (permit == null || inspection == null) {
            return stopped(id);
        }
        try {
            var asked = Rpc.MAPPER.createObjectNode();
            if (params.path("cursor").isString()) {
                asked.set("cursor", params.path("cursor"));
            }
            var answer = session.ask(session.number(), null, TOOLS, asked, nothing -> {}, null);
            if (!answer.has("result")) {
                return failed(id, answer);
            }
            var passed = Rpc.MAPPER.createObjectNode();
            var list = passed.putArray("tools");
            for (var tool : answer.path("result").path("tools")) {
                if (tool instanceof ObjectNode described && passes(session, permit, inspection, described)) {
                    list.add(described);
                }
            }
            if (answer.at("/result/nextCursor").isString()) {
                passed.set("nextCursor", answer.at("/result/nextCursor"));
            }
            return Rpc.result(id, passed);
        } catch (McpFailure failure) {
            return Rpc.error(id, Rpc.REFUSED, failure.kind.text);
        }
    }

    private static boolean passes(McpSession session, Permit permit, Inspection inspection, ObjectNode tool) {
        var name = tool.path("name").asString("");
        tool.remove(List.of("execution", "_meta"));
        return TOOL_NAME.matcher(name).matches()
                && permit.scope().allowsTool(session.place().server() + ":" + name)
                && !permit.barred().shutsTool(session.place().server() + ":" + name)
                && Screen.of(inspection, tool, Direction.IN).blocking() == null
                && tool.path("name").asString("").equals(name);
    }
}
