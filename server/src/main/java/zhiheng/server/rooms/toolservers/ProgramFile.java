package zhiheng.server.rooms.toolservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;
import zhiheng.gateway.JsonLimits;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.gateway.mcp.McpTarget;

/**
 * {@code mcp/programs.json} below the data folder: the programs that speak the protocol over their standard streams, with the systems that
 * may use them. Whoever writes files there may run programs anyway; nobody else can name one, and no call changes what is run.
 */
public final class ProgramFile {
    static final String NAME = "programs.json";
    private static final int MOST = 100;
    private static final int MOST_WORDS = 200;
    private static final Set<String> FIELDS =
            Set.of("name", "systems", "command", "environment", "folder", "limitMillis");

    /** One program and who may use it. */
    record Named(String name, Set<String> systems, McpTarget.Program program) {}

    private ProgramFile() {}

    /**
     * The programs named in {@code folder}, before {@code others} of the same name.
     *
     * @throws Refusal naming the program and the field that is wrong
     */
    public static McpServers before(McpServers others, Path folder, UnaryOperator<String> environment) {
        var programs = read(folder, environment);
        return (system, server) -> {
            var program = of(programs, system, server);
            return program == null ? others.of(system, server) : program;
        };
    }

    static McpTarget.@Nullable Program of(List<Named> programs, String system, String server) {
        for (var one : programs) {
            if (one.name().equals(server) && one.systems().contains(system)) {
                return one.program();
            }
        }
        return null;
    }

    /**
     * Reads it.
     *
     * @param environment gives the values of variables, or null
     * @throws Refusal naming the program and the field that is wrong
     */
    static List<Named> read(Path folder, UnaryOperator<String> environment) {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            var root = JsonLimits.strict(100_000).readTree(Files.readAllBytes(file));
            var list = root.path("programs");
            if (!list.isArray() || list.size() > MOST || root.size() != 1) {
                throw wrong(
                        "", "应为 {\"programs\": […]}，最多 " + MOST + " 个", "one field, programs, with at most " + MOST);
            }
            var all = new ArrayList<Named>();
            var names = new HashSet<String>();
            for (var one : list) {
                var program = program(one, folder, environment);
                if (!names.add(program.name)) {
                    throw wrong(program.name, "重复", "is there twice");
                }
                all.add(program);
            }
            return List.copyOf(all);
        } catch (JacksonException e) {
            throw unusable(NAME + ": 不是有效的 JSON / not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static Refusal unusable(String why, Exception e) {
        return Refusal.unavailable("工具程序的设置无法使用：" + why, "The settings of tools cannot be used: " + why, e);
    }

    private static Named program(JsonNode one, Path folder, UnaryOperator<String> environment) {
        var name = one.path("name").asString("");
        if (!name.matches(ToolServerBook.NAME)) {
            throw wrong(name, "name 应为字母、数字和 . _ -", "a name is 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        for (var field : one.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw wrong(name, "未知字段 " + field, "unknown field " + field);
            }
        }
        var seen = new HashMap<String, String>();
        for (var entry : one.path("environment").properties()) {
            seen.put(
                    entry.getKey(), value(name, entry.getKey(), entry.getValue().asString(""), environment));
        }
        var limit = one.path("limitMillis");
        if (!limit.isMissingNode() && !limit.isIntegralNumber()) {
            throw wrong(name, "limitMillis 应为整数", "limitMillis is a whole number");
        }
        var where = one.path("folder").asString("");
        try {
            return new Named(
                    name,
                    Set.copyOf(texts(name, one, "systems")),
                    new McpTarget.Program(
                            texts(name, one, "command"),
                            Map.copyOf(seen),
                            where.isEmpty() ? folder : folder.resolve(where),
                            Duration.ofMillis(limit.asLong(ToolServerBook.LIMIT_MILLIS))));
        } catch (IllegalArgumentException e) {
            var said = String.valueOf(e.getMessage());
            var text = BadValue.said(e);
            throw said.startsWith(NAME) ? e : wrong(name, text.zh(), text.en());
        }
    }

    /** {@code $NAME} stands for a variable of the server's own environment, so that the file holds no secrets. */
    private static String value(String program, String variable, String value, UnaryOperator<String> environment) {
        if (!value.startsWith("$")) {
            return value;
        }
        var found = environment.apply(value.substring(1));
        if (found == null) {
            throw wrong(program, variable + ": 环境变量未设置", variable + ": the environment variable is not set");
        }
        return found;
    }

    private static List<String> texts(String name, JsonNode one, String field) {
        var texts = new ArrayList<String>();
        for (var text : one.path(field)) {
            if (!text.isString() || texts.size() == MOST_WORDS) {
                throw wrong(name, field + " 应为文本列表", field + " is a list of texts");
            }
            texts.add(text.stringValue());
        }
        if (texts.isEmpty()) {
            throw wrong(name, "缺少 " + field, field + " is missing");
        }
        return texts;
    }

    private static IllegalArgumentException wrong(String name, String zh, String en) {
        return new IllegalArgumentException(NAME + (name.isEmpty() ? "" : ": " + name) + ": " + zh + " / " + en);
    }
}
