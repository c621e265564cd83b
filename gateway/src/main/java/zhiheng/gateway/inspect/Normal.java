package zhiheng.gateway.inspect;

import java.text.Normalizer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a character is taken for. Each code point is mapped on its own, whatever stands beside it, so that a text cut anywhere maps to
 * the same as the whole: NFKD with the combining marks left out (for matching that is NFKC and a little more), every space a space,
 * every dash a hyphen, every decimal digit an ASCII digit, invisible characters nothing.
 *
 * <p>{@link #fold} goes one step further, to lower case and from Cyrillic and Greek lookalikes to Latin letters.
 */
public final class Normal {
    /** Stands for a run of invisible characters that is too long to be looked through. Nothing matches it. */
    static final char BREAK = 0;

    static final char NOTHING = '\uFFFE';
    static final char SEVERAL = '\uFFFF';

    /** The two tables are filled as characters are met; two threads that meet one at once write the same. */
    private static final char[] PLAIN = new char[1 << 16];

    private static final char[] FOLD = new char[1 << 16];
    private static final Map<Integer, String> EXPANSIONS = new ConcurrentHashMap<>();
    private static final int MOST_EXPANSIONS = 20_000;

    /** Each lookalike with the letter it is taken for. */
    private static final String LOOKALIKES =
            "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwһhӏlґr" + "αaβbεeηnιiκkνvοoρpτtυuχxγyωwıiɑaɡgɩlʋvϲcϳjℓlƅb";

    private Normal() {}

    /** @return the character it stands for, {@link #NOTHING}, or {@link #SEVERAL}: then see {@link #expand} */
    static char plain(char c) {
        char known = PLAIN[c];
        if (known != 0) {
            return known;
        }
        var several = compute(c);
        char result = several.isEmpty() ? NOTHING : several.length() == 1 ? several.charAt(0) : SEVERAL;
        PLAIN[c] = result;
        return result;
    }

    static String expand(int codePoint) {
        var known = EXPANSIONS.get(codePoint);
        if (known != null) {
            return known;
        }
        var computed = compute(codePoint);
        if (EXPANSIONS.size() < MOST_EXPANSIONS) {
            EXPANSIONS.put(codePoint, computed);
        }
        return computed;
    }

    static char fold(char plain) {
        char known = FOLD[plain];
        if (known != 0) {
            return known;
        }
        char lower = Character.toLowerCase(plain);
        int like = lower < 128 ? -1 : LOOKALIKES.indexOf(lower);
        char result = like >= 0 ? LOOKALIKES.charAt(like + 1) : lower == '×' ? 'x' : lower;
        FOLD[plain] = result;
        return result;
    }

    private static String compute(int codePoint) {
        if (codePoint < 128) {
            return codePoint >= ' ' && codePoint < 127 || codePoint == '\n' || codePoint == '\r'
                    ? Character.toString(codePoint)
                    : codePoint == '\t' ? " " : "";
        }
        if (codePoint >= 0xD800 && codePoint < 0xE000 || (codePoint & 0xFFFE) == 0xFFFE) {
            return "";
        }
        var out = new StringBuilder();
        Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .codePoints()
                .forEach(part -> {
                    int digit = Character.digit(part, 10);
                    if (digit >= 0) {
                        out.append((char) ('0' + digit));
                        return;
                    }
                    switch (Character.getType(part)) {
                        case Character.SPACE_SEPARATOR -> out.append(' ');
                        case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append('\n');
                        case Character.DASH_PUNCTUATION -> out.append('-');
                        case Character.FORMAT,
                                Character.NON_SPACING_MARK,
                                Character.ENCLOSING_MARK,
                                Character.CONTROL -> {}
                        default -> {
                            if (part == 0x2212) {
                                out.append('-');
                            } else if (part != 0x115F && part != 0x1160 && part != 0x2800) {
                                out.appendCodePoint(part);
                            }
                        }
                    }
                });
        return out.toString();
    }

    /** A text as terms are kept. */
    public static String folded(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            var plain = expand(codePoint);
            for (int i = 0; i < plain.length(); i++) {
                out.append(fold(plain.charAt(i)));
            }
        });
        return out.toString();
    }

    /** The digit that a character stands for, Chinese numerals as read out one by one included; -1 when it is none. */
    static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if (c < 0x25CB) {
            return -1;
        }
        return switch (c) {
            case '〇', '零', '○' -> 0;
            case '一', '壹', '幺' -> 1;
            case '二', '贰', '貳' -> 2;
            case '三', '叁', '參' -> 3;
            case '四', '肆' -> 4;
            case '五', '伍' -> 5;
            case '六', '陆', '陸' -> 6;
            case '七', '柒' -> 7;
            case '八', '捌' -> 8;
            case '九', '玖' -> 9;
            default -> -1;
        };
    }

    /** Of a script that puts blanks between words. */
    static boolean spaced(char c) {
        if (c < 128) {
            return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
        return c < 0x0E00 && Character.isLetterOrDigit(c);
    }

    static boolean alnum(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** An ASCII letter in upper case; all else stays. */
    static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }
}
