package zhiheng.bench;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.rate.DeclaredRate;
import zhiheng.watch.rate.Guarded;
import zhiheng.watch.risk.Ready;

/**
 * What a watch over many keys takes of memory: the heap that is left after collection, with so many observations a key in an order by
 * chance. {@code watchKeys KEYS EACH [ready]}: a million keys and 20 each if absent; with {@code ready} all monitors that the server has for
 * leakage, else one guarded limit.
 */
public final class WatchKeysBench {
    private static final int COLLECTIONS = 3;

    private WatchKeysBench() {}

    public static void main(String[] args) throws InterruptedException {
        int keys = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        boolean ready = args.length > 2 && args[2].equals("ready");
        List<Monitor<?>> monitors = ready
                ? Ready.live(ZoneOffset.UTC)
                : List.of(new Monitor<>(
                        "limit", "answers.leak", new Guarded<>(new DeclaredRate(0.001, 1e5)), Monitor.Counts.EVENTS));
        String metric = monitors.getFirst().metric();
        long before = heap();
        var watch = new Watch(monitors, Limits.DEFAULT);
        var random = new SplittableRandom(7);
        long start = System.nanoTime();
        long alerts = 0;
        for (long i = 0; i < (long) keys * each; i++) {
            int key = i < keys ? (int) i : random.nextInt(keys);
            var attributes = i % 50 == 0 ? Map.of("interaction", "call-" + i) : Map.<String, String>of();
            double value = random.nextInt(2_000) == 0 ? 1 : 0;
            alerts += watch.take(new Observation("system-" + key, metric, i, value, 1, attributes))
                    .size();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long held = heap() - before;
        System.out.printf(
                Locale.ROOT,
                "%,d keys, %d observations each, %d monitors of %s: %,d MB of heap (wanted: 1,000 for a million), %,d bytes a key,"
                        + " %.0f observations/s, %d alerts%n",
                keys,
                each,
                monitors.stream().filter(m -> m.metric().equals(metric)).count(),
                metric,
                held / 1_000_000,
                held / keys,
                (double) keys * each / seconds,
                alerts);
        if (watch.counters().taken() == 0) {
            throw new IllegalStateException("nothing was taken");
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
