package zhiheng.cluster;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.Frame;

/** Streams of several systems that begin to leak, with what is not quite in order; and what one machine says to them. */
final class Sample {
    static final int PARTITIONS = 4;
    private static final long START = 1_790_000_000_000L;
    private static final long STEP = 60_000;

    private Sample() {}

    static List<Observation> observations(int systems, int each, long seed) {
        var random = new Random(seed);
        var all = new ArrayList<Observation>();
        for (int i = 0; i < each; i++) {
            for (int s = 0; s < systems; s++) {
                long time = START + i * STEP - (random.nextInt(10) == 0 ? random.nextInt(7_200_000) : 0);
                double rate = i < each / 2 ? .002 : .05 * (1 + s % 7);
                var attributes = random.nextInt(3) == 0
                        ? Map.of("interaction", "call-" + s + "-" + i)
                        : Map.<String, String>of();
                double value = random.nextDouble() < rate ? 1 : random.nextInt(500) == 0 ? Double.NaN : 0;
                all.add(new Observation(
                        "系统-" + s, s % 2 == 0 ? Leakage.CERTAIN : Leakage.OUTPUT, time, value, 1, attributes));
            }
        }
        return all;
    }

    /** Which partition a key is in. */
    static int partition(Observation o) {
        return Frame.part(o.key(), PARTITIONS);
    }

    /** What one machine says, by key, in order. */
    static Map<String, List<String>> alone(List<Observation> observations) {
        var watch = new Watch(Ready.live(ZoneOffset.UTC), Limits.DEFAULT);
        var alerts = new TreeMap<String, List<String>>();
        for (var o : observations) {
            for (var alert : watch.take(o)) {
                alerts.computeIfAbsent(Names.text(alert.key()), k -> new ArrayList<>())
                        .add(java.util.HexFormat.of().formatHex(AlertWire.write(alert)));
            }
        }
        return alerts;
    }
}
