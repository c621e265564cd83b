package zhiheng.gateway.permit;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;

/**
 * Where, when, for whom and for what. Empty sets and nulls do not restrict.
 *
 * @param opens and {@code closes}: the hours of the day; a range over midnight is meant when it closes before it opens
 * @param regions ISO 3166 codes that the application names in {@code X-Zhiheng-Region}; with any listed, a call that names none is refused
 * @param youngest age in years named in {@code X-Zhiheng-Age}, 0 for no limit; with a limit, a call that names none is refused
 * @param tools function names a call may offer to the model and the model may call; with any listed, others are refused
 * @param toolSchemas JSON Schema, as text, of the arguments a model may call a tool with, by the tool's name; see {@link ToolPolicy}
 * @param purposes named in {@code X-Zhiheng-Purpose}
 * @param origins of pages whose scripts may call from a browser (CORS), such as {@code https://app.example}; none may where none is
 *     listed, and with any listed a call that names another origin is refused
 * @param asks what servers of tools may ask of their clients, see {@link #ASKS}; for one server alone as {@code server:word}. Nothing
 *     where nothing is listed
 */
public record Scope(
        @Nullable LocalTime opens,
        @Nullable LocalTime closes,
        ZoneId zone,
        Set<String> regions,
        int youngest,
        Set<String> models,
        Set<String> tools,
        Map<String, String> toolSchemas,
        Set<String> purposes,
        Set<String> origins,
        Set<String> asks) {
    /** Words for what a server of tools may do unasked: have the client's model write, ask its user, see its folders, tell of changes. */
    public static final Set<String> ASKS = Set.of("sampling", "elicitation", "roots", "notifications");

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final int MOST_SCHEMAS = 200;
    private static final int LONGEST_SCHEMA = 64_000;

    /** For no pages of browsers. */
    public Scope(
            @Nullable LocalTime opens,
            @Nullable LocalTime closes,
            ZoneId zone,
            Set<String> regions,
            int youngest,
            Set<String> models,
            Set<String> tools,
            Map<String, String> toolSchemas,
            Set<String> purposes) {
        this(opens, closes, zone, regions, youngest, models, tools, toolSchemas, purposes, Set.of());
    }

    /** For servers of tools that ask nothing. */
    public Scope(
            @Nullable LocalTime opens,
            @Nullable LocalTime closes,
            ZoneId zone,
            Set<String> regions,
            int youngest,
            Set<String> models,
            Set<String> tools,
            Map<String, String> toolSchemas,
            Set<String> purposes,
            Set<String> origins) {
        this(opens, closes, zone, regions, youngest, models, tools, toolSchemas, purposes, origins, Set.of());
    }

    public Scope {
        origins = Set.copyOf(origins);
        for (var origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new BadValue(
                        "origins",
                        origin + " 应如 https://app.example",
                        origin + " is not of the form https://app.example, without a path");
            }
        }
        asks = Set.copyOf(asks);
        for (var ask : asks) {
            if (!ASKS.contains(ask.substring(ask.indexOf(':') + 1)) || ask.startsWith(":") || ask.length() > 100) {
                throw new BadValue(
                        "asks",
                        ask + " 应为 sampling、elicitation、roots 或 notifications，可带服务器名",
                        ask + " is none of sampling, elicitation, roots, notifications, alone or as server:word");
            }
        }
        regions = Set.copyOf(regions);
        models = Set.copyOf(models);
        tools = Set.copyOf(tools);
        toolSchemas = Map.copyOf(toolSchemas);
        purposes = Set.copyOf(purposes);
        if (toolSchemas.size() > MOST_SCHEMAS
                || toolSchemas.values().stream().anyMatch(schema -> schema.length() > LONGEST_SCHEMA)) {
            throw new BadValue(
                    "toolSchemas",
                    "最多 " + MOST_SCHEMAS + " 个，每个最长 " + LONGEST_SCHEMA + " 字符",
                    "at most " + MOST_SCHEMAS + ", each of at most " + LONGEST_SCHEMA + " characters");
        }
        for (var name : toolSchemas.keySet()) {
            if (!tools.isEmpty() && !tools.contains(name)) {
                throw new BadValue(
                        "toolSchemas",
                        name + " 不在 tools 中",
                        name + " is a schema for a tool that `tools` does not list");
            }
        }
        ToolPolicy.of(tools, toolSchemas); // a schema that is not understood would not be kept
    }

    public static Scope anywhere(ZoneId zone) {
        return new Scope(null, null, zone, Set.of(), 0, Set.of(), Set.of(), Map.of(), Set.of());
    }

    /** Whether a tool of a server may be called; {@code tools} lists it as {@code server:tool}, or by its name for every server. */
    public boolean allowsTool(String qualified) {
        return tools.isEmpty()
                || tools.contains(qualified)
                || tools.contains(qualified.substring(qualified.indexOf(':') + 1));
    }

    /** Whether a server of tools may ask this of its clients, a word of {@link #ASKS}. */
    public boolean allowsAsk(String server, String word) {
        return asks.contains(word) || asks.contains(server + ":" + word);
    }

    boolean isOpenAt(LocalTime time) {
        if (opens == null || closes == null) {
            return true;
        }
        return opens.isBefore(closes)
                ? !time.isBefore(opens) && time.isBefore(closes)
                : !time.isBefore(opens) || time.isBefore(closes);
    }
}
