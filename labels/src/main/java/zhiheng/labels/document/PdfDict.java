package zhiheng.labels.document;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.TextBytes;

/** The top level of a PDF dictionary: keys with their values as written. Nesting is skipped, not followed. */
final class PdfDict {
    private static final String DELIMITERS = "()<>[]{}/%";

    private final String text;
    private int at;

    /** @param end where the dictionary stopped */
    record Parsed(Map<String, String> values, int end) {}

    private PdfDict(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** @throws BadFile when no dictionary stands there */
    static Parsed parse(String text, int from) throws BadFile {
        var p = new PdfDict(text, from);
        p.blanks();
        if (!text.startsWith("<<", p.at)) {
            throw bad();
        }
        p.at += 2;
        var values = new LinkedHashMap<String, String>();
        while (true) {
            p.blanks();
            if (text.startsWith(">>", p.at)) {
                return new Parsed(values, p.at + 2);
            }
            if (p.peek() != '/') {
                throw bad();
            }
            String key = name(p.token());
            p.blanks();
            int start = p.at;
            p.value();
            values.put(key, text.substring(start, p.at));
        }
    }

    private void value() throws BadFile {
        if (peek() == '(') {
            string();
        } else if (peek() == '<' || peek() == '[') {
            nested();
        } else {
            String first = token();
            int back = at;
            if (first.matches("\\d{1,9}")) {
                blanks();
                String second = number();
                blanks();
                if (!second.isEmpty() && at < text.length() && text.charAt(at) == 'R') {
                    at++;
                    return;
                }
                at = back;
            }
        }
    }

    private String number() {
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private void nested() throws BadFile {
        int depth = 0;
        do {
            char c = peek();
            if (c == '(') {
                string();
            } else if (c == '%') {
                blanks();
            } else if (text.startsWith("<<", at) || c == '[') {
                depth++;
                at += c == '[' ? 1 : 2;
            } else if (text.startsWith(">>", at) || c == ']') {
                depth--;
                at += c == ']' ? 1 : 2;
            } else if (c == '<') {
                at = text.indexOf('>', at) + 1;
                if (at == 0) {
                    throw bad();
                }
            } else {
                at++;
            }
        } while (depth > 0);
    }

    private void string() throws BadFile {
        int depth = 0;
        do {
            char c = peek();
            at++;
            switch (c) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '\\' -> at++;
                default -> {}
            }
        } while (depth > 0);
    }

    private String token() throws BadFile {
        int from = at++;
        while (at < text.length() && text.charAt(at) > ' ' && DELIMITERS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at > text.length()) {
            throw bad();
        }
        return text.substring(from, at);
    }

    private void blanks() {
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '%')) {
            if (text.charAt(at) == '%') {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else {
                at++;
            }
        }
    }

    private char peek() throws BadFile {
        if (at >= text.length()) {
            throw bad();
        }
        return text.charAt(at);
    }

    /** A name with what {@code #} and two digits stand for (ISO 32000-1, 7.3.5): keys are the same however they are spelt. */
    static String name(String token) {
        int at = token.indexOf('#');
        if (at < 0) {
            return token;
        }
        var name = new StringBuilder(token.substring(0, at));
        for (; at < token.length(); at++) {
            int high =
                    token.charAt(at) == '#' && at + 2 < token.length() ? Character.digit(token.charAt(at + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(token.charAt(at + 2), 16);
            if (low < 0) {
                name.append(token.charAt(at));
            } else {
                name.append((char) (high << 4 | low));
                at += 2;
            }
        }
        return name.toString();
    }

    /** A name as it is written. */
    static String written(String name) {
        var token = new StringBuilder("/");
        for (char c : name.substring(1).toCharArray()) {
            if (c > ' ' && c < 0x7f && c != '#' && DELIMITERS.indexOf(c) < 0) {
                token.append(c);
            } else {
                token.append('#').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return token.toString();
    }

    private static BadFile bad() {
        return new BadFile("PDF 字典损坏", "a dictionary of the PDF is broken");
    }

    /** What a literal or hexadecimal string spells. */
    static String string(String raw) {
        var out = new StringBuilder();
        if (raw.startsWith("<")) {
            String hex = raw.replaceAll("[^0-9A-Fa-f]", "");
            hex = hex.length() % 2 == 0 ? hex : hex + "0"; // as ISO 32000-1, 7.3.4.3 says
            for (int i = 0; i < hex.length(); i += 2) {
                out.append((char) Integer.parseInt(hex, i, i + 2, 16));
            }
        } else if (raw.startsWith("(")) {
            for (int i = 1; i < raw.length() - 1; i++) {
                char c = raw.charAt(i);
                if (c != '\\' || i + 1 >= raw.length() - 1) {
                    out.append(c);
                    continue;
                }
                char e = raw.charAt(++i);
                if (e >= '0' && e <= '7') {
                    int octal = 0;
                    int k = 0;
                    for (; k < 3 && i + k < raw.length() && raw.charAt(i + k) >= '0' && raw.charAt(i + k) <= '7'; k++) {
                        octal = octal * 8 + raw.charAt(i + k) - '0';
                    }
                    i += k - 1;
                    out.append((char) (octal & 0xff));
                } else {
                    switch (e) {
                        case 'n' -> out.append('\n');
                        case 'r' -> out.append('\r');
                        case 't' -> out.append('\t');
                        case 'b' -> out.append('\b');
                        case 'f' -> out.append('\f');
                        case '\n' -> {}
                        case '\r' -> i += raw.charAt(i + 1) == '\n' ? 1 : 0;
                        default -> out.append(e);
                    }
                }
            }
        }
        byte[] bytes = TextBytes.bytes(out.toString());
        boolean utf16 = bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        return utf16
                ? new String(bytes, 2, bytes.length - 2, java.nio.charset.StandardCharsets.UTF_16BE)
                : TextBytes.meant(bytes);
    }
}
