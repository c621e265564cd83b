package zhiheng.gateway.inspect;

/**
 * Cuts folded text into n-grams of characters, blanks in a row as one, and into words of ASCII letters and digits, each alone and with the
 * word before it.
 */
final class Grams {
    /** Told of each n-gram by its slot in a {@link GramModel}. */
    interface Sink {
        void gram(int slot);
    }

    private final Sink sink;
    private long last;
    private int length;
    private long word;
    private long wordBefore;

    Grams(Sink sink) {
        this.sink = sink;
    }

    void take(char folded) {
        char c = folded <= ' ' ? ' ' : folded;
        if (c == ' ' && (last & 0xFFFF) == ' ') {
            return;
        }
        if (Normal.alnum(c)) {
            word = longer(word, c);
        } else {
            endOfWord();
        }
        last = last << 16 | c;
        length = Math.min(length + 1, GramModel.LONGEST_GRAM);
        for (int n = 1; n <= length; n++) {
            sink.gram(GramModel.slot(n == 4 ? last : last & (1L << 16 * n) - 1, n));
        }
    }

    /** A word ends here, or the text. */
    void endOfWord() {
        if (word != 0) {
            sink.gram(GramModel.slot(word, WORD));
            sink.gram(GramModel.slot(two(wordBefore, word), WORD));
            wordBefore = word;
            word = 0;
        }
    }

    /** Stands for a length in {@link GramModel#slot}. */
    static final int WORD = 7;

    /** How many n-grams the end of a word adds. */
    static final int OF_WORD = 2;

    static long longer(long word, char c) {
        return word * 0x100000001B3L + c;
    }

    static long two(long before, long word) {
        return before * 0x9E3779B1L ^ word;
    }
}
