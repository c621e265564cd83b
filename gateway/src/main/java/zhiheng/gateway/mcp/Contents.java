package zhiheng.gateway.mcp;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a result may consist of. What is not known, and what cannot be read where the permit asks for inspection, does not pass. */
final class Contents {
    private static final Set<String> RESULT = Set.of("content", "structuredContent", "isError");

    private Contents() {}

    /** @param inspects whether texts must be readable. @return what cannot be passed on; null when all of it can */
    static @Nullable String unreadable(ObjectNode result, boolean inspects) {
        for (var member : result.propertyNames()) {
            if (!RESULT.contains(member)) {
                return "result." + shown(member);
            }
        }
        if (!result.path("content").isArray()) {
            return "content";
        }
        for (var part : result.path("content")) {
            var problem = part(part, inspects);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** As {@link #unreadable}, for what is read without calling a tool. */
    static @Nullable String unreadableRead(ObjectNode result, boolean inspects) {
        for (var content : result.path("contents")) {
            if (inspects && content.has("blob")) {
                return "blob";
            }
        }
        for (var message : result.path("messages")) {
            var problem = part(message.path("content"), inspects);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    static @Nullable String part(JsonNode part, boolean inspects) {
        var type = part.path("type").asString("");
        return switch (type) {
            case "text" -> part.path("text").isString() ? null : "text";
            case "resource_link" -> null;
            case "resource" -> inspects && part.path("resource").has("blob") ? "blob" : null;
            case "image", "audio" -> inspects ? type : null;
            default -> "content type " + shown(type);
        };
    }

    private static String shown(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "?").substring(0, Math.min(40, name.length()));
    }
}
