package zhiheng.gateway.permit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import zhiheng.base.BadValue;
import zhiheng.base.Text;
import zhiheng.gateway.FindingKind;
import zhiheng.gateway.permit.ToolPolicy.Problem;

/**
 * A part of JSON Schema that can be checked in bounded time: type, properties, required, additionalProperties (true or false), items,
 * enum, const, minimum, maximum, minLength, maxLength, pattern, minItems, maxItems. Titles and descriptions are passed over; any other
 * keyword is an error, since a rule that is not understood would not be kept.
 */
final class ArgumentSchema {
    private static final Set<String> SAID_ONLY =
            Set.of("title", "description", "default", "examples", "$schema", "$comment");
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final int MOST_PROBLEMS = 20;
    private static final int DEEPEST = 32;
    private static final int LONGEST_PATTERN = 500;

    private final List<String> types = new ArrayList<>();
    private final Map<String, ArgumentSchema> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();
    private final List<JsonNode> allowed = new ArrayList<>();
    private boolean others = true;
    private @Nullable ArgumentSchema items;
    private @Nullable Pattern pattern;
    private double minimum = Double.NEGATIVE_INFINITY;
    private double maximum = Double.POSITIVE_INFINITY;
    private long minLength;
    private long maxLength = Long.MAX_VALUE;
    private long minItems;
    private long maxItems = Long.MAX_VALUE;

    private ArgumentSchema() {}

    static ArgumentSchema compile(JsonNode schema, String where) {
        return compile(schema, where, 0);
    }

    private static ArgumentSchema compile(JsonNode schema, String where, int depth) {
        if (!schema.isObject() || depth > DEEPEST) {
            throw wrong(where, "应为对象且不过深", "a schema is an object, not too deep");
        }
        var compiled = new ArgumentSchema();
        for (var entry : schema.properties()) {
            compiled.keyword(entry.getKey(), entry.getValue(), where, depth);
        }
        return compiled;
    }

    private void keyword(String keyword, JsonNode value, String where, int depth) {
        var at = where + "/" + keyword;
        switch (keyword) {
            case "type" -> {
                for (var type : value.isArray() ? value : List.of(value)) {
                    if (!type.isString() || !TYPES.contains(type.stringValue())) {
                        throw wrong(at, "类型未知", "unknown type");
                    }
                    types.add(type.stringValue());
                }
            }
            case "properties" ->
                value.properties()
                        .forEach(p ->
                                properties.put(p.getKey(), compile(p.getValue(), at + "/" + p.getKey(), depth + 1)));
            case "required" -> {
                for (var name : value) {
                    required.add(name.asString());
                }
            }
            case "additionalProperties" -> {
                if (!value.isBoolean()) {
                    throw wrong(at, "只支持 true 或 false", "only true or false");
                }
                others = value.booleanValue();
            }
            case "items" -> items = compile(value, at, depth + 1);
            case "enum" -> value.forEach(allowed::add);
            case "const" -> allowed.add(value);
            case "minimum" -> minimum = number(value, at);
            case "maximum" -> maximum = number(value, at);
            case "minLength" -> minLength = (long) number(value, at);
            case "maxLength" -> maxLength = (long) number(value, at);
            case "minItems" -> minItems = (long) number(value, at);
            case "maxItems" -> maxItems = (long) number(value, at);
            case "pattern" -> pattern = pattern(value.asString(), at);
            default -> {
                if (!SAID_ONLY.contains(keyword)) {
                    throw wrong(at, "不支持该关键字", "this keyword is not supported");
                }
            }
        }
    }

    private static double number(JsonNode value, String at) {
        if (!value.isNumber()) {
            throw wrong(at, "应为数字", "must be a number");
        }
        return value.doubleValue();
    }

    private static Pattern pattern(String pattern, String at) {
        try {
            if (pattern.length() <= LONGEST_PATTERN) {
                return Pattern.compile(pattern);
            }
        } catch (PatternSyntaxException e) {
            throw wrong(at, "正则无效", "not a valid pattern: " + e.getDescription());
        }
        throw wrong(at, "正则过长", "the pattern is longer than " + LONGEST_PATTERN);
    }

    private static IllegalArgumentException wrong(String where, String zh, String en) {
        return new BadValue(where, zh, en);
    }

    List<Problem> check(JsonNode value) {
        var problems = new ArrayList<Problem>();
        check(value, "", problems);
        return List.copyOf(problems);
    }

    private void check(JsonNode value, String at, List<Problem> problems) {
        if (problems.size() >= MOST_PROBLEMS) {
            return;
        }
        if (!types.isEmpty() && types.stream().noneMatch(type -> is(value, type))) {
            add(problems, at, "类型应为 " + types, "the type must be " + types);
            return;
        }
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            add(problems, at, "不在允许的取值中", "not one of the allowed values");
        }
        if (value.isNumber() && (value.doubleValue() < minimum || value.doubleValue() > maximum)) {
            add(problems, at, "数值越界", "the number is out of range");
        }
        if (value.isString()) {
            text(value.stringValue(), at, problems);
        }
        if (value.isArray()) {
            array(value, at, problems);
        }
        if (value.isObject()) {
            object(value, at, problems);
        }
    }

    private void text(String text, String at, List<Problem> problems) {
        int length = text.codePointCount(0, text.length());
        if (length < minLength || length > maxLength) {
            add(problems, at, "长度越界", "the text is too short or too long");
        } else if (pattern != null && !BoundedText.find(pattern, text)) {
            add(problems, at, "不符合正则", "the text does not match the pattern, or takes too long to");
        }
    }

    private void array(JsonNode value, String at, List<Problem> problems) {
        if (value.size() < minItems || value.size() > maxItems) {
            add(problems, at, "元素个数越界", "too few or too many items");
        }
        if (items != null) {
            for (int i = 0; i < value.size(); i++) {
                items.check(value.get(i), at + "/" + i, problems);
            }
        }
    }

    private void object(JsonNode value, String at, List<Problem> problems) {
        for (var name : required) {
            if (!value.has(name)) {
                add(problems, at + "/" + name, "缺少", "missing");
            }
        }
        for (var entry : value.properties()) {
            var inside = at + "/" + entry.getKey();
            var known = properties.get(entry.getKey());
            if (known != null) {
                known.check(entry.getValue(), inside, problems);
            } else if (!others) {
                add(problems, inside, "不允许的参数", "not allowed");
            }
        }
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private static void add(List<Problem> problems, String at, String zh, String en) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(FindingKind.TOOL_ARGUMENTS, at, new Text(zh, en).after(at + ": ")));
        }
    }
}
