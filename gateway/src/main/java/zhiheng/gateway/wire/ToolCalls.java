package zhiheng.gateway.wire;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** The calls of tools in an answer: functions, the older kind of them, and tools that take free text. */
final class ToolCalls {
    private ToolCalls() {}

    /** @param visit gets the name and the arguments as the model wrote them */
    static void of(Surface surface, JsonNode answer, BiConsumer<String, String> visit) {
        switch (surface) {
            case CHAT -> {
                for (var choice : answer.path("choices")) {
                    var message = choice.path("message");
                    for (var call : message.path("tool_calls")) {
                        named(call.path("function"), visit);
                        named(call.path("custom"), visit);
                    }
                    named(message.path("function_call"), visit);
                }
            }
            case RESPONSES -> {
                for (var item : answer.path("output")) {
                    item(item, visit);
                }
            }
            case MESSAGES -> {
                for (var block : answer.path("content")) {
                    item(block, visit);
                }
            }
            case COMPLETIONS, EMBEDDINGS, RERANK, IMAGES, SPEECH, MODELS, COUNT -> {}
        }
    }

    static boolean isCall(JsonNode item) {
        var type = item.path("type").asString("");
        return switch (type) {
            case "function_call", "custom_tool_call", "tool_use", "server_tool_use", "mcp_tool_use" -> true;
            default -> false;
        };
    }

    /** An item of a response or a block of a message. */
    static void item(JsonNode item, BiConsumer<String, String> visit) {
        if (isCall(item)) {
            named(item, visit);
        }
    }

    private static void named(JsonNode call, BiConsumer<String, String> visit) {
        if (call.isObject()) {
            visit.accept(call.path("name").asString("?"), arguments(call));
        }
    }

    /** Some models answer with an object where a text of JSON belongs. */
    private static String arguments(JsonNode call) {
        var arguments = call.path(call.has("input") ? "input" : "arguments");
        return arguments.isString() ? arguments.stringValue() : arguments.isMissingNode() ? "" : arguments.toString();
    }
}
