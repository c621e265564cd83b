package zhiheng.drills.plant;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A text as terms: words in small letters, and each Chinese character. */
final class Terms {
    private Terms() {}

    static List<String> of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var terms = new ArrayList<String>();
        var word = new StringBuilder();
        for (var points = plain.codePoints().iterator(); points.hasNext(); ) {
            int point = points.nextInt();
            if (Character.isLetterOrDigit(point) && !Character.isIdeographic(point)) {
                word.appendCodePoint(point);
                continue;
            }
            if (!word.isEmpty()) {
                terms.add(word.toString());
                word.setLength(0);
            }
            if (Character.isIdeographic(point)) {
                terms.add(Character.toString(point));
            }
        }
        if (!word.isEmpty()) {
            terms.add(word.toString());
        }
        return terms;
    }

    /** Runs of {@code length} terms, by their hash: two that differ may share one, once in some billions. */
    static List<Integer> shingles(String text, int length) {
        var terms = of(text);
        var shingles = new ArrayList<Integer>();
        for (int i = 0; i + length <= terms.size(); i++) {
            shingles.add(terms.subList(i, i + length).hashCode());
        }
        return shingles;
    }

    static Set<Integer> kinds(String text, int length) {
        return new HashSet<>(shingles(text, length));
    }
}
