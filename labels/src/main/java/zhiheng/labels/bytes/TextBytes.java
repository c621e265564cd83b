package zhiheng.labels.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Between bytes and text. Latin-1 is used as a view of bytes that gives every byte back. */
public final class TextBytes {
    private TextBytes() {}

    public static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A Latin-1 view read as what it means: UTF-8 where that is sound. */
    public static String meant(String latin1) {
        return meant(bytes(latin1));
    }

    public static String meant(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return latin1(bytes);
        }
    }

    /** The encoding that a byte order mark announces, if it is one of two bytes a character. */
    public static @Nullable Charset utf16(byte[] head) {
        int mark = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        return switch (mark) {
            case 0xfeff -> StandardCharsets.UTF_16BE;
            case 0xfffe -> StandardCharsets.UTF_16LE;
            default -> null;
        };
    }

    public static String xmlEscape(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    public static String xmlUnescape(String value) {
        if (value.indexOf('&') < 0) {
            return value;
        }
        var out = new StringBuilder(value.length());
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            int end = c == '&' ? value.indexOf(';', i) : -1;
            String entity = end > 0 && end - i <= 10 ? value.substring(i + 1, end) : "";
            int code = switch (entity) {
                case "quot" -> '"';
                case "apos" -> '\'';
                case "lt" -> '<';
                case "gt" -> '>';
                case "amp" -> '&';
                default -> numeric(entity);
            };
            if (code < 0) {
                out.append(c);
                i++;
            } else {
                out.appendCodePoint(code);
                i = end + 1;
            }
        }
        return out.toString();
    }

    private static int numeric(String entity) {
        try {
            int code = entity.startsWith("#x")
                    ? Integer.parseInt(entity.substring(2), 16)
                    : entity.startsWith("#") ? Integer.parseInt(entity.substring(1)) : -1;
            return Character.isValidCodePoint(code) ? code : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
