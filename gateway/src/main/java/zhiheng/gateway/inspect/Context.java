package zhiheng.gateway.inspect;

import java.util.Arrays;
import java.util.List;

/** Words before a number that say what it is. Words of Latin letters count as whole words only: no "tel" in "hotel". */
final class Context {
    private static final int REACH = 40;
    /** How far back a list of numbers is looked through for the words that say what they all are. */
    private static final int LIST = 120;

    private final List<String> words;

    private Context(List<String> words) {
        this.words = words;
    }

    static Context of(String... words) {
        return new Context(Arrays.stream(words).map(Normal::folded).toList());
    }

    /** Whether one of the words stands right before, without a gap. */
    boolean rightBefore(Window window, int position) {
        var text = window.before(position, REACH);
        for (var word : words) {
            if (text.endsWith(word)) {
                return true;
            }
        }
        return false;
    }

    boolean before(Window window, int position) {
        return in(text(window, position)) > 0;
    }

    /** What {@link #before} looks through. */
    static String text(Window window, int position) {
        return words(window.before(position, REACH));
    }

    /** Nothing where there are only figures and signs, as in long rows of them. */
    private static String words(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (CharKinds.is(text.charAt(i), CharKinds.LATIN) || text.charAt(i) >= 128) {
                return text;
            }
        }
        return "";
    }

    /** Where the last of the words ends in a text; 0 when there is none. */
    int in(String text) {
        int last = 0;
        if (text.isEmpty()) {
            return last;
        }
        for (var word : words) {
            int at = text.lastIndexOf(word);
            while (at >= 0 && at + word.length() > last && !isWhole(text, at, word)) {
                at = text.lastIndexOf(word, at - 1);
            }
            if (at >= 0) {
                last = Math.max(last, at + word.length());
            }
        }
        return last;
    }

    private static boolean isWhole(String text, int at, String word) {
        int end = at + word.length();
        return !(at > 0 && latin(word.charAt(0)) && latin(text.charAt(at - 1)))
                && !(end < text.length() && latin(word.charAt(word.length() - 1)) && latin(text.charAt(end)));
    }

    private static boolean latin(char c) {
        return CharKinds.is(c, CharKinds.LATIN);
    }

    /**
     * What is said of a number: the clause before it, or before the list of numbers that it stands in. "Serial numbers: 17, 18" says
     * the same of 18 as of 17.
     */
    static String clause(Window window, int position) {
        int at = position;
        while (at > position - LIST && isListed(window.at(at - 1))) {
            at--;
        }
        var text = words(window.before(at, REACH));
        int start = text.length();
        while (start > 0 && "。！？；;!?\n,，".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start);
    }

    /** Digits, and what stands between a word and a number or between numbers. */
    private static boolean isListed(char c) {
        return c >= '0' && c <= '9' || " ,，、.-/:：+()#\"'=[]\n\r".indexOf(c) >= 0;
    }
}
