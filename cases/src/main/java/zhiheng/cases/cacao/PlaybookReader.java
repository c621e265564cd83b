package zhiheng.cases.cacao;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.cacao.Playbook.Command;
import zhiheng.cases.cacao.Playbook.Containment;
import zhiheng.cases.cacao.Playbook.Step;
import zhiheng.cases.cacao.Playbook.Type;
import zhiheng.cases.cacao.Playbook.Variable;

/** Reads a playbook (CACAO 2.0, sections 3 to 5). That its parts fit together is {@link PlaybookCheck}'s part. */
public final class PlaybookReader {
    public static final int MAX_BYTES = 256 * 1024;
    static final int MOST_STEPS = 200;
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(16, 20_000, 300, 40);
    private static final String UUID =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}" + "-[0-9a-fA-F]{12}";

    private PlaybookReader() {}

    /** @throws Refusal that names all that is wrong with it */
    public static Playbook read(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Refusal.invalid(
                    "剧本最大" + MAX_BYTES / 1024 + " KiB。", "A playbook has " + MAX_BYTES / 1024 + " KiB at most.");
        }
        var json = json(text);
        if (!"playbook".equals(json.get("type")) || !"cacao-2.0".equals(json.get("spec_version"))) {
            throw Refusal.invalid(
                    "须为 CACAO 2.0 剧本：type 为 playbook，spec_version 为 cacao-2.0。",
                    "A CACAO 2.0 playbook is wanted: 'type' is playbook, 'spec_version' is cacao-2.0.");
        }
        id(json, "id", "playbook");
        id(json, "created_by", "identity");
        var workflow = object(json, "workflow");
        if (workflow.isEmpty() || workflow.size() > MOST_STEPS) {
            throw Refusal.invalid("剧本须有1至" + MOST_STEPS + "个步骤。", "A playbook has from 1 to " + MOST_STEPS + " steps.");
        }
        var steps = new LinkedHashMap<String, Step>();
        workflow.keySet().forEach(step -> steps.put(step, step(step, object(workflow, step))));
        var name = string(json, "name");
        var ours = extension(json, "playbook_extensions");
        var playbook = new Playbook(
                string(json, "id"),
                named(ours, "name", name),
                named(ours, "description", textOr(json, "description")),
                strings(json, "playbook_types"),
                string(json, "created"),
                string(json, "modified"),
                string(json, "workflow_start"),
                variables(json, "playbook_variables"),
                steps,
                targets(json),
                tlp(json),
                text);
        var faults = PlaybookCheck.faults(playbook, textOr(json, "workflow_exception"), agents(json));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(
                    "剧本有误：" + String.join("；", faults.stream().map(Text::zh).toList()),
                    "The playbook is wrong: "
                            + String.join("; ", faults.stream().map(Text::en).toList()));
        }
        return playbook;
    }

    private static Map<String, @Nullable Object> json(String text) {
        try {
            return JsonReader.object(text, LIMITS);
        } catch (JsonException e) {
            throw Refusal.invalid("剧本不是有效的 JSON：" + e.getMessage(), "The playbook is no JSON: " + e.getMessage());
        }
    }

    private static Step step(String id, Map<String, @Nullable Object> json) {
        Type type = null;
        for (var one : Type.values()) {
            type = one.word.equals(json.get("type")) ? one : type;
        }
        if (type == null || !id.matches(type.word + "--" + UUID)) {
            throw Refusal.invalid(
                    "步骤“" + id + "”的编号须为“种类--UUID”，且与其 type 相同。",
                    "Step '" + id + "': its id is its type, two hyphens and a UUID.");
        }
        var ours = extension(json, "step_extensions");
        var branches = new LinkedHashMap<String, String>();
        switch (type) {
            case PARALLEL -> {
                var parts = strings(json, "next_steps");
                for (int i = 0; i < parts.size(); i++) {
                    branches.put(Integer.toString(i + 1), parts.get(i));
                }
            }
            case IF, WHILE -> {
                branches.put("true", string(json, "on_true"));
                if (!textOr(json, "on_false").isEmpty()) {
                    branches.put("false", textOr(json, "on_false"));
                }
            }
            case SWITCH -> object(json, "cases").forEach((answer, step) -> branches.put(answer, word(step, "cases")));
            case START, END, ACTION, PLAYBOOK_ACTION -> {}
        }
        return new Step(
                id,
                type,
                named(ours, "name", textOr(json, "name")),
                named(ours, "description", textOr(json, "description")),
                textOr(json, "on_completion"),
                textOr(json, "on_success"),
                textOr(json, "on_failure"),
                type == Type.SWITCH ? string(json, "switch") : type.asks() ? string(json, "condition") : "",
                branches,
                commands(json),
                strings(json, "targets"),
                variables(json, "step_variables"),
                containment(ours));
    }

    private static List<Command> commands(Map<String, @Nullable Object> json) {
        var commands = new ArrayList<Command>();
        for (var item : list(json, "commands")) {
            var command = map(item, "commands");
            var headers = new LinkedHashMap<String, List<String>>();
            object(command, "headers").forEach((name, values) -> headers.put(name, words(values, name)));
            commands.add(new Command(
                    string(command, "type"), plain(command, "command"), headers, plain(command, "content")));
        }
        return List.copyOf(commands);
    }

    /** A text, or the same in base64. */
    private static String plain(Map<String, @Nullable Object> json, String key) {
        var plain = textOr(json, key);
        var coded = textOr(json, key + "_b64");
        if (coded.isEmpty()) {
            return plain;
        }
        try {
            return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("“" + key + "_b64”不是 base64。", "'" + key + "_b64' is no base64.");
        }
    }

    private static @Nullable Containment containment(Map<String, @Nullable Object> ours) {
        if (!ours.containsKey("containment")) {
            return null;
        }
        var json = object(ours, "containment");
        long hours = json.get("hours") instanceof Number n ? n.longValue() : 0;
        var target = textOr(json, "target");
        return new Containment(string(json, "level"), target.isEmpty() ? "system" : target, hours);
    }

    private static Map<String, Variable> variables(Map<String, @Nullable Object> json, String key) {
        var all = new LinkedHashMap<String, Variable>();
        object(json, key).forEach((name, value) -> {
            var v = map(value, name);
            if (!name.matches("__[a-zA-Z_][a-zA-Z0-9_-]{0,199}__")) {
                throw Refusal.invalid("变量“" + name + "”须写作 __名称__。", "Variable '" + name + "' is written __name__.");
            }
            all.put(
                    name,
                    new Variable(
                            string(v, "type"),
                            v.get("value") == null ? null : word(v.get("value"), name),
                            Boolean.TRUE.equals(v.get("constant"))));
        });
        return all;
    }

    private static Map<String, String> targets(Map<String, @Nullable Object> json) {
        var all = new LinkedHashMap<String, String>();
        object(json, "target_definitions").forEach((id, value) -> {
            var target = map(value, id);
            var urls = strings(object(target, "address"), "url");
            all.put(id, "http-api".equals(target.get("type")) && urls.size() == 1 ? urls.getFirst() : "");
        });
        return all;
    }

    private static List<String> agents(Map<String, @Nullable Object> json) {
        var missing = new ArrayList<String>();
        var known = object(json, "agent_definitions").keySet();
        object(json, "workflow").forEach((id, value) -> {
            var agent = textOr(map(value, id), "agent");
            if ("action".equals(map(value, id).get("type")) && !known.contains(agent)) {
                missing.add(id);
            }
        });
        return missing;
    }

    private static String tlp(Map<String, @Nullable Object> json) {
        var marks = strings(json, "markings");
        var tlp = "";
        for (var entry : object(json, "data_marking_definitions").entrySet()) {
            if (marks.contains(entry.getKey())) {
                tlp = textOr(map(entry.getValue(), entry.getKey()), "tlpv2_level");
            }
        }
        return tlp;
    }

    private static Map<String, @Nullable Object> extension(Map<String, @Nullable Object> json, String key) {
        return object(object(json, key), Playbook.EXTENSION);
    }

    private static Text named(Map<String, @Nullable Object> ours, String key, String otherwise) {
        var both = object(ours, key);
        return both.isEmpty() ? new Text(otherwise, otherwise) : new Text(string(both, "zh"), string(both, "en"));
    }

    private static void id(Map<String, @Nullable Object> json, String key, String kind) {
        if (!string(json, key).matches(kind + "--" + UUID)) {
            throw Refusal.invalid("“" + key + "”须为 " + kind + "--UUID。", "'" + key + "' is " + kind + "-- and a UUID.");
        }
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> json, String key) {
        return json.get(key) == null ? Map.of() : map(json.get(key), key);
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private static Map<String, @Nullable Object> map(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw Refusal.invalid("“" + key + "”须为对象。", "'" + key + "' is an object.");
    }

    private static List<?> list(Map<String, @Nullable Object> json, String key) {
        return switch (json.get(key)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw Refusal.invalid("“" + key + "”须为列表。", "'" + key + "' is a list.");
        };
    }

    private static List<String> strings(Map<String, @Nullable Object> json, String key) {
        return list(json, key).stream().map(value -> word(value, key)).toList();
    }

    private static List<String> words(@Nullable Object value, String key) {
        return strings(java.util.Collections.singletonMap(key, value), key);
    }

    private static String word(@Nullable Object value, String key) {
        if (value instanceof String text) {
            return text;
        }
        throw Refusal.invalid("“" + key + "”须为文字。", "'" + key + "' is a text.");
    }

    private static String textOr(Map<String, @Nullable Object> json, String key) {
        return json.get(key) == null ? "" : word(json.get(key), key);
    }

    private static String string(Map<String, @Nullable Object> json, String key) {
        var text = textOr(json, key);
        if (text.isBlank()) {
            throw Refusal.invalid("缺“" + key + "”。", "'" + key + "' is missing.");
        }
        return text;
    }
}
