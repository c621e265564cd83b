package zhiheng.gateway.contain;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text and what it says when the usual disguises are taken off: percent signs, entities, escapes, Base64, hex, ROT13, backwards. */
final class Variants {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{12,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[ :]?){8,}");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern NUMBERED =
            Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));?|\\\\u\\{?([0-9a-fA-F]{4,6})\\}?");
    private static final int MOST_DECODED = 200;
    /** Base64 in Base64, and once more. */
    private static final int DEEPEST = 3;

    private Variants() {}

    /** The text itself first, then what it says decoded. */
    static List<String> decoded(String text) {
        var all = new ArrayList<String>();
        add(text, DEEPEST, all);
        return all;
    }

    /** As {@link #decoded}, and rotated and backwards, which undo themselves: one of two texts that are compared is enough. */
    static List<String> all(String text) {
        var all = decoded(text);
        var rotated = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            rotated.append(rot13(text.charAt(i)));
        }
        all.add(rotated.toString());
        all.add(new StringBuilder(text).reverse().toString());
        return all;
    }

    private static void add(String text, int depth, List<String> all) {
        all.add(text);
        if (depth == 0 || all.size() > MOST_DECODED) {
            return;
        }
        var plain = numbered(percent(text));
        if (!plain.equals(text)) {
            add(plain, depth - 1, all);
        }
        decoded(BASE64, text, Variants::base64, depth, all);
        decoded(HEX, text, Variants::hex, depth, all);
    }

    private interface Decoder {
        byte[] decode(String token);
    }

    private static void decoded(Pattern pattern, String text, Decoder decoder, int depth, List<String> all) {
        var tokens = pattern.matcher(text);
        while (tokens.find() && all.size() <= MOST_DECODED) {
            var words = words(decoder, tokens.group());
            if (words != null) {
                add(words, depth - 1, all);
            }
        }
    }

    /** Null when it is nothing that reads as text. */
    private static @Nullable String words(Decoder decoder, String token) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoder.decode(token)))
                    .toString();
            return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t') ? text : null;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }

    private static byte[] base64(String token) {
        var bare = token.replace('-', '+').replace('_', '/').replace("=", "");
        return Base64.getDecoder().decode(bare.length() % 4 == 1 ? bare.substring(1) : bare);
    }

    private static byte[] hex(String token) {
        return HexFormat.of().parseHex(token.replaceAll("[ :]", ""));
    }

    private static String percent(String text) {
        return PERCENT.matcher(text).replaceAll(m -> {
            var words = words(coded -> HexFormat.of().parseHex(coded.replace("%", "")), m.group());
            return java.util.regex.Matcher.quoteReplacement(words == null ? m.group() : words);
        });
    }

    private static String numbered(String text) {
        return NUMBERED.matcher(text).replaceAll(m -> {
            int code = m.group(1) != null
                    ? Integer.parseInt(m.group(1), 16)
                    : m.group(2) != null ? Integer.parseInt(m.group(2)) : Integer.parseInt(m.group(3), 16);
            return java.util.regex.Matcher.quoteReplacement(
                    Character.isValidCodePoint(code) && code != 0 ? Character.toString(code) : m.group());
        });
    }

    private static char rot13(char c) {
        char base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
        return base == 0 ? c : (char) (base + (c - base + 13) % 26);
    }
}
