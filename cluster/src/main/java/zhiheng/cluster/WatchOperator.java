package zhiheng.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Alert;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.ObservationWire;
import zhiheng.watch.wire.TraceParent;
import zhiheng.watch.wire.Unreadable;

/**
 * The monitors over the keys of one slot. Flink keeps for each key the bytes that {@link KeyWatch} writes. Keys in use are held unpacked, about
 * the most recently used ones, and are packed again before every checkpoint and when they make room, so that an observation of a busy key costs
 * what it costs on one machine.
 *
 * <p>An alert depends on the observations of its key and their order alone, so neither restarts nor the number of slots change it.
 */
@SuppressWarnings("NullAway.Init") // Flink fills the transient fields by initializeState
final class WatchOperator extends AbstractStreamOperator<Sent> implements OneInputStreamOperator<Batch, Sent> {
    private static final long serialVersionUID = 1;

    /** How far ahead of the log's clock a gateway's may be. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    /** When the log took a record that does not say it. */
    private static final long UNKNOWN = Long.MAX_VALUE / 2;

    private final ZoneId zone;
    private final int hotKeys;
    private final String alerts;
    private final String deadLetters;

    private transient Map<String, List<Monitor<?>>> monitors;
    private transient Limits limits;
    private transient Names names;
    private transient Tally tally;
    private transient ValueState<byte[]> packed;
    private transient ListState<byte[]> tallies;
    private transient LinkedHashMap<String, Hot> hot;
    private transient DeadLetters dead;
    private transient Counter skewed;
    private transient Consumer<Alert> raised;

    /** What is being watched, for the alerts that it raises; and when the log took it. */
    private transient Names.Name name;

    private transient Observation observation;
    private transient long logged;

    /** A key unpacked. */
    static final class Hot {
        private final KeyWatch watch;
        /** Since it was packed, and since it was last asked whether it makes room. */
        private boolean changed;

        private boolean used;
        /** Who leads here without a look into the map. */
        private Names.@Nullable Name owner;

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
    WatchOperator(ZoneId zone, int hotKeys, String alerts, String deadLetters) {
        this.zone = zone;
        this.hotKeys = hotKeys;
        this.alerts = alerts;
        this.deadLetters = deadLetters;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        monitors = Watch.byMetric(Ready.live(zone));
        limits = Limits.DEFAULT;
        names = new Names();
        hot = new LinkedHashMap<>();
        packed = context.getKeyedStateStore().getState(packed());
        tallies = context.getOperatorStateStore().getListState(tallies());
        tally = new Tally();
        for (var bytes : tallies.get()) {
            var one = new Tally();
            one.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            tally.add(one);
        }
        dead = new DeadLetters(deadLetters, getMetricGroup().counter("deadLetters"));
        skewed = getMetricGroup().counter("skewed");
        raised = this::raise;
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
    public void setKeyContextElement(StreamRecord<Batch> element) {}

    @Override
    public void processElement(StreamRecord<Batch> element) throws Exception {
        var batch = element.getValue();
        var bytes = batch.observations();
        logged = element.hasTimestamp() ? element.getTimestamp() : UNKNOWN;
        for (int at = 0; at < bytes.length; at = batch.end(at)) {
            int from = at + Batch.HEAD;
            int to = batch.end(at);
            try {
                name = names.of(bytes, from, to);
                observation = ObservationWire.read(name.key, bytes, from + name.front.length, to);
            } catch (Unreadable e) {
                output.collect(new StreamRecord<>(dead.letter(
                        batch.place() + "/" + batch.number(at),
                        Arrays.copyOfRange(bytes, from, to),
                        e.why() + ": " + e.getMessage())));
                continue;
            }
            take();
        }
    }

    private void take() throws Exception {
        tally.count(Tally.Fate.SEEN);
        var key = name.hot;
        var wanted = key == null ? monitors.get(name.key.metric()) : null;
        if (key == null && wanted == null) {
            tally.count(Tally.Fate.UNMONITORED);
            return;
        }
        if (KeyWatch.isBad(observation)) {
            tally.count(Tally.Fate.BAD);
            return;
        }
        if (isAhead(observation.time(), logged)) {
            skewed.inc();
            observation = observation.at(logged);
        }
        if (key == null) {
            key = hot(name.text);
            key.owner = name;
            name.hot = key;
        }
        key.changed = true;
        key.used = true;
        key.watch.take(observation, limits, tally, raised);
    }

    /**
     * Whether a gateway's clock is wrong: nothing is observed after the log took it. Such a one is taken at the log's time, or it would make
     * those of other gateways late for as long as its clock is ahead.
     */
    static boolean isAhead(long time, long logged) {
        return time > logged + AHEAD.toMillis();
    }

    private void raise(Alert alert) {
        var key = name.text.getBytes(StandardCharsets.UTF_8);
        output.collect(new StreamRecord<>(Sent.alert(alerts, key, AlertWire.write(alert), headers(alert.monitor()))));
    }

    /** Which call raised it, so that its trace goes on. */
    private String[] headers(String monitor) {
        var call = TraceParent.of(observation);
        if (call == null || logged == UNKNOWN) {
            return new String[0];
        }
        return new String[] {
            TraceParent.NAME, call.below(monitor).text(),
            TraceParent.OF_CALL, call.text(),
            TraceParent.LOGGED, Long.toString(logged)
        };
    }

    private Hot hot(String key) throws Exception {
        var known = hot.get(key);
        if (known != null) {
            return known;
        }
        if (hot.size() >= hotKeys) {
            makeRoom();
        }
        var wanted = Objects.requireNonNull(monitors.get(Names.key(key).metric()));
        setCurrentKey(key);
        var bytes = packed.value();
        var fresh = new Hot(bytes == null ? KeyWatch.start(wanted) : unpack(key, wanted, bytes));
        hot.put(key, fresh);
        return fresh;
    }

    /** Packs the one longest here that was not used since it was last asked: about the least recently used, without an account of each use. */
    private void makeRoom() throws Exception {
        while (true) {
            var oldest = Objects.requireNonNull(hot.pollFirstEntry());
            var one = oldest.getValue();
            if (!one.used) {
                pack(oldest.getKey(), one);
                if (one.owner != null) {
                    one.owner.hot = null;
                }
                return;
            }
            one.used = false;
            hot.putLast(oldest.getKey(), one);
        }
    }

    private static KeyWatch unpack(String key, List<Monitor<?>> wanted, byte[] bytes) throws IOException {
        try {
            return KeyWatch.read(wanted, new DataInputDeserializer(bytes));
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
        var out = new DataOutputSerializer(3_000); // as DataOutputStream writes, without a lock for each byte
        watch.write(out);
        return out.getCopyOfBuffer();
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
