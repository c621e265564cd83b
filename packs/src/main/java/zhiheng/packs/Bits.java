package zhiheng.packs;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Sets of rules as words of bits. */
final class Bits {
    private Bits() {}

    static void set(long[] words, int bit) {
        words[bit >> 6] |= 1L << bit;
    }

    static boolean has(long[] words, int bit) {
        return (words[bit >> 6] & 1L << bit) != 0;
    }

    static void clear(long[] words, int bit) {
        words[bit >> 6] &= ~(1L << bit);
    }

    static void clearAll(long[] words) {
        Arrays.fill(words, 0);
    }

    static void each(long[] words, IntConsumer sink) {
        for (int w = 0; w < words.length; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                sink.accept(w * 64 + Long.numberOfTrailingZeros(rest));
            }
        }
    }
}
