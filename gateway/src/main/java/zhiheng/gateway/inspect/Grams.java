package zhiheng.gateway.inspect;

/** Cuts folded text into n-grams; blanks in a row count as one. */
final class Grams {
    /** Told of each n-gram by its slot in a {@link GramModel}. */
    interface Sink {
        void gram(int slot);
    }

    private final Sink sink;
    private long last;
    private int length;

    Grams(Sink sink) {
        this.sink = sink;
    }

    void take(char folded) {
        char c = folded <= ' ' ? ' ' : folded;
        if (c == ' ' && (last & 0xFFFF) == ' ') {
            return;
        }
        last = last << 16 | c;
        length = Math.min(length + 1, GramModel.LONGEST_GRAM);
        for (int n = 1; n <= length; n++) {
            sink.gram(GramModel.slot(n == 4 ? last : last & (1L << 16 * n) - 1, n));
        }
    }
}
