package zhiheng.server.ground.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Page;

/** What REST says, as maps in the order of openapi.yaml; a null member is left out. */
public final class JsonOut {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOut() {}

    public static byte[] bytes(Object json) {
        return MAPPER.writeValueAsBytes(json);
    }

    public static String compact(Object json) {
        return MAPPER.writeValueAsString(json);
    }

    public static String pretty(Object json) {
        return PRETTY.writeValueAsString(json);
    }

    /** Key, value, key, value …; dates and times become text. */
    public static Map<String, Object> map(@Nullable Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null) {
                map.put(
                        String.valueOf(pairs[i]),
                        value instanceof java.time.temporal.Temporal || value instanceof Enum<?>
                                ? value.toString()
                                : value);
            }
        }
        return map;
    }

    public static <T> Map<String, Object> page(Page<T> page, Function<T, Map<String, Object>> item) {
        return map("items", page.items().stream().map(item).toList(), "next", page.next());
    }
}
