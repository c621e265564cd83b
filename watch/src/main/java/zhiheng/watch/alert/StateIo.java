package zhiheng.watch.alert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The dispatcher's memory as bytes. */
final class StateIo {
    private static final int FORMAT = 0x5A48_4131;
    private static final int MAX_TEXT_BYTES = 1 << 20;
    private static final int MAX_ITEMS = 1 << 22;

    private StateIo() {}

    static void write(Dispatcher d, DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        text(out, fingerprint(d.policy));
        instant(out, d.now);
        instant(out, d.maintenance);
        instant(out, d.cleaning);
        out.writeLong(d.sequence);
        alerts(out, d.known.values());
        out.writeInt(d.silences.size());
        for (var silence : d.silences.values()) {
            silence(out, silence);
        }
        out.writeInt(d.log.entries.size());
        for (var entry : d.log.entries.entrySet()) {
            text(out, entry.getKey().group());
            text(out, entry.getKey().receiver());
            sets(out, entry.getValue().firing());
            sets(out, entry.getValue().resolved());
            instant(out, entry.getValue().at());
        }
        out.writeInt(d.groups.size());
        for (var group : d.groups.values()) {
            out.writeInt(group.route.place);
            labels(out, group.labels);
            out.writeLong(group.sequence);
            instant(out, group.next);
            out.writeBoolean(group.flushed);
            alerts(out, group.alerts.values());
        }
    }

    static Dispatcher read(Policy policy, DataInput in) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("these bytes are not the state of an alert dispatcher");
        }
        boolean samePolicy = text(in).equals(fingerprint(policy));
        var d = new Dispatcher(policy, instant(in));
        d.maintenance = instant(in);
        d.cleaning = instant(in);
        d.sequence = in.readLong();
        var known = alerts(in);
        for (int i = count(in); i > 0; i--) {
            var silence = silence(in);
            d.silences.put(silence.id(), silence);
        }
        for (int i = count(in); i > 0; i--) {
            var key = new NotificationLog.Key(text(in), text(in));
            d.log.entries.put(key, new NotificationLog.Entry(sets(in), sets(in), instant(in), null));
        }
        var groups = groups(in, d, samePolicy);
        if (samePolicy) {
            known.forEach(d::remember);
            groups.forEach(d::restore);
        } else {
            known.forEach(alert -> {
                if (alert.over(d.now)) {
                    d.remember(alert);
                } else {
                    d.enter(alert);
                }
            });
        }
        return d;
    }

    /** The same for equal policies, in any process. */
    private static String fingerprint(Policy policy) {
        var all = policy.root() + "\n" + policy.receivers() + "\n" + policy.inhibitions() + "\n"
                + new TreeMap<>(policy.intervals()) + "\n" + policy.resolveTimeout();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static List<Group> groups(DataInput in, Dispatcher d, boolean samePolicy) throws IOException {
        var groups = new ArrayList<Group>();
        for (int i = count(in); i > 0; i--) {
            int place = in.readInt();
            if (samePolicy && (place < 0 || place >= d.routes.size())) {
                throw new IOException("these bytes name a route that is not in the policy");
            }
            var group = new Group(d.routes.get(samePolicy ? place : 0), labels(in), in.readLong(), instant(in));
            group.flushed = in.readBoolean();
            alerts(in).forEach(alert -> group.alerts.put(alert.labels(), alert));
            groups.add(group);
        }
        return groups;
    }

    private static void silence(DataOutput out, Silence silence) throws IOException {
        text(out, silence.id());
        out.writeInt(silence.matchers().size());
        for (var matcher : silence.matchers()) {
            text(out, matcher.name());
            out.writeByte(matcher.op().ordinal());
            text(out, matcher.value());
        }
        instant(out, silence.from());
        instant(out, silence.to());
        text(out, silence.by());
        text(out, silence.why());
    }

    private static Silence silence(DataInput in) throws IOException {
        var id = text(in);
        var matchers = new ArrayList<Matcher>();
        for (int i = count(in); i > 0; i--) {
            var name = text(in);
            int op = in.readUnsignedByte();
            if (op >= Matcher.Op.values().length) {
                throw new IOException("these bytes hold an unknown kind of matcher");
            }
            matchers.add(Matcher.of(name, Matcher.Op.values()[op], text(in)));
        }
        return new Silence(id, matchers, instant(in), instant(in), text(in), text(in));
    }

    private static void alerts(DataOutput out, Collection<Known> alerts) throws IOException {
        out.writeInt(alerts.size());
        for (var alert : alerts) {
            labels(out, alert.labels());
            map(out, alert.annotations());
            instant(out, alert.start());
            instant(out, alert.end());
            out.writeBoolean(alert.timeout());
            instant(out, alert.updated());
        }
    }

    private static List<Known> alerts(DataInput in) throws IOException {
        var alerts = new ArrayList<Known>();
        for (int i = count(in); i > 0; i--) {
            alerts.add(new Known(labels(in), map(in), instant(in), instant(in), in.readBoolean(), instant(in)));
        }
        return alerts;
    }

    private static void sets(DataOutput out, Set<Labels> sets) throws IOException {
        out.writeInt(sets.size());
        for (var labels : sets) {
            labels(out, labels);
        }
    }

    private static Set<Labels> sets(DataInput in) throws IOException {
        var sets = new HashSet<Labels>();
        for (int i = count(in); i > 0; i--) {
            sets.add(labels(in));
        }
        return sets;
    }

    private static void labels(DataOutput out, Labels labels) throws IOException {
        map(out, labels.asMap());
    }

    private static Labels labels(DataInput in) throws IOException {
        return Labels.of(map(in));
    }

    private static void map(DataOutput out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (var entry : map.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> map(DataInput in) throws IOException {
        var map = new HashMap<String, String>();
        for (int i = count(in); i > 0; i--) {
            map.put(text(in), text(in));
        }
        return Map.copyOf(map);
    }

    private static void text(DataOutput out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_TEXT_BYTES) {
            throw new IOException(
                    "these bytes hold a text of " + length + " bytes; at most " + MAX_TEXT_BYTES + " are read");
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ITEMS) {
            throw new IOException("these bytes count " + count + " items; at most " + MAX_ITEMS + " are read");
        }
        return count;
    }

    private static void instant(DataOutput out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant instant(DataInput in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
