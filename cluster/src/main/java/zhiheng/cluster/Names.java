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
 * observations. A table with two places for each and no chains: of three names that fall there one is displaced, which costs time and nothing
 * else.
 */
final class Names {
    private static final int SIZE = 1 << 15;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final @Nullable Name[] known = new Name[SIZE];

    /** A key: what is in front of its observations (version, metric, system), what Flink partitions by, and the part of keys it is in. */
    static final class Name {
        final byte[] front;
        final String text;
        final Key key;
        final int group;
        /** What {@link WatchOperator} holds of it. */
        WatchOperator.@Nullable Hot hot;

        private Name(byte[] front, Key key) {
            this.front = front;
            this.key = key;
            text = text(key);
            group = KeyGroupRangeAssignment.assignToKeyGroup(text, WatchJob.KEY_GROUPS);
        }

        /** The slot of several to which Flink gives the states of the key. */
        int slot(int slots) {
            return KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(WatchJob.KEY_GROUPS, slots, group);
        }

        private boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(front, 0, front.length, bytes, from, to);
        }
    }

    /** Metric, zero, system; no metric has a zero in it. */
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
        int end = from + length;
        int at = hash(bytes, from, end) & (SIZE - 1);
        var first = known[at];
        if (first != null && first.is(bytes, from, end)) {
            return first;
        }
        var second = known[at ^ 1];
        if (second != null && second.is(bytes, from, end)) {
            return second;
        }
        var name = new Name(Arrays.copyOfRange(bytes, from, end), ObservationWire.key(bytes, from, end));
        known[first == null ? at : at ^ 1] = name;
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
        // mixed once more: without it half of all names that differ in their last digits alone share a place
        hash = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        return (int) ((hash ^ (hash >>> 29)) >>> 40);
    }
}
