package zhiheng.gateway.permit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.BadValue;
import zhiheng.base.Text;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.JsonLimits;

/** Which tools a model may call, and with which arguments. Safe for many threads. */
public final class ToolPolicy {
    private static final int LONGEST_ARGUMENTS = 1 << 20;

    private static final JsonMapper MAPPER = JsonLimits.strict(LONGEST_ARGUMENTS);

    /**
     * Why a call is not allowed.
     *
     * @param kind {@link FindingKind#TOOL_UNKNOWN} or {@link FindingKind#TOOL_ARGUMENTS}
     * @param at a JSON pointer into the arguments
     */
    public record Problem(FindingKind kind, String at, Text text) {}

    private final Set<String> allowed;
    private final Map<String, ArgumentSchema> schemas;

    private ToolPolicy(Set<String> allowed, Map<String, ArgumentSchema> schemas) {
        this.allowed = allowed;
        this.schemas = schemas;
    }

    /**
     * @param allowed names of tools; empty allows any
     * @param schemas the JSON Schema of a tool's arguments, by its name; a tool without one takes any
     * @throws IllegalArgumentException naming the tool, the place and the keyword that is not understood
     */
    public static ToolPolicy of(Set<String> allowed, Map<String, String> schemas) {
        var compiled = new HashMap<String, ArgumentSchema>();
        schemas.forEach((name, schema) -> compiled.put(name, compile(name, schema)));
        return new ToolPolicy(Set.copyOf(allowed), Map.copyOf(compiled));
    }

    private static ArgumentSchema compile(String name, String schema) {
        try {
            return ArgumentSchema.compile(MAPPER.readTree(schema), "toolSchemas/" + name);
        } catch (JacksonException e) {
            throw new BadValue("toolSchemas/" + name, "不是有效的 JSON", "not JSON that can be taken", e);
        }
    }

    /** @return nothing when the call is allowed */
    public List<Problem> check(String tool, String arguments) {
        if (!allowed.isEmpty() && !allowed.contains(tool)) {
            return List.of(new Problem(
                    FindingKind.TOOL_UNKNOWN, "", new Text("工具未获准: " + tool, "the tool is not allowed: " + tool)));
        }
        var schema = schemas.get(tool);
        if (schema == null) {
            return List.of();
        }
        if (arguments.length() > LONGEST_ARGUMENTS) {
            return List.of(broken("参数过长", "the arguments are too long"));
        }
        try {
            return schema.check(MAPPER.readTree(arguments.isBlank() ? "{}" : arguments));
        } catch (JacksonException e) {
            return List.of(broken("参数不是有效的 JSON", "the arguments are not JSON that can be taken"));
        }
    }

    private static Problem broken(String zh, String en) {
        return new Problem(FindingKind.TOOL_ARGUMENTS, "", new Text(zh, en));
    }
}
