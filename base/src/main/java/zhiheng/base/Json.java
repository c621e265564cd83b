package zhiheng.base;

import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) of the project's own records and bodies. Writing is exact to the byte: one value has one text, whatever
 * the version of any library. Reading is strict, see {@link JsonReader}.
 */
public final class Json {
    private Json() {}

    /**
     * The text of a value: null, String, Boolean, Number, Map, Iterable; an enum by its name; dates and times by ISO 8601.
     *
     * @throws IllegalArgumentException for any other type, and for NaN and infinities, which JSON has not
     */
    public static String write(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case CharSequence text -> quote(out, text.toString());
            case Boolean truth -> out.append(truth);
            case Number number -> out.append(number(number));
            case Enum<?> constant -> quote(out, constant.name());
            case TemporalAccessor time -> quote(out, time.toString());
            case Map<?, ?> map -> object(out, map);
            case Iterable<?> list -> array(out, list);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static String number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("no JSON for " + number);
            }
        }
        return number instanceof BigDecimal big ? big.toString() : String.valueOf(number);
    }

    private static void object(StringBuilder out, Map<?, ?> map) {
        char before = '{';
        for (var member : inOneOrder(map).entrySet()) {
            quote(out.append(before), String.valueOf(member.getKey()));
            write(out.append(':'), member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    /** Map.of and HashMap hand their members out otherwise in each run of the program: those are written by name. */
    private static Map<?, ?> inOneOrder(Map<?, ?> map) {
        if (map.size() < 2 || map instanceof SequencedMap || map instanceof EnumMap) {
            return map;
        }
        var byName = new TreeMap<Object, @Nullable Object>(Comparator.comparing(String::valueOf));
        byName.putAll(map);
        return byName;
    }

    private static void array(StringBuilder out, Iterable<?> list) {
        char before = '[';
        for (var item : list) {
            write(out.append(before), item);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    /** Appends {@code value} as a JSON string. Control characters and halves of characters are escaped, all else is as it is. */
    public static void quote(StringBuilder out, String value) {
        out.append('"');
        int from = 0; // of what stands for itself, and is taken over in one piece
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean marks = c == '"' || c == '\\';
            if (marks || c < 0x20 || c == 0x7f || isLoneSurrogate(value, i)) {
                out.append(value, from, i).append(marks ? "\\" : "\\u");
                out.append(marks ? String.valueOf(c) : HexFormat.of().toHexDigits(c));
                from = i + 1;
            }
        }
        out.append(value, from, value.length()).append('"');
    }

    /** Whether half a character stands at {@code i}: valid in a Java string, but in no UTF-8 text. */
    public static boolean isLoneSurrogate(CharSequence value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }
}
