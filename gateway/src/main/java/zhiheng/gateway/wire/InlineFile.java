package zhiheng.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A file that stands in a call as base64, bare or as a {@code data:} address (RFC 2397). */
sealed interface InlineFile {
    /** Text in UTF-8. @param head what stands before the base64 */
    record Words(String head, String text) implements InlineFile {
        String with(String words) {
            return head + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A picture, a sound or a film by its first bytes: there are no words in it that an inspector could read. */
    record Media() implements InlineFile {}

    /** What nobody here can read. @param type as it calls itself; {@code isFile} false where it is no base64 at all */
    record Unknown(String type, boolean isFile) implements InlineFile {}

    /** First bytes of what is shown or played, at their place. */
    List<String> BEGINNINGS = List.of(
            "\u0089PNG",
            "\u00ff\u00d8\u00ff",
            "GIF8",
            "BM",
            "ID3",
            "\u00ff\u00fb",
            "\u00ff\u00f3",
            "\u00ff\u00f2",
            "OggS",
            "fLaC",
            "\u001aE\u00df\u00a3",
            "II*\0",
            "MM\0*");

    static InlineFile of(String value) {
        var head = "";
        var type = "";
        if (value.startsWith("data:")) {
            int comma = value.indexOf(',');
            if (comma < 0 || comma > 200 || !value.substring(0, comma).endsWith(";base64")) {
                return new Unknown("", false);
            }
            head = value.substring(0, comma + 1);
            type = value.substring(5, comma - 7);
        }
        var rest = value.substring(head.length());
        byte[] bytes;
        try {
            bytes = decode(rest);
        } catch (IllegalArgumentException e) {
            return new Unknown(type, false);
        }
        if (isMedia(bytes)) {
            return new Media();
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0 && !text.startsWith("%PDF")) {
                return new Words(head, text);
            }
        } catch (CharacterCodingException e) {
            // then it is no text
        }
        return new Unknown(type, true);
    }

    private static byte[] decode(String base64) {
        var url = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
        return (url ? Base64.getUrlDecoder() : Base64.getMimeDecoder()).decode(checked(base64));
    }

    private static String checked(String base64) {
        if (!isBase64(base64)) {
            throw new IllegalArgumentException("no base64");
        }
        return base64;
    }

    static boolean isBase64(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+/=_-\r\n".indexOf(c) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMedia(byte[] bytes) {
        var first = new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1);
        return BEGINNINGS.stream().anyMatch(first::startsWith)
                || first.startsWith("RIFF")
                || first.startsWith("ftyp", 4)
                || first.startsWith("FORM");
    }
}
