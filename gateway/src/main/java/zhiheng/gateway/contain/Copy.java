package zhiheng.gateway.contain;

import java.util.HashMap;
import java.util.Map;

/**
 * A few words, squashed, that are looked for in other texts, with a letter in five wrong, missing or too many: whoever passes on what
 * they were told to say writes it down nearly as it stood. Bit-parallel approximate search (Myers, A fast bit-vector algorithm, JACM 1999):
 * one step for each letter of the text, whatever the words are.
 */
final class Copy {
    /** What is shorter is a name, a date, a number; four Chinese characters or eight letters are words. */
    static final int LEAST = 8;
    /** As many as a machine word has bits. */
    static final int MOST = 64;

    private static final int LETTERS_AN_ERROR = 5;

    private final Map<Character, Long> places = new HashMap<>();
    private final long last;
    private final int length;

    /** @param words of {@link #LEAST} to {@link #MOST} letters */
    Copy(String words) {
        length = words.length();
        last = 1L << length - 1;
        for (int i = 0; i < length; i++) {
            places.merge(words.charAt(i), 1L << i, (a, b) -> a | b);
        }
    }

    boolean standsIn(CharSequence text) {
        int most = length / LETTERS_AN_ERROR;
        long more = -1;
        long less = 0;
        int errors = length;
        for (int i = 0; i < text.length(); i++) {
            long same = places.getOrDefault(text.charAt(i), 0L);
            long vertical = same | less;
            long across = ((same & more) + more ^ more) | same;
            long up = less | ~(across | more);
            long down = more & across;
            errors += (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            if (errors <= most) {
                return true;
            }
            up <<= 1;
            down <<= 1;
            more = down | ~(vertical | up);
            less = up & vertical;
        }
        return false;
    }
}
