package zhiheng.gateway.mcp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.base.Text;
import zhiheng.gateway.JsonLimits;

/** Messages of JSON-RPC 2.0 as the protocol uses them. */
final class Rpc {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int NO_METHOD = -32601;
    static final int INVALID_PARAMS = -32602;
    /** Of those that are left to servers: refused, or not to be had. */
    static final int REFUSED = -32001;

    static final JsonMapper MAPPER = JsonLimits.strict(32 << 20)
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Rpc() {}

    static ObjectNode request(long id, String method, @Nullable JsonNode params) {
        return notification(method, params).put("id", id);
    }

    static ObjectNode notification(String method, @Nullable JsonNode params) {
        var message = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("method", method);
        if (params != null) {
            message.set("params", params);
        }
        return message;
    }

    static ObjectNode result(JsonNode id, JsonNode result) {
        var message = MAPPER.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    static ObjectNode error(@Nullable JsonNode id, int code, Text text) {
        var message = MAPPER.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id == null ? MAPPER.nullNode() : id);
        message.putObject("error").put("code", code).put("message", both(text));
        return message;
    }

    /** What is wrong with a call of a tool is said in its result: clients take an error of the protocol for a fault of the server. */
    static ObjectNode toolError(String said) {
        var result = MAPPER.createObjectNode();
        result.putArray("content").addObject().put("type", "text").put("text", said);
        return result.put("isError", true);
    }

    /** Both languages, since nobody knows who will read it. */
    static String both(Text text) {
        return text.zh() + " / " + text.en();
    }

    /** Whether it is a request's id, as the protocol takes them: a text or a whole number. */
    static boolean isId(JsonNode id) {
        return id.isString() && id.stringValue().length() <= 200 || id.isIntegralNumber();
    }

    static byte[] bytes(JsonNode message) {
        return MAPPER.writeValueAsBytes(message);
    }
}
