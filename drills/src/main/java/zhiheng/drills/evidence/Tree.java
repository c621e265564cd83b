package zhiheng.drills.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.JsonReader;

/** Somebody else's JSON: what is missing or of another kind is empty, so that a reader says what it found, not where it fell. */
record Tree(@Nullable Object value) {
    private static final JsonReader.Limits LIMITS = new JsonReader.Limits(64, 4 << 20, 10_000, 1_000);

    static Tree read(String text) {
        return new Tree(JsonReader.read(text, LIMITS));
    }

    Tree at(String key) {
        return new Tree(value instanceof Map<?, ?> map ? map.get(key) : null);
    }

    boolean has(String key) {
        return at(key).value != null;
    }

    boolean hasAll(String... keys) {
        return List.of(keys).stream().allMatch(this::has);
    }

    String asText() {
        return value == null || value instanceof Map || value instanceof List ? "" : String.valueOf(value);
    }

    String text(String key) {
        return at(key).asText();
    }

    double number(String key, double otherwise) {
        return at(key).value instanceof Number n ? n.doubleValue() : otherwise;
    }

    boolean isTrue(String key) {
        return at(key).value instanceof Boolean b && b;
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        for (var e : type.getEnumConstants()) {
            if (e.name().equals(text(key).toUpperCase(Locale.ROOT))) {
                return e;
            }
        }
        return otherwise;
    }

    List<Tree> list(String key) {
        return at(key).items();
    }

    List<Tree> items() {
        var result = new ArrayList<Tree>();
        if (value instanceof List<?> list) {
            list.forEach(one -> result.add(new Tree(one)));
        }
        return result;
    }

    Map<String, Tree> members() {
        var result = new LinkedHashMap<String, Tree>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> result.put(String.valueOf(key), new Tree(one)));
        }
        return result;
    }
}
