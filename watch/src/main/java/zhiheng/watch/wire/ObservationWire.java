package zhiheng.watch.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.watch.Key;
import zhiheng.watch.Observation;

/**
 * One observation as bytes. Layout of version {@value #VERSION}: version (1 byte), metric and system (each: length in 2 bytes, UTF-8), time
 * (8 bytes, big-endian milliseconds), flags (1), then as they say: value (8), weight (8), attributes (number in 1 byte, then name and text of
 * each, in the order of names). One observation has one form: what could have been shorter, is not sorted or goes on is damaged.
 */
public final class ObservationWire {
    public static final int VERSION = 1;
    private static final int ZERO = 1;
    private static final int ONE = 2;
    private static final int WEIGHT = 4;
    private static final int ATTRIBUTES = 8;
    private static final String INTERACTION = "interaction";
    private static final byte[] INTERACTION_BYTES = INTERACTION.getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ATTRIBUTES = 255;

    private ObservationWire() {}

    /** @throws IllegalArgumentException for what has no place in the format: over-long names, half a surrogate pair */
    public static byte[] write(Observation o) {
        if (o.metric().indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a zero character in the name of a metric");
        }
        var out = new Out();
        out.u8(VERSION);
        out.text(o.metric());
        out.text(o.system());
        out.i64(o.time());
        boolean zero = Double.doubleToLongBits(o.value()) == 0;
        boolean one = o.value() == 1;
        boolean weighted = o.weight() != 1;
        out.u8((zero ? ZERO : 0)
                | (one ? ONE : 0)
                | (weighted ? WEIGHT : 0)
                | (o.attributes().isEmpty() ? 0 : ATTRIBUTES));
        if (!zero && !one) {
            out.f64(o.value());
        }
        if (weighted) {
            out.f64(o.weight());
        }
        if (!o.attributes().isEmpty()) {
            if (o.attributes().size() > MOST_ATTRIBUTES) {
                throw new IllegalArgumentException(o.attributes().size() + " attributes");
            }
            out.u8(o.attributes().size());
            new TreeMap<>(o.attributes()).forEach((name, text) -> {
                out.text(name);
                out.text(text);
            });
        }
        return out.bytes();
    }

    /** How many bytes at the front of {@link #write}'s tell the key: version, metric, system. */
    public static int keyBytes(byte[] bytes, int from, int to) throws Unreadable {
        var in = new In(bytes, from, to);
        version(in);
        in.skip(in.u16());
        in.skip(in.u16());
        return in.at() - from;
    }

    private static void version(In in) throws Unreadable {
        int version = in.u8();
        if (version > VERSION) {
            throw new Unreadable(Unreadable.Why.NEWER, "version " + version + ", this program reads up to " + VERSION);
        }
        if (version == 0) {
            throw Unreadable.damaged("version 0, which there never was");
        }
    }

    public static Key key(byte[] bytes, int from, int to) throws Unreadable {
        var in = new In(bytes, from, to);
        version(in);
        return key(in);
    }

    private static Key key(In in) throws Unreadable {
        var metric = in.text();
        if (metric.indexOf('\0') >= 0) {
            throw Unreadable.damaged("a zero character in the name of a metric");
        }
        return new Key(in.text(), metric);
    }

    /** Reads one whole. */
    public static Observation read(byte[] bytes) throws Unreadable {
        var in = new In(bytes, 0, bytes.length);
        version(in);
        return rest(in, key(in));
    }

    /**
     * As {@link #read}, for a key that is known already.
     *
     * @param from behind the {@link #keyBytes}
     */
    public static Observation read(Key key, byte[] bytes, int from, int to) throws Unreadable {
        return rest(new In(bytes, from, to), key);
    }

    private static Observation rest(In in, Key key) throws Unreadable {
        long time = in.i64();
        int flags = in.u8();
        if (flags > 15 || (flags & ZERO) != 0 && (flags & ONE) != 0) {
            throw Unreadable.damaged("flags " + flags);
        }
        double value = (flags & ZERO) != 0 ? 0 : (flags & ONE) != 0 ? 1 : inFull(in.f64());
        double weight = 1;
        if ((flags & WEIGHT) != 0) {
            weight = in.f64();
            if (weight == 1) {
                throw Unreadable.damaged("a weight of 1, which is not written");
            }
        }
        var attributes = (flags & ATTRIBUTES) == 0 ? Map.<String, String>of() : attributes(in);
        in.end();
        return new Observation(key.system(), key.metric(), time, value, weight, attributes);
    }

    private static double inFull(double value) throws Unreadable {
        if (Double.doubleToRawLongBits(value) == 0 || value == 1) {
            throw Unreadable.damaged("a value of 0 or 1 in its long form");
        }
        return value;
    }

    private static Map<String, String> attributes(In in) throws Unreadable {
        int left = in.u8();
        if (left == 0) {
            throw Unreadable.damaged("no attributes, in their long form");
        }
        if (left == 1) {
            return Map.of(in.text(INTERACTION, INTERACTION_BYTES), in.text()); // nearly all have one
        }
        var attributes = new LinkedHashMap<String, String>();
        String last = null;
        for (; left > 0; left--) {
            var name = in.text();
            if (last != null && last.compareTo(name) >= 0) {
                throw Unreadable.damaged("attributes out of order");
            }
            attributes.put(name, in.text());
            last = name;
        }
        return attributes;
    }
}
