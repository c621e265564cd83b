package zhiheng.placement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Refusal;

/** An object of a file, read member by member; a member that nobody asks for is refused, each refusal names its place. */
final class Part {
    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9_.-]+): ");

    private final String where;
    private final Map<String, @Nullable Object> members;
    private final Set<String> read = new HashSet<>();

    Part(String where, Map<String, @Nullable Object> members) {
        this.where = where;
        this.members = members;
    }

    String where() {
        return where;
    }

    boolean has(String name) {
        read.add(name);
        return members.get(name) != null;
    }

    private Object member(String name) {
        read.add(name);
        var value = members.get(name);
        if (value == null) {
            throw bad(name, "缺少此项", "is missing");
        }
        return value;
    }

    Refusal bad(String name, String zh, String en) {
        return Refusal.invalid(zh, en).at(where.isEmpty() ? name : name.isEmpty() ? where : where + "." + name);
    }

    String text(String name) {
        if (member(name) instanceof String text) {
            return text;
        }
        throw bad(name, "须为文字", "must be a text");
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    double number(String name) {
        return number(name, member(name));
    }

    private double number(String name, @Nullable Object value) {
        return switch (value) {
            case Long whole -> whole;
            case BigDecimal number -> number.doubleValue();
            case null, default -> throw bad(name, "须为数字", "must be a number");
        };
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    int whole(String name) {
        double value = number(name);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw bad(name, "须为整数", "must be a whole number");
        }
        return (int) value;
    }

    int whole(String name, int otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    boolean truth(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (member(name) instanceof Boolean truth) {
            return truth;
        }
        throw bad(name, "须为 true 或 false", "must be true or false");
    }

    Instant time(String name) {
        try {
            return OffsetDateTime.parse(text(name)).toInstant();
        } catch (DateTimeParseException e) {
            throw bad(
                    name,
                    "须为带时区的时刻，如 2026-01-05T08:00:00+08:00",
                    "must be a time with its offset, such as 2026-01-05T08:00:00+08:00");
        }
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        if (has(name)) {
            for (var item : list(name)) {
                if (!(item instanceof String text)) {
                    throw bad(name, "须为文字的列表", "must be a list of texts");
                }
                texts.add(text);
            }
        }
        return texts;
    }

    List<?> list(String name) {
        if (member(name) instanceof List<?> list) {
            return list;
        }
        throw bad(name, "须为列表", "must be a list");
    }

    /** One number, or a list of them. */
    Hourly hourly(String name) {
        var value = member(name);
        var numbers = value instanceof List<?> list
                ? list.stream().mapToDouble(v -> number(name, v)).toArray()
                : new double[] {number(name, value)};
        return made(name, () -> Hourly.of(numbers));
    }

    Map<String, Double> numbers(String name) {
        var numbers = new LinkedHashMap<String, Double>();
        if (has(name)) {
            var part = part(name);
            part.members.keySet().forEach(key -> numbers.put(key, part.number(key)));
        }
        return numbers;
    }

    Set<String> names() {
        return members.keySet();
    }

    Part part(String name) {
        return of(where.isEmpty() ? name : where + "." + name, member(name));
    }

    List<Part> parts(String name) {
        var parts = new ArrayList<Part>();
        for (var item : list(name)) {
            parts.add(of((where.isEmpty() ? "" : where + ".") + name + "[" + parts.size() + "]", item));
        }
        return parts;
    }

    private static Part of(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw Refusal.invalid("须为对象", "must be an object").at(where);
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, member) -> members.put(String.valueOf(key), member));
        return new Part(where, members);
    }

    /** What is made of the members; a value that cannot be is refused with its place. */
    <T> T made(String name, Supplier<T> make) {
        try {
            return make.get();
        } catch (BadValue e) {
            var said = BadValue.said(e); // "field: what is wrong", the field alike in both languages
            var field = FIELD.matcher(said.en());
            throw field.lookingAt()
                    ? bad(
                            field.group(1),
                            said.zh().substring(field.end()),
                            said.en().substring(field.end()))
                    : bad(name, said.zh(), said.en());
        }
    }

    <T> T done(Supplier<T> make) {
        for (var name : members.keySet()) {
            if (!read.contains(name)) {
                throw bad(Limits.cut(name), "没有这一项", "there is no such member");
            }
        }
        return made("", make);
    }
}
