package zhiheng.gateway.wire;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Ask;
import zhiheng.gateway.permit.Users;

/** A call, read. */
record Incoming(Surface surface, ObjectNode body, Ask ask, boolean stream) {
    /** @throws BadCall saying what is wrong with the body or a header */
    static Incoming read(Surface surface, String system, byte[] bytes, MultiMap headers) throws BadCall {
        if (surface == Surface.MODELS) {
            return new Incoming(
                    surface, WireJson.MAPPER.createObjectNode(), ask("", null, headers, 0, new ArrayList<>()), false);
        }
        JsonNode root;
        try {
            root = WireJson.MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new BadCall(
                    "body",
                    "请求体不是有效的 JSON",
                    "the body is not JSON that can be taken: " + e.getOriginalMessage()
                            + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
        if (!(root instanceof ObjectNode body)) {
            throw new BadCall("body", "请求体应为 JSON 对象", "the body must be a JSON object");
        }
        var model = body.path("model");
        if (!model.isString()
                || model.stringValue().isEmpty()
                || model.stringValue().length() > 200) {
            throw new BadCall("model", "缺少 model", "a call names its model, in 1 to 200 characters");
        }
        var user = body.path("user");
        var safety = body.path("safety_identifier");
        var metadata = surface.isAnthropic() ? body.path("metadata").path("user_id") : body.path("user");
        var named =
                user.isString() ? user.stringValue() : safety.isString() ? safety.stringValue() : metadata.asString("");
        var who = named.isEmpty() ? null : Users.hash(system, named);
        var stream = body.path("stream");
        return new Incoming(
                surface,
                body,
                ask(model.stringValue(), who, headers, TokenLimit.of(surface, body), tools(body)),
                stream.isBoolean() && stream.booleanValue());
    }

    private static Ask ask(String model, @Nullable Long user, MultiMap headers, long maxTokens, ArrayList<String> tools)
            throws BadCall {
        return new Ask(
                model,
                user,
                headers.get("X-Zhiheng-Region"),
                age(headers.get("X-Zhiheng-Age")),
                headers.get("X-Zhiheng-Purpose"),
                maxTokens,
                tools);
    }

    private static int age(@Nullable String header) throws BadCall {
        if (header == null) {
            return -1;
        }
        if (!header.matches("[0-9]{1,3}")) {
            throw new BadCall("X-Zhiheng-Age", "年龄应为整数", "an age is a whole number of years");
        }
        return Integer.parseInt(header);
    }

    private static ArrayList<String> tools(ObjectNode body) {
        var names = new ArrayList<String>();
        for (var tool : body.path("tools")) {
            var function = tool.path("function").path("name");
            var name = function.isString() ? function : tool.path("name");
            names.add(name.isString() ? name.stringValue() : tool.path("type").asString("?"));
        }
        for (var function : body.path("functions")) {
            names.add(function.path("name").asString("?"));
        }
        return names;
    }
}
