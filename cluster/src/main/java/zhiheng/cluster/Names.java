package zhiheng.cluster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Key;
import zhiheng.watch.wire.ObservationWire;
import zhiheng.watch.wire.Unreadable;

/**
 * The names of keys by the bytes in front of an observation, so that a stream's names are decoded and hashed once and not with each of its
 * observations. A table without chains: names that fall on one place displace each other, which costs time and nothing else.
 */
final class Names {
    private static final int SIZE = 1 << 15;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable Name[] known = new Name[SIZE];

    /**
     * A key.
     *
     * @param front of an observation: version, metric, system
     * @param text metric, zero, system: what Flink partitions by; no metric has a zero in it
     * @param group the part of the keys that Flink moves as one
     */
    record Name(byte[] front, String text, Key key, int group) {
        /** The slot of several to which Flink gives the states of the key. */
        int slot(int slots) {
            return KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(WatchJob.KEY_GROUPS, slots, group);
        }
    }

    static String text(Key key) {
        return key.metric() + '\0' + key.system();
    }

    static Key key(String text) {
        int zero = text.indexOf('\0');
        return new Key(text.substring(zero + 1), text.substring(0, zero));
    }

    /** @param bytes in which an observation lies between two places */
    Name of(byte[] bytes, int from, int to) throws Unreadable {
        int length = ObservationWire.keyBytes(bytes, from, to);
        int at = hash(bytes, from, from + length) & (SIZE - 1);
        var name = known[at];
        if (name == null || !Arrays.equals(name.front, 0, name.front.length, bytes, from, from + length)) {
            var key = ObservationWire.key(bytes, from, from + length);
            var text = text(key);
            name = new Name(
                    Arrays.copyOfRange(bytes, from, from + length),
                    text,
                    key,
                    KeyGroupRangeAssignment.assignToKeyGroup(text, WatchJob.KEY_GROUPS));
            known[at] = name;
        }
        return name;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = to - from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        for (; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 40);
    }
}
