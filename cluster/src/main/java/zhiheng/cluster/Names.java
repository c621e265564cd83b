package zhiheng.cluster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
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
     */
    record Name(byte[] front, String text, Key key) {}

    static String text(Key key) {
        return key.metric() + '\0' + key.system();
    }

    static Key key(String text) {
        int zero = text.indexOf('\0');
        return new Key(text.substring(zero + 1), text.substring(0, zero));
    }

    Name of(byte[] observation) throws Unreadable {
        int length = ObservationWire.keyBytes(observation, 0, observation.length);
        int at = hash(observation, length) & (SIZE - 1);
        var name = known[at];
        if (name == null || !Arrays.equals(name.front, 0, name.front.length, observation, 0, length)) {
            var key = ObservationWire.key(observation, 0, length);
            name = new Name(Arrays.copyOf(observation, length), text(key), key);
            known[at] = name;
        }
        return name;
    }

    private static int hash(byte[] bytes, int length) {
        long hash = length;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(bytes, i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        for (; i < length; i++) {
            hash = (hash ^ bytes[i]) * 0x9E3779B97F4A7C15L;
        }
        return (int) (hash >>> 40);
    }
}
