package zhiheng.provenance.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Finds the fingerprints that differ in few bits, among many. Each is filed sixteen times, under each sixteen of its bits (Norouzi, Punjani
 * and Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014): two that differ in {@value #FAR} bits or fewer differ in
 * one bit or none of at least one sixteenth, so looking there, and under the sixteen neighbours, misses nothing. What was added since the
 * files were made is compared one by one, until it is many. Safe for several threads; a search sees all that was added before it.
 *
 * <p>Memory: 96 bytes each. Numbers are those in which they were added, from 0.
 */
public final class FingerprintIndex {
    /** The most bits in which a picture that was found may differ: what the makers of PDQ advise. */
    public static final int FAR = 31;

    private static final int PARTS = 16;
    private static final int VALUES = 1 << 16;
    private static final int FEW = 4_096;

    /** @param distance in bits */
    public record Hit(int number, int distance) {}

    private long[] words = new long[4 * FEW];
    private int size;
    private int[][] starts = new int[0][];
    private int[][] numbers = new int[0][];
    /** How many are filed. */
    private int filed;

    public synchronized int size() {
        return size;
    }

    /** @return its number */
    public synchronized int add(Fingerprint fingerprint) {
        if (4 * size == words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        words[4 * size] = fingerprint.d();
        words[4 * size + 1] = fingerprint.c();
        words[4 * size + 2] = fingerprint.b();
        words[4 * size + 3] = fingerprint.a();
        size++;
        if (size - filed > Math.max(FEW, filed / 8)) {
            file();
        }
        return size - 1;
    }

    private void file() {
        var newStarts = new int[PARTS][VALUES + 1];
        var newNumbers = new int[PARTS][size];
        for (int part = 0; part < PARTS; part++) {
            var start = newStarts[part];
            for (int i = 0; i < size; i++) {
                start[part(i, part) + 1]++;
            }
            for (int value = 0; value < VALUES; value++) {
                start[value + 1] += start[value];
            }
            var next = Arrays.copyOf(start, VALUES);
            for (int i = 0; i < size; i++) {
                newNumbers[part][next[part(i, part)]++] = i;
            }
        }
        starts = newStarts;
        numbers = newNumbers;
        filed = size;
    }

    private int part(int number, int part) {
        return (int) (words[4 * number + (part >> 2)] >>> 16 * (part & 3)) & 0xffff;
    }

    /**
     * The nearest, at most {@code most}, nearest first and older first.
     *
     * @param far the most bits in which they may differ, at most {@link #FAR}
     */
    public synchronized List<Hit> near(Fingerprint wanted, int far, int most) {
        if (far < 0 || far > FAR) {
            throw new IllegalArgumentException("between 0 and " + FAR + " bits");
        }
        var hits = new ArrayList<Hit>();
        var seen = new HashSet<Integer>();
        for (int part = 0; part < PARTS && filed > 0; part++) {
            int value = wanted.part(part);
            look(part, value, wanted, far, hits, seen);
            for (int bit = 0; bit < 16; bit++) {
                look(part, value ^ 1 << bit, wanted, far, hits, seen);
            }
        }
        for (int i = filed; i < size; i++) {
            int distance = distance(i, wanted);
            if (distance <= far) {
                hits.add(new Hit(i, distance));
            }
        }
        hits.sort(Comparator.comparingInt(Hit::distance).thenComparingInt(Hit::number));
        return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
    }

    private void look(int part, int value, Fingerprint wanted, int far, List<Hit> hits, HashSet<Integer> seen) {
        for (int i = starts[part][value]; i < starts[part][value + 1]; i++) {
            int number = numbers[part][i];
            int distance = distance(number, wanted);
            if (distance <= far && seen.add(number)) {
                hits.add(new Hit(number, distance));
            }
        }
    }

    private int distance(int number, Fingerprint wanted) {
        int at = 4 * number;
        return Long.bitCount(words[at] ^ wanted.d())
                + Long.bitCount(words[at + 1] ^ wanted.c())
                + Long.bitCount(words[at + 2] ^ wanted.b())
                + Long.bitCount(words[at + 3] ^ wanted.a());
    }
}
