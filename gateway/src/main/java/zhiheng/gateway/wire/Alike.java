package zhiheng.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream that was looked at whole, and those after it that differ from it in one string alone, byte for byte: of such an
 * event only that string is new. Most events of most streams are of this kind, and to read one as JSON costs ten times as much as
 * to see that it is.
 */
final class Alike {
    private final byte[] before;
    private final byte[] after;

    private Alike(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /**
     * What comes alike to an event.
     *
     * @param member the name of the string that may differ, which stands once in the event, and {@code words} its value there
     * @return null where the place of the words is not certain, as where anything is escaped
     */
    static @Nullable Alike of(byte[] event, String member, String words) {
        var text = new String(event, StandardCharsets.UTF_8);
        var begin = "\"" + member + "\":\"";
        int at = text.indexOf(begin);
        if (at < 0 || text.indexOf('\\') >= 0 || text.indexOf(member) != at + 1 || text.lastIndexOf(member) != at + 1) {
            return null;
        }
        int start = at + begin.length();
        if (!text.startsWith(words + "\"", start)) {
            return null;
        }
        return new Alike(utf8(text.substring(0, start)), utf8(text.substring(start + words.length())));
    }

    /** @return the words in which the event differs, null where it differs in more or they cannot be told with certainty */
    @Nullable
    String words(byte[] event) {
        int start = before.length;
        int end = event.length - after.length;
        if (end < start
                || !Arrays.equals(event, 0, start, before, 0, start)
                || !Arrays.equals(event, end, event.length, after, 0, after.length)) {
            return null;
        }
        boolean ascii = true;
        boolean escaped = false;
        for (int i = start; i < end; i++) {
            byte b = event[i];
            if (b == '"' && !escaped || b >= 0 && b < ' ') {
                return null;
            }
            ascii &= b > 0 && b != '\\';
            escaped = b == '\\' && !escaped;
        }
        if (escaped) {
            return null;
        }
        return ascii
                ? new String(event, start, end - start, StandardCharsets.ISO_8859_1)
                : decoded(new String(event, start, end - start, StandardCharsets.UTF_8));
    }

    /** @return null for broken UTF-8 and for rare escapes */
    private static @Nullable String decoded(String text) {
        if (text.indexOf('\uFFFD') >= 0) {
            return null;
        }
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char plain = plain(text.charAt(++i));
                if (plain == 0) {
                    return null;
                }
                out.append(plain);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char plain(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '"', '\\', '/' -> escape;
            default -> 0;
        };
    }

    /** The event with other words. */
    byte[] with(String words) {
        if (isPlain(words)) { // as nearly all are
            var plain = words.getBytes(StandardCharsets.ISO_8859_1);
            var event = Arrays.copyOf(before, before.length + plain.length + after.length);
            System.arraycopy(plain, 0, event, before.length, plain.length);
            System.arraycopy(after, 0, event, before.length + plain.length, after.length);
            return event;
        }
        var quoted = WireJson.MAPPER.writeValueAsBytes(words);
        var out = new ByteArrayOutputStream(before.length + quoted.length + after.length);
        out.write(before, 0, before.length);
        out.write(quoted, 1, quoted.length - 2);
        out.write(after, 0, after.length);
        return out.toByteArray();
    }

    /** Whether a text stands in JSON as it is, a byte a character. */
    private static boolean isPlain(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
