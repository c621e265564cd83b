package zhiheng.gateway.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which tools a model may call, and with which arguments. Safe for many threads. */
public final class ToolPolicy {
    private static final int LONGEST_ARGUMENTS = 1 << 20;
    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_ARGUMENTS)
                            .build())
                    .build())
            .build();

    /**
     * Why a call is not allowed.
     *
     * @param kind as permits name it: {@code tool.unknown}, {@code tool.arguments}
     * @param at a JSON pointer into the arguments
     */
    public record Problem(String kind, String at, String zh, String en) {}

    private final Map<String, ArgumentSchema> tools;

    private ToolPolicy(Map<String, ArgumentSchema> tools) {
        this.tools = tools;
    }

    /**
     * @param tools the schema of the arguments of each allowed tool; an empty object allows any
     * @throws IllegalArgumentException naming the tool, the place and the keyword that is not understood
     */
    public static ToolPolicy of(Map<String, JsonNode> tools) {
        var compiled = new HashMap<String, ArgumentSchema>();
        tools.forEach((name, schema) -> compiled.put(name, ArgumentSchema.compile(schema, name)));
        return new ToolPolicy(Map.copyOf(compiled));
    }

    /** @return nothing when the call is allowed */
    public List<Problem> check(String tool, String arguments) {
        var schema = tools.get(tool);
        if (schema == null) {
            return List.of(new Problem("tool.unknown", "", "工具未获准: " + tool, "the tool is not allowed: " + tool));
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
        return new Problem("tool.arguments", "", zh, en);
    }
}
