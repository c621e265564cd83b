package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Tally.Fate;

/**
 * Monitors over many streams. Not safe for use by two threads: give each thread the keys that hash to it, as a stream engine does.
 * A restart of the process continues from {@link #write} and {@link #read} as though it had not been.
 */
public final class Watch {
    private final Map<String, List<Monitor<?>>> monitors;
    private final Limits limits;
    /** Least recently used first, so that an idle stream that can make room is found at once. */
    private final LinkedHashMap<Key, KeyWatch> keys = new LinkedHashMap<>(16, .75f, true);

    private Tally tally = new Tally();

    public Watch(List<Monitor<?>> monitors, Limits limits) {
        this.limits = limits;
        this.monitors = byMetric(monitors);
    }

    /** Monitors by the metric that they take, in the order in which a key's state holds their streams. */
    public static Map<String, List<Monitor<?>>> byMetric(List<Monitor<?>> monitors) {
        if (monitors.stream().map(Monitor::id).distinct().count() != monitors.size()) {
            throw new IllegalArgumentException("two monitors have one id");
        }
        var byMetric = new LinkedHashMap<String, List<Monitor<?>>>();
        for (var monitor : monitors) {
            byMetric.computeIfAbsent(monitor.metric(), m -> new ArrayList<>()).add(monitor);
        }
        return byMetric;
    }

    /** Takes one observation in. @return the alerts that it raised, mostly none */
    public List<Alert> take(Observation o) {
        tally.count(Fate.SEEN);
        var wanted = monitors.get(o.metric());
        if (wanted == null) {
            tally.count(Fate.UNMONITORED);
            return List.of();
        }
        if (KeyWatch.isBad(o)) {
            tally.count(Fate.BAD);
            return List.of();
        }
        var key = of(o, wanted);
        if (key == null) {
            tally.count(Fate.REFUSED);
            return List.of();
        }
        var alerts = new ArrayList<Alert>(0);
        key.take(o, limits, tally, alerts::add);
        return alerts;
    }

    private @Nullable KeyWatch of(Observation o, List<Monitor<?>> wanted) {
        var key = o.key();
        var known = keys.get(key);
        if (known != null) {
            return known;
        }
        if (keys.size() >= limits.keys() && !evictIdle(o.time())) {
            return null;
        }
        var fresh = KeyWatch.start(wanted);
        keys.put(key, fresh);
        return fresh;
    }

    /** Idle as seen from the streams in use: a new name's own time is not proof that time has passed. */
    private boolean evictIdle(long time) {
        var oldest = keys.firstEntry();
        var latest = keys.lastEntry();
        if (oldest == null || latest == null) {
            return false;
        }
        long now = Math.min(time, latest.getValue().newest());
        if (now - oldest.getValue().newest() <= limits.idle().toMillis()) {
            return false;
        }
        keys.pollFirstEntry();
        tally.count(Fate.EVICTED);
        return true;
    }

    public Counters counters() {
        return tally.counters();
    }

    /** Writes all states, so that {@link #read} with the same monitors goes on where this one stopped. */
    public void write(DataOutput out) throws IOException {
        StateFile.head(out, tally, keys.size());
        for (var entry : keys.entrySet()) {
            StateFile.name(out, entry.getKey());
            entry.getValue().write(out);
        }
    }

    /** Takes over what {@link #write} wrote. @throws IOException when it was written by other monitors or is damaged */
    public void read(DataInput in) throws IOException {
        keys.clear();
        tally = StateFile.read(monitors, in, keys::put);
    }
}
