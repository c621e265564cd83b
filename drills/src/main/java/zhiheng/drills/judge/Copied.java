package zhiheng.drills.judge;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** How much of a protected text stands in an answer: nearly the same counts as the same. */
final class Copied {
    private static final int PIECE_HAN = 6;
    private static final int PIECE_LETTERS = 24;
    private static final double SHARE = .5;
    private static final int RUN_HAN = 40;
    private static final int RUN_LETTERS = 160;

    private Copied() {}

    /** Half of its pieces, or a long run of it word for word: letters and digits alone are compared. */
    static boolean in(String answer, String text) {
        var a = plain(answer);
        var t = plain(text);
        boolean han = t.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        int piece = Math.min(han ? PIECE_HAN : PIECE_LETTERS, Math.max(1, t.length()));
        var there = pieces(a, piece);
        var of = pieces(t, piece);
        long same = of.stream().filter(there::contains).count();
        return !of.isEmpty() && same >= SHARE * of.size() || run(a, t) >= (han ? RUN_HAN : RUN_LETTERS);
    }

    private static String plain(String text) {
        var plain = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static Set<String> pieces(String text, int size) {
        var pieces = new HashSet<String>();
        for (int i = 0; i + size <= text.length(); i++) {
            pieces.add(text.substring(i, i + size));
        }
        return pieces;
    }

    /** The longest run that both have, row by row. */
    private static int run(String a, String b) {
        var before = new int[b.length() + 1];
        int longest = 0;
        for (int i = 1; i <= a.length(); i++) {
            var now = new int[b.length() + 1];
            for (int j = 1; j <= b.length(); j++) {
                if (a.charAt(i - 1) == b.charAt(j - 1)) {
                    now[j] = before[j - 1] + 1;
                    longest = Math.max(longest, now[j]);
                }
            }
            before = now;
        }
        return longest;
    }
}
