package zhiheng.server.ground.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Nearest;

/**
 * A JSON object that somebody sent. Read strictly: small depth, no duplicate or unknown keys, the right types. Each
 * refusal names the key.
 */
public final class JsonIn {
    public static final int MAX_BYTES = 1 << 20;
    private static final int MAX_LIST = 200;
    private static final int MAX_KEYS = 500;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(20_000)
                            .maxNumberLength(40)
                            .maxNameLength(200)
                            .maxDocumentLength(MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, @Nullable Object> values;

    private JsonIn(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Reads an object that may hold {@code keys} and no others. */
    public static JsonIn object(byte[] body, String... keys) {
        LinkedHashMap<String, @Nullable Object> values;
        try {
            values = MAPPER.readValue(body, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {});
        } catch (JacksonException e) {
            throw broken(e);
        }
        if (values == null) {
            throw Problem.badRequest("请求正文须为JSON对象。", "The body must be a JSON object.");
        }
        var known = Arrays.asList(keys);
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw unknown(key, known);
            }
        }
        return new JsonIn(values);
    }

    private static Problem broken(JacksonException e) {
        var at = e.getLocation();
        var where = at == null || at.getLineNr() < 1 ? "" : " " + at.getLineNr() + ":" + at.getColumnNr();
        var what = String.valueOf(e.getOriginalMessage());
        var brief = what.length() > 160 ? what.substring(0, 160) + "…" : what;
        return Problem.badRequest(
                "请求正文不是可接受的JSON对象" + (where.isEmpty() ? "" : "，位置（行:列）" + where) + "：" + brief,
                "The body is not a JSON object that can be taken" + (where.isEmpty() ? "" : ", at line:column" + where)
                        + ": " + brief);
    }

    private static Problem unknown(String key, List<String> known) {
        var nearest = Nearest.to(key, known);
        var zh = nearest != null ? "是否为“" + nearest + "”？" : "可用：" + String.join("、", known) + "。";
        var en = nearest != null ? "Did you mean '" + nearest + "'?" : "Known: " + String.join(", ", known) + ".";
        return Problem.badRequest("未知字段“" + key + "”。" + zh, "Unknown member '" + key + "'. " + en);
    }

    public boolean has(String key) {
        return values.get(key) != null;
    }

    public String text(String key) {
        var value = textOrNull(key);
        if (value == null) {
            throw missing(key);
        }
        return value;
    }

    public String text(String key, String absent) {
        var value = textOrNull(key);
        return value == null ? absent : value;
    }

    @Nullable
    public String textOrNull(String key) {
        return switch (values.get(key)) {
            case null -> null;
            case String text -> text;
            case Object other -> throw type(key, "文本", "text");
        };
    }

    @Nullable
    public Long numberOrNull(String key) {
        return switch (values.get(key)) {
            case null -> null;
            case Integer number -> number.longValue();
            case Long number -> number;
            case Object other -> throw type(key, "整数", "a whole number");
        };
    }

    @Nullable
    public LocalDate date(String key) {
        var text = textOrNull(key);
        return text == null ? null : date(key, text);
    }

    public static LocalDate date(String key, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    "“" + key + "”须为日期，例如 2027-12-02。", "'" + key + "' must be a date such as 2027-12-02.");
        }
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        var text = text(key);
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        var name = text.toUpperCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw Problem.badRequest(
                    "“" + key + "”须为以下之一：" + String.join("、", names) + "。",
                    "'" + key + "' must be one of " + String.join(", ", names) + ".");
        }
        return Enum.valueOf(type, name);
    }

    public List<String> texts(String key) {
        var value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || list.size() > MAX_LIST) {
            throw type(key, "至多" + MAX_LIST + "个文本的列表", "a list of at most " + MAX_LIST + " texts");
        }
        var texts = new ArrayList<String>();
        for (var item : list) {
            if (!(item instanceof String text)) {
                throw type(key, "文本列表", "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Facts: boolean, text, number, list of texts, or null to take an answer away. */
    public Map<String, @Nullable Object> facts(String key) {
        var value = values.get(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map) || map.size() > MAX_KEYS) {
            throw type(key, "至多" + MAX_KEYS + "个事实的对象", "an object of at most " + MAX_KEYS + " facts");
        }
        var facts = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((fact, answer) -> {
            var simple = answer == null
                    || answer instanceof String
                    || answer instanceof Boolean
                    || answer instanceof Number
                    || answer instanceof List<?> list
                            && list.size() <= MAX_LIST
                            && list.stream().allMatch(String.class::isInstance);
            if (!simple) {
                throw type(key + "." + fact, "布尔值、文本、数字或文本列表", "a boolean, text, number or list of texts");
            }
            facts.put(String.valueOf(fact), answer);
        });
        return facts;
    }

    /** Facts that are all answered. */
    public Map<String, Object> answers(String key) {
        var answers = new LinkedHashMap<String, Object>();
        facts(key).forEach((fact, answer) -> {
            if (answer != null) {
                answers.put(fact, answer);
            }
        });
        return answers;
    }

    private static Problem missing(String key) {
        return Problem.badRequest("缺少“" + key + "”，请填写。", "'" + key + "' is missing; give it.");
    }

    private static Problem type(String key, String zh, String en) {
        return Problem.badRequest("“" + key + "”须为" + zh + "。", "'" + key + "' must be " + en + ".");
    }
}
