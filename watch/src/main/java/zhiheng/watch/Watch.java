package zhiheng.watch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Monitors over many streams. Not safe for use by two threads: give each thread the keys that hash to it, as a stream engine does.
 * A restart of the process continues from {@link #write} and {@link #read} as though it had not been.
 */
public final class Watch {
    private static final int VERSION = 4;
    private static final int MAX_ATTRIBUTES = 32;
    private static final int MAX_NAME_CHARS = 200;

    private final Map<String, List<Monitor<?>>> monitors = new LinkedHashMap<>();
    private final Limits limits;
    /** Least recently used first, so that an idle stream that can make room is found at once. */
    private final LinkedHashMap<Key, Streams> keys = new LinkedHashMap<>(16, .75f, true);

    private final long[] counted = new long[Count.values().length];

    private enum Count {
        SEEN,
        TAKEN,
        UNMONITORED,
        BAD,
        LATE,
        JUMPED,
        REFUSED,
        FAILED,
        REORDERED,
        EVICTED
    }

    /** The clock of a key and its streams, one for each monitor of its metric, in their order. */
    private record Streams(Clockwork clock, List<Stream<?>> list) {}

    public Watch(List<Monitor<?>> monitors, Limits limits) {
        this.limits = limits;
        for (var monitor : monitors) {
            this.monitors
                    .computeIfAbsent(monitor.metric(), m -> new ArrayList<>())
                    .add(monitor);
        }
        if (monitors.stream().map(Monitor::id).distinct().count() != monitors.size()) {
            throw new IllegalArgumentException("two monitors have one id");
        }
    }

    /** Takes one observation in. @return the alerts that it raised, mostly none */
    public List<Alert> take(Observation o) {
        count(Count.SEEN);
        var wanted = monitors.get(o.metric());
        if (wanted == null) {
            count(Count.UNMONITORED);
            return List.of();
        }
        if (isBad(o)) {
            count(Count.BAD);
            return List.of();
        }
        var streams = streams(o, wanted);
        if (streams == null) {
            count(Count.REFUSED);
            return List.of();
        }
        return switch (streams.clock.take(o.time(), limits)) {
            case LATE -> setAside(Count.LATE);
            case JUMPED -> setAside(Count.JUMPED);
            case FORWARD -> observe(o, streams);
            case REORDERED -> {
                count(Count.REORDERED);
                yield observe(at(o, streams.clock.newest()), streams);
            }
        };
    }

    private List<Alert> observe(Observation o, Streams streams) {
        var alerts = new ArrayList<Alert>(0);
        boolean failed = false;
        for (var stream : streams.list) {
            try {
                stream.take(o, alerts::add);
            } catch (IllegalArgumentException refused) {
                failed = true; // a detector checks a value before it changes its state
            }
        }
        count(failed ? Count.FAILED : Count.TAKEN);
        return alerts;
    }

    private List<Alert> setAside(Count why) {
        count(why);
        return List.of();
    }

    private @Nullable Streams streams(Observation o, List<Monitor<?>> wanted) {
        var key = o.key();
        var known = keys.get(key);
        if (known != null) {
            return known;
        }
        if (keys.size() >= limits.keys() && !evictIdle(o.time())) {
            return null;
        }
        var fresh = new Streams(
                new Clockwork(), wanted.stream().<Stream<?>>map(Stream::start).toList());
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
        long now = Math.min(time, latest.getValue().clock.newest());
        if (now - oldest.getValue().clock.newest() <= limits.idle().toMillis()) {
            return false;
        }
        keys.pollFirstEntry();
        count(Count.EVICTED);
        return true;
    }

    private void count(Count what) {
        counted[what.ordinal()]++;
    }

    private long counted(Count what) {
        return counted[what.ordinal()];
    }

    public Counters counters() {
        return new Counters(
                counted(Count.SEEN),
                counted(Count.TAKEN),
                counted(Count.UNMONITORED),
                counted(Count.BAD),
                counted(Count.LATE),
                counted(Count.JUMPED),
                counted(Count.REFUSED),
                counted(Count.FAILED),
                counted(Count.REORDERED),
                counted(Count.EVICTED));
    }

    private static Observation at(Observation o, long time) {
        return new Observation(o.system(), o.metric(), time, o.value(), o.weight(), o.attributes());
    }

    private static boolean isBad(Observation o) {
        return !Double.isFinite(o.value())
                || !Double.isFinite(o.weight())
                || o.weight() <= 0
                || o.system().length() > MAX_NAME_CHARS
                || o.attributes().size() > MAX_ATTRIBUTES;
    }

    /** Writes all states, so that {@link #read} with the same monitors goes on where this one stopped. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        for (long count : counted) {
            out.writeLong(count);
        }
        out.writeInt(keys.size());
        for (var entry : keys.entrySet()) {
            out.writeUTF(entry.getKey().system());
            out.writeUTF(entry.getKey().metric());
            entry.getValue().clock.write(out);
            for (var stream : entry.getValue().list) {
                stream.write(out);
            }
        }
    }

    /** Takes over what {@link #write} wrote. @throws IOException when it was written by other monitors or is damaged */
    public void read(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("states of version " + version + ", this program reads " + VERSION);
        }
        for (int i = 0; i < counted.length; i++) {
            counted[i] = in.readLong();
        }
        keys.clear();
        for (int left = in.readInt(); left > 0; left--) {
            var key = new Key(in.readUTF(), in.readUTF());
            var wanted = monitors.get(key.metric());
            if (wanted == null) {
                throw new IOException("no monitor takes the stored metric " + key.metric());
            }
            var clock = Clockwork.read(in);
            var list = new ArrayList<Stream<?>>();
            for (var monitor : wanted) {
                list.add(Stream.read(monitor, in));
            }
            keys.put(key, new Streams(clock, list));
        }
    }
}
