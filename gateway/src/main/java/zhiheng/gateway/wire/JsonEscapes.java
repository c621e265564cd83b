package zhiheng.gateway.wire;

/**
 * Writes characters of a JSON text plainly that stand there as {@code \}{@code uXXXX} without need (RFC 8259, section 7). Models write
 * Chinese arguments of tools so, and digits can be written so as well: what is inspected must be what the reader of the JSON will see.
 * The text stays the same JSON. Takes it in pieces.
 */
final class JsonEscapes {
    private static final int ESCAPE = 6;

    private String pending = "";
    /** Whether the last character that went out was a backslash that escapes the next. */
    private boolean escaping;

    static String plain(String json) {
        if (json.indexOf("\\u") < 0) {
            return json;
        }
        var escapes = new JsonEscapes();
        return escapes.push(json) + escapes.rest();
    }

    /** @return what is certain by now */
    String push(String piece) {
        var text = pending.isEmpty() ? piece : pending + piece;
        pending = "";
        if (!escaping && text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaping || c != '\\') {
                escaping = false;
                out.append(c);
            } else if (i + 1 == text.length() || text.charAt(i + 1) == 'u' && i + ESCAPE > text.length()) {
                pending = text.substring(i);
                return out.toString();
            } else if (text.charAt(i + 1) == 'u') {
                out.append(one(text.substring(i, i + ESCAPE)));
                i += ESCAPE - 1;
            } else {
                escaping = true;
                out.append(c);
            }
        }
        return out.toString();
    }

    /** What was not certain and now is all there is. */
    String rest() {
        var rest = pending;
        pending = "";
        return rest;
    }

    private static String one(String escape) {
        for (int i = 2; i < ESCAPE; i++) {
            if (Character.digit(escape.charAt(i), 16) < 0) {
                return escape;
            }
        }
        char c = (char) Integer.parseInt(escape, 2, ESCAPE, 16);
        return c < ' ' || c == '"' || c == '\\' || c == 127 || Character.isSurrogate(c) ? escape : String.valueOf(c);
    }
}
