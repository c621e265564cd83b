package zhiheng.base;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value (RFC 8259) strictly: nothing before or after it, no member twice (RFC 8259 section 4 leaves those to
 * chance), no half characters, bounded depth, names, strings and numbers. Objects become maps in the order written, arrays
 * lists; a whole number that fits becomes a Long, any other number a BigDecimal.
 *
 * <p>What is refused is a {@link JsonException} with line and column.
 */
public final class JsonReader {
    /**
     * How much one value may be.
     *
     * @param depth levels of objects and arrays, so that a hostile body cannot exhaust the stack
     * @param string characters of one string
     * @param name characters of a member's name
     * @param number characters of one number, since reading long ones costs more than their length
     */
    public record Limits(int depth, int string, int name, int number) {
        /** For what people and programs send in. */
        public static final Limits BODY = new Limits(20, 20_000, 200, 40);

        /** For the project's own records, which may hold whole texts. */
        public static final Limits RECORD = new Limits(64, Integer.MAX_VALUE, 10_000, 1_000);
    }

    private final String text;
    private final Limits limits;
    private int at;

    private JsonReader(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    /** The one value in {@code text}. */
    public static @Nullable Object read(String text, Limits limits) {
        var reader = new JsonReader(text, limits);
        var value = reader.value(1);
        reader.space();
        if (reader.at != text.length()) {
            throw reader.bad("其后不应有内容", "nothing may follow");
        }
        return value;
    }

    /** The one object in {@code text}. */
    public static Map<String, @Nullable Object> object(String text, Limits limits) {
        var value = read(text, limits);
        if (value instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked") // the reader makes no other maps
            var map = (Map<String, @Nullable Object>) value;
            return map;
        }
        throw new JsonException(1, 1, new Text("须为对象", "an object is wanted"));
    }

    private @Nullable Object value(int depth) {
        space();
        if (depth > limits.depth) {
            throw bad("嵌套超过" + limits.depth + "层", "nested deeper than " + limits.depth);
        }
        char c = peek();
        return switch (c) {
            case '{' -> members(depth);
            case '[' -> items(depth);
            case '"' -> string(limits.string);
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members(int depth) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        at++;
        space();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            space();
            int nameAt = at;
            if (peek() != '"') {
                throw bad("此处须为字段名", "a member's name is wanted here");
            }
            var name = string(limits.name);
            if (map.containsKey(name)) {
                at = nameAt;
                throw bad("字段“" + name + "”重复", "duplicate member '" + name + "'");
            }
            space();
            expect(':');
            map.put(name, value(depth + 1));
            space();
            if (peek() == '}') {
                at++;
                return map;
            }
            expect(',');
        }
    }

    private List<@Nullable Object> items(int depth) {
        var list = new ArrayList<@Nullable Object>();
        at++;
        space();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return list;
            }
            expect(',');
        }
    }

    private String string(int most) {
        int from = at++;
        skipPlain(most);
        if (at < text.length() && text.charAt(at) == '"') {
            return text.substring(from + 1, at++);
        }
        var out = new StringBuilder(text.substring(from + 1, at));
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (out.length() >= most) {
                at = from;
                throw bad("文本超过" + most + "个字符", "longer than " + most + " characters");
            }
            if (c < 0x20) {
                throw bad("文本内有控制字符", "a control character inside a string");
            }
            if (c == '\\') {
                out.append(escaped());
            } else if (Json.isLoneSurrogate(text, at)) {
                throw bad("半个字符", "half a character (lone surrogate)");
            } else {
                out.append(c);
                at++;
            }
        }
    }

    /** Passes characters that stand for themselves, {@code most} at most: nearly all strings are nothing else. */
    private void skipPlain(int most) {
        int end = (int) Math.min(text.length(), (long) at + most);
        while (at < end && isPlain(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c);
    }

    private char escaped() {
        at++;
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> {
                at--;
                throw bad("未知转义", "unknown escape");
            }
        };
    }

    private char unit() {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            if (!HexFormat.isHexDigit(peek())) {
                throw bad("\\u 之后须有四位十六进制数", "\\u wants four hexadecimal digits");
            }
            code = code * 16 + HexFormat.fromHexDigit(peek());
        }
        return (char) code;
    }

    private @Nullable Object literal(String name, @Nullable Object value) {
        if (!text.startsWith(name, at)) {
            throw noValue();
        }
        at += name.length();
        return value;
    }

    /** RFC 8259 section 6. */
    private Number number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        boolean whole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            whole = false;
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        if (at - from > limits.number) {
            at = from;
            throw bad("数字超过" + limits.number + "个字符", "a number of more than " + limits.number + " characters");
        }
        var written = text.substring(from, at);
        try {
            return whole && written.length() <= 18 ? Long.valueOf(written) : new BigDecimal(written);
        } catch (ArithmeticException | NumberFormatException e) { // an exponent beyond what a BigDecimal holds
            at = from;
            throw bad("数字过大", "the number is out of range");
        }
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at) {
            throw noValue();
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad("内容不完整", "it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw bad("此处须为“" + wanted + "”", "'" + wanted + "' is wanted here");
        }
        at++;
    }

    private JsonException noValue() {
        return bad("此处须为值", "a value is wanted here");
    }

    private JsonException bad(String zh, String en) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            column++;
            if (text.charAt(i) == '\n') {
                line++;
                column = 1;
            }
        }
        return new JsonException(line, column, new Text(zh, en));
    }
}
