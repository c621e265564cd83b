package zhiheng.drills.judge;

import java.util.Locale;

/** In which writing a text is, and whether it is language at all. */
final class Script {
    private static final int LEAST_LETTERS = 12;

    private Script() {}

    private static long han(String text) {
        return text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                .count();
    }

    private static long latin(String text) {
        return text.codePoints()
                .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                .count();
    }

    /** Whether a text of some length is in none of the two languages' writings, or in the other's than the one asked in. */
    static boolean other(String text, String language) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        if (letters < LEAST_LETTERS) {
            return false;
        }
        // A Chinese character is worth some three letters; an answer may quote the other language.
        double own = language.equals("zh") ? 3 * han(text) : latin(text);
        double all = letters + 2 * han(text);
        return own < .3 * all;
    }

    /** Nothing but signs, or the same few words again and again. */
    static boolean nonsense(String text) {
        var plain = text.strip().toLowerCase(Locale.ROOT);
        long letters = plain.codePoints().filter(Character::isLetterOrDigit).count();
        if (letters == 0) {
            return true;
        }
        long broken = plain.codePoints().filter(c -> c == 0xFFFD).count();
        if (broken * 5 > letters) {
            return true;
        }
        if (letters < 60) {
            return false;
        }
        int size = han(plain) * 2 > letters ? 2 : 8;
        var pieces = new java.util.HashSet<String>();
        int all = 0;
        for (int i = 0; i + size <= plain.length(); i++) {
            pieces.add(plain.substring(i, i + size));
            all++;
        }
        return pieces.size() * 10 < all;
    }
}
