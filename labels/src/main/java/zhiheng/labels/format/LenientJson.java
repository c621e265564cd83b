package zhiheng.labels.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON that strangers wrote into files. The strict reader of {@code base} would refuse what real labels hold: a member
 * twice (the last one counts), unknown escapes, control characters, something behind the value. Objects become maps, arrays
 * lists, quoted text a String, everything else a {@link Bare}. Depth is bounded; what is still no JSON is an
 * {@link IllegalArgumentException}.
 */
public final class LenientJson {
    private static final int DEPTH = 16;

    /** A value without quotes: a number, true, false or null. */
    record Bare(String text) {}

    private final String text;
    private int at;

    private LenientJson(String text) {
        this.text = text;
    }

    public static Object parse(String text) {
        var json = new LenientJson(text);
        Object value = json.value(0);
        json.blanks();
        if (json.at != text.length()) {
            throw json.bad();
        }
        return value;
    }

    /** The value that begins at an offset, whatever follows it. */
    static Object prefix(String text, int from) {
        var json = new LenientJson(text);
        json.at = from;
        return json.value(0);
    }

    private Object value(int depth) {
        if (depth > DEPTH) {
            throw bad();
        }
        blanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> bare();
        };
    }

    private Map<String, Object> object(int depth) {
        var map = new LinkedHashMap<String, Object>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return map;
        }
        while (true) {
            blanks();
            if (peek() != '"') {
                throw bad();
            }
            String key = string();
            blanks();
            expect(':');
            map.put(key, value(depth + 1));
            blanks();
            if (peek() == '}') {
                at++;
                return map;
            }
            expect(',');
        }
    }

    private List<Object> array(int depth) {
        var list = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            blanks();
            if (peek() == ']') {
                at++;
                return list;
            }
            expect(',');
        }
    }

    private String string() {
        var out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw bad();
                }
                at += 4;
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> c;
        };
    }

    private Bare bare() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw bad();
        }
        return new Bare(text.substring(from, at));
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad();
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw bad();
        }
        at++;
    }

    private IllegalArgumentException bad() {
        return new IllegalArgumentException("no JSON at position " + at);
    }
}
