package zhiheng.gateway.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.Ask;
import zhiheng.gateway.permit.Users;

/**
 * A call, read.
 *
 * @param form what {@code body} was read from, null where it was JSON
 * @param rewritten whether the body is no longer what came: a path or a default named the model
 */
record Incoming(Target target, ObjectNode body, @Nullable Form form, Ask ask, boolean stream, boolean rewritten) {
    /** Names the user where a call of its kind has no field for it. */
    private static final String USER = "X-Zhiheng-User";

    /** What OpenAI's clients leave out. */
    private static final String DEFAULT_MODERATION = "omni-moderation-latest";

    Surface surface() {
        return target.surface();
    }

    /** The body as it goes on. */
    Buffer written() {
        return form != null ? form.write(body) : Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(body));
    }

    /** @throws BadCall saying what is wrong with the body or a header */
    static Incoming read(Target target, String system, byte[] bytes, MultiMap headers) throws BadCall {
        var surface = target.surface();
        if (!target.asksModel()) {
            var ask = ask("", null, headers, 0, new ArrayList<>());
            return new Incoming(target, WireJson.MAPPER.createObjectNode(), null, ask, false, false);
        }
        var form = surface.isForm() ? Form.read(bytes) : null;
        var body = form != null ? form.fields() : json(bytes);
        var before = body.path("model").asString("");
        if (!target.deployment().isEmpty()) {
            body.put("model", target.deployment());
        } else if (surface == Surface.MODERATIONS && !body.has("model")) {
            body.put("model", DEFAULT_MODERATION);
        }
        var model = body.path("model");
        if (!model.isString()
                || model.stringValue().isEmpty()
                || model.stringValue().length() > 200) {
            throw new BadCall("model", "缺少 model", "a call names its model, in 1 to 200 characters");
        }
        boolean isFormStream = form != null && body.path("stream").asString("").equalsIgnoreCase("true");
        if (isFormStream && surface != Surface.TRANSCRIPTIONS) {
            throw new BadCall("stream", "此接口不支持流式应答", "this call is answered whole; leave `stream` out");
        }
        boolean rewritten = !before.equals(model.stringValue());
        var user = body.path("user");
        var safety = body.path("safety_identifier");
        var metadata = surface.isAnthropic() ? body.path("metadata").path("user_id") : body.path("user");
        var named =
                user.isString() ? user.stringValue() : safety.isString() ? safety.stringValue() : metadata.asString("");
        named = named.isEmpty() && headers.contains(USER) ? headers.get(USER) : named;
        var who = named.isEmpty() ? null : Users.hash(system, named);
        var stream = body.path("stream");
        return new Incoming(
                target,
                body,
                form,
                ask(model.stringValue(), who, headers, TokenLimit.of(surface, body), tools(body)),
                isFormStream || stream.isBoolean() && stream.booleanValue(),
                rewritten);
    }

    private static ObjectNode json(byte[] bytes) throws BadCall {
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
        if (root instanceof ObjectNode body) {
            return body;
        }
        throw new BadCall("body", "请求体应为 JSON 对象", "the body must be a JSON object");
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
                tools,
                headers.get(Ask.TENANT));
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
