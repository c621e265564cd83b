package zhiheng.server.rooms.watch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.gateway.Interaction;
import zhiheng.watch.season.JointScore;
import zhiheng.watch.season.JointState;

/**
 * How unusual the traffic of a system is, all its metrics in one score, one for every five minutes with a call or more. It promises no
 * rate of false alarms, so it raises no alert: it is shown beside them.
 */
final class Together implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Together.class.getName());
    static final Duration PANE = Duration.ofMinutes(5);
    /** A state takes some 120 kB; systems beyond it are not scored until others were idle for longer. */
    static final int MOST_SYSTEMS = 1_000;
    /** Of the rows that were unusual. */
    private static final int KEPT = 50;

    private static final int VERSION = 1;
    private static final double UNUSUAL = 0.5;
    private static final JointScore SCORE =
            new JointScore(List.of("calls", "failed", "refused", "first-byte", "tokens-out", "findings"));

    /** A row that was scored: the pane's beginning. */
    record Row(long time, JointScore.Scored scored) {}

    /** @param rows scored so far @param latest the last of them, null before the first */
    record Seen(long rows, @Nullable Row latest, List<Row> unusual) {}

    private static final class Of {
        private JointState state = SCORE.start();
        private long pane = Long.MIN_VALUE;
        private double calls;
        private double failed;
        private double refused;
        private double answered;
        private double firstByte;
        private double tokens;
        private double findings;
        private @Nullable Row latest;
        private final ArrayDeque<Row> unusual = new ArrayDeque<>(0);
    }

    private final Path file;
    /** Least recently used first. */
    private final LinkedHashMap<String, Of> systems = new LinkedHashMap<>(16, .75f, true);

    Together(Path file) {
        this.file = file;
        load();
    }

    static List<String> metrics() {
        return SCORE.metrics();
    }

    synchronized void calls(List<Interaction> calls) {
        for (var call : calls) {
            var of = systems.get(call.system());
            if (of == null) {
                if (systems.size() >= MOST_SYSTEMS) {
                    systems.pollFirstEntry();
                }
                of = new Of();
                systems.put(call.system(), of);
            }
            take(of, call);
        }
    }

    /** What comes late counts in the pane that is open. */
    private static void take(Of of, Interaction call) {
        long pane = Math.floorDiv(call.time().toEpochMilli(), PANE.toMillis());
        if (pane > of.pane) {
            close(of);
            of.pane = pane;
        }
        of.calls++;
        of.failed += call.status() >= 500 ? 1 : 0;
        of.refused += call.clause().isEmpty() ? 0 : 1;
        of.findings += call.detections().isEmpty() ? 0 : 1;
        if (call.status() == 200) {
            of.answered++;
            of.firstByte += call.firstByteMicros();
            of.tokens += call.tokensOut();
        }
    }

    private static void close(Of of) {
        if (of.calls == 0) {
            return;
        }
        long time = of.pane * PANE.toMillis();
        var row = new Row(time, SCORE.score(of.state, time, new double[] {
            of.calls,
            of.failed / of.calls,
            of.refused / of.calls,
            of.firstByte / of.answered, // none answered: no number, which counts as missing
            of.tokens / of.answered,
            of.findings / of.calls
        }));
        of.latest = row;
        if (row.scored().score() >= UNUSUAL) {
            if (of.unusual.size() == KEPT) {
                of.unusual.removeFirst();
            }
            of.unusual.addLast(row);
        }
        of.calls = 0;
        of.failed = 0;
        of.refused = 0;
        of.answered = 0;
        of.firstByte = 0;
        of.tokens = 0;
        of.findings = 0;
    }

    synchronized Seen of(String system) {
        var of = systems.get(system);
        return of == null
                ? new Seen(0, null, List.of())
                : new Seen(of.state.count(), of.latest, List.copyOf(of.unusual.reversed()));
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            read(in);
        } catch (IOException e) {
            systems.clear();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the scores of traffic begin afresh, since their states cannot be read: {0}",
                    e.getMessage());
        }
    }

    private void read(DataInput in) throws IOException {
        if (in.readInt() != VERSION) {
            throw new IOException("states of another version than " + VERSION);
        }
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            var of = new Of();
            systems.put(in.readUTF(), of);
            of.state = SCORE.read(in);
            int rows = in.readUnsignedByte();
            for (int r = 0; r < rows; r++) {
                of.unusual.addLast(row(in));
            }
            of.latest = in.readBoolean() ? row(in) : null;
        }
    }

    private static Row row(DataInput in) throws IOException {
        long time = in.readLong();
        double score = in.readDouble();
        var parts = new JointScore.Part[in.readUnsignedByte()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new JointScore.Part(in.readUTF(), in.readDouble());
        }
        return new Row(time, new JointScore.Scored(score, List.of(parts)));
    }

    private void write(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(systems.size());
        for (Map.Entry<String, Of> each : systems.entrySet()) {
            var of = each.getValue();
            out.writeUTF(each.getKey());
            of.state.write(out);
            out.writeByte(of.unusual.size());
            for (var row : of.unusual) {
                write(out, row);
            }
            out.writeBoolean(of.latest != null);
            if (of.latest != null) {
                write(out, of.latest);
            }
        }
    }

    private static void write(DataOutput out, Row row) throws IOException {
        out.writeLong(row.time());
        out.writeDouble(row.scored().score());
        out.writeByte(row.scored().parts().size());
        for (var part : row.scored().parts()) {
            out.writeUTF(part.metric());
            out.writeDouble(part.share());
        }
    }

    /** What was scored is written; a pane that is not over is given up. */
    @Override
    public synchronized void close() {
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            OwnerOnly.folders(file.toAbsolutePath().normalize().resolveSibling("."));
            try (var out = new DataOutputStream(new BufferedOutputStream(OwnerOnly.write(beside)))) {
                write(out);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the scores of traffic cannot be written: {0}", e.getMessage());
        }
    }
}
