package zhiheng.server.rooms.mcp;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.page.Words;

/** The tools that are offered, each with its arguments; all of them read. */
enum OfficeTool {
    LIST_SYSTEMS("mcp.systems", List.of(), List.of("text", "cursor", "limit")),
    READ_DOSSIER("mcp.dossier", List.of("system"), List.of("asOf", "force")),
    LIST_DUTIES("mcp.duties", List.of(), List.of("show", "force", "pack", "system", "cursor", "limit")),
    SEARCH_RULES("mcp.rules", List.of("text"), List.of("pack", "limit")),
    READ_PERMIT("mcp.permit", List.of("system"), List.of());

    private final String description;
    private final List<String> required;
    private final List<String> optional;

    OfficeTool(String description, List<String> required, List<String> optional) {
        this.description = description;
        this.required = required;
        this.optional = optional;
    }

    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static @Nullable OfficeTool of(String id) {
        for (var tool : values()) {
            if (tool.id().equals(id)) {
                return tool;
            }
        }
        return null;
    }

    List<String> required() {
        return required;
    }

    /** All names, the required first. */
    List<String> arguments() {
        return java.util.stream.Stream.concat(required.stream(), optional.stream())
                .toList();
    }

    /** As {@code tools/list} has it. */
    Map<String, Object> described(Words words) {
        var properties = new LinkedHashMap<String, Object>();
        for (var name : arguments()) {
            properties.put(
                    name,
                    name.equals("limit")
                            ? map("type", "integer", "minimum", 1, "maximum", 100, "description", words.t("mcp.limit"))
                            : map("type", "string", "description", words.t("mcp." + name)));
        }
        return map(
                "name",
                id(),
                "description",
                words.t(description),
                "inputSchema",
                map("type", "object", "properties", properties, "required", required, "additionalProperties", false),
                "annotations",
                map("readOnlyHint", true, "destructiveHint", false, "idempotentHint", true, "openWorldHint", false));
    }
}
