package zhiheng.server.ground.http;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonException;
import zhiheng.base.JsonReader;
import zhiheng.base.Nearest;
import zhiheng.base.Refusal;

/**
 * A JSON object that somebody sent, or one inside it. Read strictly: small depth, no duplicate or unknown members, the right
 * types. Each refusal is of kind MALFORMED and names the place.
 */
public final class JsonIn {
    public static final int MAX_BYTES = 1 << 20;
    private static final int MAX_LIST = 200;
    private static final int MAX_KEYS = 500;

    private final Map<String, @Nullable Object> values;
    /** Stands before the names of members: "" or such as {@code upstreams[0].} */
    private final String where;

    private JsonIn(Map<String, @Nullable Object> values, String where, String... keys) {
        this.values = values;
        this.where = where;
        var known = Arrays.asList(keys);
        for (var key : values.keySet()) {
            if (!known.contains(key)) {
                throw unknown(where + key, key, known);
            }
        }
    }

    /** Reads an object that may hold {@code keys} and no others. */
    public static JsonIn object(byte[] body, JsonReader.Limits limits, String... keys) {
        try {
            var values = JsonReader.object(decoded(body), limits);
            whole(values);
            return new JsonIn(values, "", keys);
        } catch (JsonException e) {
            var place = e.line() + ":" + e.column();
            throw malformed(
                    "请求正文不是可接受的JSON对象，位置（行:列）" + place + "：" + e.reason().zh() + "。",
                    "The body is not a JSON object that can be taken, at line:column " + place + ": "
                            + e.reason().en() + ".");
        }
    }

    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("请求正文不是UTF-8文本。", "The body is not UTF-8 text.");
        }
    }

    /** Half a character can be written as an escape, but no store keeps it. */
    private static void whole(@Nullable Object value) {
        switch (value) {
            case String text
            when !StandardCharsets.UTF_8.newEncoder().canEncode(text) ->
                throw malformed("文本中有半个字符。", "A text holds half a character (lone surrogate).");
            case List<?> list -> list.forEach(JsonIn::whole);
            case Map<?, ?> map ->
                map.forEach((name, member) -> {
                    whole(name);
                    whole(member);
                });
            case null, default -> {}
        }
    }

    private static Refusal malformed(String zh, String en) {
        return new Refusal(Refusal.Kind.MALFORMED, zh, en);
    }

    private static Refusal unknown(String place, String key, List<String> known) {
        var nearest = Nearest.to(key, known);
        var zh = nearest != null ? "是否为“" + nearest + "”？" : "可用：" + String.join("、", known) + "。";
        var en = nearest != null ? "Did you mean '" + nearest + "'?" : "Known: " + String.join(", ", known) + ".";
        return malformed("未知字段“" + place + "”。" + zh, "Unknown member '" + place + "'. " + en);
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
            case Long number -> number;
            case Object other -> throw type(key, "整数", "a whole number");
        };
    }

    public long whole(String key) {
        var number = numberOrNull(key);
        if (number == null) {
            throw missing(key);
        }
        return number;
    }

    /** False when it is left out. */
    public boolean yes(String key) {
        return switch (values.get(key)) {
            case null -> false;
            case Boolean yes -> yes;
            case Object other -> throw type(key, "true 或 false", "true or false");
        };
    }

    public int whole(String key, int absent) {
        var number = numberOrNull(key);
        if (number == null) {
            return absent;
        }
        if (number != number.intValue()) {
            throw type(key, "较小的整数", "a smaller whole number");
        }
        return number.intValue();
    }

    public double number(String key) {
        if (!has(key)) {
            throw missing(key);
        }
        return number(key, 0);
    }

    public double number(String key, double absent) {
        return switch (values.get(key)) {
            case null -> absent;
            case Number number -> number.doubleValue();
            case Object other -> throw type(key, "数字", "a number");
        };
    }

    @Nullable
    public LocalDate date(String key) {
        var text = textOrNull(key);
        return text == null ? null : date(where + key, text);
    }

    /** A moment with its offset, as 2026-11-29T08:00:00Z or …+08:00. */
    public Instant instant(String key) {
        try {
            return OffsetDateTime.parse(text(key)).toInstant();
        } catch (DateTimeException e) {
            throw malformed(
                    "“" + where + key + "”须为带时区的时间，例如 2026-11-29T08:00:00+08:00。",
                    "'" + where + key + "' must be a time with its offset such as 2026-11-29T08:00:00+08:00.");
        }
    }

    public static LocalDate date(String key, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw malformed("“" + key + "”须为日期，例如 2027-12-02。", "'" + key + "' must be a date such as 2027-12-02.");
        }
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        var text = text(key);
        var names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        var name = text.toUpperCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw type(key, "以下之一：" + String.join("、", names), "one of " + String.join(", ", names));
        }
        return Enum.valueOf(type, name);
    }

    public List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (var item : list(key, MAX_LIST)) {
            if (!(item instanceof String text)) {
                throw type(key, "文本列表", "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A list of objects, each with {@code keys} and no others. Empty when absent. */
    public List<JsonIn> objects(String key, int most, String... keys) {
        var objects = new ArrayList<JsonIn>();
        for (var item : list(key, most)) {
            var place = key + "[" + objects.size() + "]";
            objects.add(new JsonIn(object(place, item), where + place + ".", keys));
        }
        return objects;
    }

    /** Texts by names that the sender chooses; numbers and booleans count as the text that was written. */
    public Map<String, String> named(String key) {
        var named = new LinkedHashMap<String, String>();
        if (!has(key)) {
            return named;
        }
        var map = object(key, values.get(key));
        if (map.size() > MAX_KEYS) {
            throw type(key, "至多" + MAX_KEYS + "个字段的对象", "an object of at most " + MAX_KEYS + " members");
        }
        map.forEach((name, value) -> {
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw type(key + "." + name, "文本", "text");
            }
            named.put(name, String.valueOf(value));
        });
        return named;
    }

    /** Everything but {@code keys}, as it was sent, for a reader that knows more than types. */
    public Map<String, @Nullable Object> without(String... keys) {
        var rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(Arrays.asList(keys));
        return rest;
    }

    /** Facts: boolean, text, number of 0 or more, list of texts, or null to take an answer away. */
    public Map<String, @Nullable Object> facts(String key) {
        if (!has(key)) {
            return Map.of();
        }
        var map = object(key, values.get(key));
        if (map.size() > MAX_KEYS) {
            throw type(key, "至多" + MAX_KEYS + "个事实的对象", "an object of at most " + MAX_KEYS + " facts");
        }
        var facts = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((fact, answer) -> facts.put(fact, fact(key + "." + fact, answer)));
        return facts;
    }

    private @Nullable Object fact(String key, @Nullable Object answer) {
        return switch (answer) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case Number number when number.doubleValue() < 0 -> throw type(key, "不小于0的数字", "a number of 0 or more");
            // as the store reads them back, so that an unchanged answer is seen to be unchanged
            case Long number when number == number.intValue() -> number.intValue();
            case Long number -> number;
            case BigDecimal number when Double.isFinite(number.doubleValue()) -> number.doubleValue();
            case List<?> list when list.size() <= MAX_LIST && list.stream().allMatch(String.class::isInstance) -> list;
            default -> throw type(key, "布尔值、文本、数字或文本列表", "a boolean, text, number or list of texts");
        };
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

    private List<?> list(String key, int most) {
        return switch (values.get(key)) {
            case null -> List.of();
            case List<?> list when list.size() <= most -> list;
            default -> throw type(key, "至多" + most + "项的列表", "a list of at most " + most);
        };
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private Map<String, @Nullable Object> object(String key, @Nullable Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw type(key, "对象", "an object");
        }
        return (Map<String, @Nullable Object>) value;
    }

    private Refusal missing(String key) {
        return malformed("缺少“" + where + key + "”，请填写。", "'" + where + key + "' is missing; give it.");
    }

    /** A member that is not what it must be. */
    public Refusal type(String key, String zh, String en) {
        return malformed("“" + where + key + "”须为" + zh + "。", "'" + where + key + "' must be " + en + ".");
    }
}
