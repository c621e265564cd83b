package zhiheng.ledger;

import java.util.HexFormat;

/**
 * The little of JSON that an entry needs: read a string, check that a value is well-formed (RFC 8259). More lenient than {@link
 * zhiheng.base.JsonReader}, for ever: entries that lie in a ledger may hold a member twice or long numbers.
 */
final class Json {
    /** Deeper nesting than this is refused, so that a hostile body cannot exhaust the stack. */
    static final int MAX_DEPTH = 64;

    private final String text;
    private int at;

    Json(String text) {
        this.text = text;
    }

    /** Throws IllegalArgumentException with position and reason unless {@code text} is exactly one JSON value. */
    static void check(String text) {
        var json = new Json(text);
        json.space();
        json.value(0);
        json.space();
        json.end();
    }

    void expect(String literal) {
        if (!text.startsWith(literal, at)) {
            throw bad("expected " + literal);
        }
        at += literal.length();
    }

    void end() {
        if (at != text.length()) {
            throw bad("nothing should follow");
        }
    }

    /** Reads one value and returns its text as written. */
    String raw() {
        int from = at;
        value(0);
        return text.substring(from, at);
    }

    String string() {
        expect("\"");
        var out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            } else if (c == '\\') {
                out.append(escape());
            } else if (c < 0x20) {
                throw bad("control character inside a string");
            } else if (zhiheng.base.Json.isLoneSurrogate(text, at - 1)) {
                throw bad("half a character (lone surrogate)");
            } else {
                out.append(c);
            }
        }
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    char h = next();
                    if (!HexFormat.isHexDigit(h)) {
                        throw bad("\\u needs four hexadecimal digits");
                    }
                    code = code * 16 + HexFormat.fromHexDigit(h);
                }
                yield (char) code;
            }
            default -> throw bad("unknown escape \\" + c);
        };
    }

    private void value(int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("nested deeper than " + MAX_DEPTH);
        }
        char c = peek();
        switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> expect("true");
            case 'f' -> expect("false");
            case 'n' -> expect("null");
            default -> number();
        }
    }

    private void object(int depth) {
        expect("{");
        space();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            space();
            string();
            space();
            expect(":");
            space();
            value(depth + 1);
            space();
            char c = next();
            if (c == '}') {
                return;
            } else if (c != ',') {
                throw bad("expected , or }");
            }
        }
    }

    private void array(int depth) {
        expect("[");
        space();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            space();
            value(depth + 1);
            space();
            char c = next();
            if (c == ']') {
                return;
            } else if (c != ',') {
                throw bad("expected , or ]");
            }
        }
    }

    private void number() {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (from == at) {
            throw bad("expected a value");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad("ends too early");
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private IllegalArgumentException bad(String reason) {
        return new IllegalArgumentException("character " + (at + 1) + ": " + reason);
    }
}
