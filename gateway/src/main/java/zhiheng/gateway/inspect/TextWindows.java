package zhiheng.gateway.inspect;

import java.util.ArrayList;
import java.util.List;

/** Stretches of a text for a model that reads only so much at once. Each begins three quarters of one after the one before. */
public final class TextWindows {
    /** A window does not begin within a word that is no longer than this. */
    private static final int WORD = 24;

    private TextWindows() {}

    /** A stretch, in UTF-16 code units, end exclusive. */
    public record Span(int start, int end) {}

    /** @param size in UTF-16 code units; a window may be longer by what it takes not to cut a character or, at its beginning, a word */
    public static List<Span> of(String text, int size) {
        var spans = new ArrayList<Span>();
        int step = Math.max(1, size * 3 / 4);
        for (int start = 0; ; start += step) {
            int from = wordBegin(text, Math.min(start, text.length()));
            int to = whole(text, Math.min(text.length(), start + size));
            spans.add(new Span(from, to));
            if (to == text.length()) {
                return spans;
            }
        }
    }

    private static int wordBegin(String text, int at) {
        int from = whole(text, at);
        int begin = from;
        while (begin > 0 && from - begin < WORD && isOfWord(text.charAt(begin - 1)) && isOfWord(text.charAt(begin))) {
            begin--;
        }
        return from - begin < WORD ? begin : from;
    }

    /** Of a script whose words are written with blanks between them. */
    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) && !Character.isIdeographic(c);
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        boolean between = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return between ? at - 1 : at;
    }
}
