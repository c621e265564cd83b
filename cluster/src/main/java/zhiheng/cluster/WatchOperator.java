package zhiheng.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.ObservationWire;

/**
 * The monitors over the keys of one slot. Flink keeps for each key the bytes that {@link KeyWatch} writes. Keys in use are held unpacked, the
 * most recently used ones, and are packed again before every checkpoint and when they make room, so that an observation of a busy key costs
 * what it costs on one machine.
 *
 * <p>An alert depends on the observations of its key and their order alone, so neither restarts nor the number of slots change it.
 */
@SuppressWarnings("NullAway.Init") // Flink fills the transient fields by initializeState
final class WatchOperator extends AbstractStreamOperator<Sent> implements OneInputStreamOperator<byte[], Sent> {
    private static final long serialVersionUID = 1;

    private final ZoneId zone;
    private final int hotKeys;
    private final String alerts;

    private transient Map<String, List<Monitor<?>>> monitors;
    private transient Limits limits;
    private transient Names names;
    private transient Tally tally;
    private transient ValueState<byte[]> packed;
    private transient ListState<byte[]> tallies;
    private transient LinkedHashMap<String, Hot> hot;

    /** A key unpacked. */
    private static final class Hot {
        final KeyWatch watch;
        boolean changed;

        Hot(KeyWatch watch) {
            this.watch = watch;
        }
    }

    /** What is kept under {@code key} is what {@link Savepoints} reads and writes. */
    static ValueStateDescriptor<byte[]> packed() {
        return new ValueStateDescriptor<>("key", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** The counters of each slot; they add up. */
    static ListStateDescriptor<byte[]> tallies() {
        return new ListStateDescriptor<>("counters", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** @param zone whose hours and weekends the monitors tell apart */
    WatchOperator(ZoneId zone, int hotKeys, String alerts) {
        this.zone = zone;
        this.hotKeys = hotKeys;
        this.alerts = alerts;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        monitors = Watch.byMetric(Ready.live(zone));
        limits = Limits.DEFAULT;
        names = new Names();
        hot = new LinkedHashMap<>(16, .75f, true);
        packed = context.getKeyedStateStore().getState(packed());
        tallies = context.getOperatorStateStore().getListState(tallies());
        tally = new Tally();
        for (var bytes : tallies.get()) {
            var one = new Tally();
            one.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            tally.add(one);
        }
        gauges();
    }

    private void gauges() {
        var group = getMetricGroup();
        group.gauge("seen", (Gauge<Long>) () -> tally.counters().seen());
        group.gauge("taken", (Gauge<Long>) () -> tally.counters().taken());
        group.gauge("bad", (Gauge<Long>) () -> tally.counters().bad());
        group.gauge("late", (Gauge<Long>) () -> tally.counters().late());
        group.gauge("jumped", (Gauge<Long>) () -> tally.counters().jumped());
        group.gauge("failed", (Gauge<Long>) () -> tally.counters().failed());
        group.gauge("reordered", (Gauge<Long>) () -> tally.counters().reordered());
        group.gauge("unmonitored", (Gauge<Long>) () -> tally.counters().unmonitored());
    }

    /** Nothing: the backend is told the key where its state is asked for, which is seldom. */
    @Override
    public void setKeyContextElement(StreamRecord<byte[]> element) {}

    @Override
    public void processElement(StreamRecord<byte[]> element) throws Exception {
        var bytes = element.getValue();
        var name = names.of(bytes);
        tally.count(Tally.Fate.SEEN);
        var wanted = monitors.get(name.key().metric());
        if (wanted == null) {
            tally.count(Tally.Fate.UNMONITORED);
            return;
        }
        var o = ObservationWire.read(name.key(), bytes, name.front().length, bytes.length);
        if (KeyWatch.isBad(o)) {
            tally.count(Tally.Fate.BAD);
            return;
        }
        var key = hot(name.text(), wanted);
        key.changed = true;
        key.watch.take(
                o,
                limits,
                tally,
                alert -> output.collect(new StreamRecord<>(
                        Sent.alert(alerts, name.text().getBytes(StandardCharsets.UTF_8), AlertWire.write(alert)))));
    }

    private Hot hot(String key, List<Monitor<?>> wanted) throws Exception {
        var known = hot.get(key);
        if (known != null) {
            return known;
        }
        if (hot.size() >= hotKeys) {
            var oldest = hot.pollFirstEntry();
            if (oldest != null) {
                pack(oldest.getKey(), oldest.getValue());
            }
        }
        setCurrentKey(key);
        var bytes = packed.value();
        var fresh = new Hot(bytes == null ? KeyWatch.start(wanted) : unpack(key, wanted, bytes));
        hot.put(key, fresh);
        return fresh;
    }

    private static KeyWatch unpack(String key, List<Monitor<?>> wanted, byte[] bytes) throws IOException {
        try {
            return KeyWatch.read(wanted, new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new IOException(
                    "the state of " + key.replace('\0', ' ') + " cannot be read: " + e.getMessage()
                            + "; it was written by other monitors or is damaged",
                    e);
        }
    }

    private void pack(String key, Hot one) throws Exception {
        if (!one.changed) {
            return;
        }
        setCurrentKey(key);
        packed.update(bytes(one.watch));
        one.changed = false;
    }

    static byte[] bytes(KeyWatch watch) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            watch.write(out);
        }
        return bytes.toByteArray();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        for (var entry : hot.entrySet()) {
            pack(entry.getKey(), entry.getValue());
        }
        tallies.update(List.of(bytes(tally)));
    }

    static byte[] bytes(Tally tally) throws IOException {
        var bytes = new ByteArrayOutputStream(80);
        try (var out = new DataOutputStream(bytes)) {
            tally.write(out);
        }
        return bytes.toByteArray();
    }
}
