package zhiheng.office.exports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of JSON. Both formats forbid empty members, so what is empty is left out. */
final class Members {
    private Members() {}

    /** Name, value, name, value …, in this order. */
    static Map<String, Object> of(@Nullable Object... pairs) {
        var members = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            var value = pairs[i + 1];
            if (value != null && !isEmpty(value)) {
                members.put(String.valueOf(pairs[i]), value);
            }
        }
        return members;
    }

    private static boolean isEmpty(Object value) {
        return switch (value) {
            case CharSequence text -> text.isEmpty();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> members -> members.isEmpty();
            default -> false;
        };
    }
}
