package zhiheng.office.policy;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;

/**
 * How alike two texts are by their words: the share of runs of characters that they have in common (Jaccard), two characters of
 * Chinese, four of other scripts. It sees neither meaning nor negation, so it only proposes.
 */
public final class Likeness {
    /** Texts as alike as this are worth a person's look. */
    public static final double WORTH_A_LOOK = 0.4;

    /** 16 bands of two: of texts with half their runs in common 99 in 100 share a band, of those with a tenth 15. */
    private static final int BANDS = 16;

    private static final int HAN = 2;
    private static final int OTHER = 4;

    private final int[] runs;

    private Likeness(int[] runs) {
        this.runs = runs;
    }

    public static Likeness of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
        var points = plain.codePoints().toArray();
        var found = new TreeSet<Integer>();
        for (int i = 0; i < points.length; i++) {
            int length = Character.UnicodeScript.of(points[i]) == Character.UnicodeScript.HAN ? HAN : OTHER;
            if (i + length <= points.length) {
                int hash = 0;
                for (int k = i; k < i + length; k++) {
                    hash = 31 * hash + points[k];
                }
                found.add(hash);
            }
        }
        return new Likeness(found.stream().mapToInt(Integer::intValue).toArray());
    }

    /** From 0 to 1. */
    public double to(Likeness other) {
        if (runs.length == 0 || other.runs.length == 0) {
            return 0;
        }
        int common = 0;
        for (int run : runs) {
            if (Arrays.binarySearch(other.runs, run) >= 0) {
                common++;
            }
        }
        return common / (double) (runs.length + other.runs.length - common);
    }

    /** Marks under which texts that are alike are found (MinHash): those that share none are hardly alike. Empty for an empty text. */
    public long[] bands() {
        if (runs.length == 0) {
            return new long[0];
        }
        var bands = new long[BANDS];
        for (int b = 0; b < BANDS; b++) {
            bands[b] = mixed(least(2 * b) << 32 ^ least(2 * b + 1) ^ (long) b << 58);
        }
        return bands;
    }

    private long least(int seed) {
        long least = Long.MAX_VALUE;
        for (int run : runs) {
            least = Math.min(least, mixed(run + 0x9E3779B97F4A7C15L * (seed + 1)) >>> 32);
        }
        return least;
    }

    /** SplitMix64's last step. */
    private static long mixed(long z) {
        long x = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
