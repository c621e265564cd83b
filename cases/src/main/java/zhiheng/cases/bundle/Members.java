package zhiheng.cases.bundle;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of an object that was written here; whatever is otherwise is an IllegalArgumentException that names the member. */
record Members(Map<?, ?> values, String where) {
    static Members of(@Nullable Object json, String where) {
        if (json instanceof Map<?, ?> map) {
            return new Members(map, where);
        }
        throw new IllegalArgumentException("'" + where + "' is no object");
    }

    private IllegalArgumentException not(String key, String what) {
        return new IllegalArgumentException("'" + where + key + "' is " + what);
    }

    String text(String key) {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw not(key, "no text");
    }

    long whole(String key) {
        if (values.get(key) instanceof Long number && number >= 0) {
            return number;
        }
        throw not(key, "no whole number from 0");
    }

    Instant time(String key) {
        try {
            return Instant.parse(text(key));
        } catch (DateTimeException e) {
            throw not(key, "no time");
        }
    }

    @Nullable
    Instant timeOrNull(String key) {
        return values.get(key) == null ? null : time(key);
    }

    <E extends Enum<E>> E constant(String key, Class<E> type) {
        try {
            return Enum.valueOf(type, text(key));
        } catch (IllegalArgumentException e) {
            throw not(key, "none of those there are");
        }
    }

    <T> List<T> list(String key, Function<@Nullable Object, T> read) {
        if (!(values.get(key) instanceof List<?> list)) {
            throw not(key, "no list");
        }
        var result = new ArrayList<T>();
        list.forEach(one -> result.add(read.apply(one)));
        return List.copyOf(result);
    }

    List<String> texts(String key) {
        return list(key, Members::string);
    }

    static List<String> texts(@Nullable Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(Members::string).toList();
        }
        throw new IllegalArgumentException("a list is missing");
    }

    private static String string(@Nullable Object one) {
        if (one instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a list holds something that is no text");
    }
}
