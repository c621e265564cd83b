package zhiheng.bench;

import java.util.Arrays;
import java.util.Random;
import zhiheng.provenance.fingerprint.Fingerprint;
import zhiheng.provenance.fingerprint.FingerprintIndex;

/**
 * Finding a picture among many by its look: {@code ./zhiheng bench fingerprint [COUNT]}, by default ten million made-up fingerprints, on
 * one thread. Half of what is asked for is a stranger, half one of them with up to 31 bits changed, which must be found.
 */
public final class FingerprintBench {
    private static final int ASKED = 2_000;

    private FingerprintBench() {}

    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        var random = new Random(20261130);
        var index = new FingerprintIndex();
        var known = new Fingerprint[ASKED];
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            var next = any(random);
            index.add(next);
            if (i % Math.max(1, count / ASKED) == 0 && i / Math.max(1, count / ASKED) < ASKED) {
                known[i / Math.max(1, count / ASKED)] = next;
            }
        }
        System.out.printf("%,d fingerprints filed in %.1f s%n", count, (System.nanoTime() - begun) / 1e9);
        var micros = new double[ASKED];
        int missed = 0;
        for (int round = 0; round < 2; round++) { // the first warms up
            missed = 0;
            for (int i = 0; i < ASKED; i++) {
                boolean one = i % 2 == 0 && known[i] != null;
                var wanted = one ? changed(known[i], random) : any(random);
                long start = System.nanoTime();
                var hits = index.near(wanted, FingerprintIndex.FAR, 10);
                micros[i] = (System.nanoTime() - start) / 1e3;
                missed += one && hits.isEmpty() ? 1 : 0;
            }
        }
        Arrays.sort(micros);
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                "%n| fingerprints | p50, ms | p99, ms | missed of those that are there | heap, MB |%n|---:|---:|---:|---:|---:|%n| %,d | %.2f | %.2f | %d | %,d |%n",
                count, micros[ASKED / 2] / 1e3, micros[ASKED * 99 / 100] / 1e3, missed, used >> 20);
    }

    private static Fingerprint any(Random random) {
        return new Fingerprint(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong(), 100);
    }

    private static Fingerprint changed(Fingerprint of, Random random) {
        var words = new long[] {of.d(), of.c(), of.b(), of.a()};
        random.ints(0, 256).distinct().limit(random.nextInt(32)).forEach(bit -> words[bit >> 6] ^= 1L << (bit & 63));
        return new Fingerprint(words[3], words[2], words[1], words[0], of.quality());
    }
}
