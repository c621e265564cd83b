package zhiheng.gateway.contain;

import zhiheng.gateway.inspect.Normal;

/**
 * A text as it is compared: its letters and digits alone, folded, so that neither spacing nor punctuation, case, width or lookalikes
 * make two of one. A Chinese character stands twice, since it says about as much as two letters.
 */
final class Squashed {
    private Squashed() {}

    static String of(String text) {
        return letters(Normal.folded(text));
    }

    private static String letters(String folded) {
        var out = new StringBuilder(folded.length());
        folded.codePoints().filter(Character::isLetterOrDigit).forEach(c -> {
            out.appendCodePoint(c);
            if (Character.isIdeographic(c)) {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
