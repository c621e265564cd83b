package zhiheng.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import zhiheng.base.OwnerOnly;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.StateFile;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Ready;

/**
 * From a savepoint to the state file of one machine and back. Both hold for each key the bytes of {@link KeyWatch}; nothing is computed anew, so
 * what goes on from either raises the same alerts.
 */
final class Savepoints {
    private static final OperatorIdentifier WATCH = OperatorIdentifier.forUid(WatchJob.WATCH);

    private Savepoints() {}

    /** A key with its state. Public, since Flink's serializer of records asks for that. */
    public record Packed(String key, byte[] state) {}

    /**
     * Writes the state file of one machine.
     *
     * @param savepoint a savepoint in Flink's canonical form, or a checkpoint of the heap backend
     * @return how many keys it has
     * @throws IOException when the states were written by other monitors, or are more than one machine holds
     */
    static int toFile(String savepoint, Path file, ZoneId zone) throws Exception {
        var monitors = Watch.byMetric(Ready.live(zone));
        var tally = tally(savepoint);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var keys = new KeysByAge(file.toAbsolutePath().resolveSibling(".").normalize())) {
            read(savepoint, packed -> {
                var key = Names.key(packed.key());
                var wanted = monitors.get(key.metric());
                if (wanted == null) {
                    throw new IOException("no monitor takes the stored metric " + key.metric());
                }
                var watch = KeyWatch.read(wanted, new DataInputStream(new ByteArrayInputStream(packed.state())));
                keys.add(key, watch.newest(), packed.state());
            });
            if (keys.size() > Limits.DEFAULT.keys()) {
                throw new IOException(keys.size() + " keys, and one machine holds " + Limits.DEFAULT.keys());
            }
            try (var out = new DataOutputStream(new BufferedOutputStream(OwnerOnly.write(beside)))) {
                StateFile.head(out, tally, keys.size());
                keys.writeOldestFirst(out);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return keys.size();
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private interface Each {
        void take(Packed packed) throws IOException;
    }

    private static SavepointReader reader(String savepoint) throws IOException {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        return SavepointReader.read(env, savepoint, new HashMapStateBackend());
    }

    private static Tally tally(String savepoint) throws Exception {
        var tally = new Tally();
        var bytes = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        try (var each =
                reader(savepoint).readListState(WATCH, "counters", bytes).executeAndCollect()) {
            while (each.hasNext()) {
                var one = new Tally();
                one.read(new DataInputStream(new ByteArrayInputStream(each.next())));
                tally.add(one);
            }
        }
        return tally;
    }

    private static void read(String savepoint, Each each) throws Exception {
        try (var keys = reader(savepoint)
                .readKeyedState(WATCH, new ReadKey(), Types.STRING, TypeInformation.of(Packed.class))
                .executeAndCollect()) {
            while (keys.hasNext()) {
                each.take(keys.next());
            }
        }
    }

    /**
     * Writes a savepoint from which the job goes on.
     *
     * @param savepoint a folder that is not there yet
     * @return how many keys it has
     */
    static int fromFile(Path file, String savepoint, ZoneId zone) throws Exception {
        var monitors = Watch.byMetric(Ready.live(zone));
        int[] keys = {0};
        Tally tally;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            tally = StateFile.read(
                    monitors, in, (key, watch) -> keys[0]++); // whole and of these monitors, before anything is written
        }
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        // else Kryo copies parts of a savepoint, and where the JDK is not opened to it, the copy is empty
        env.getConfig().enableObjectReuse();
        var packed = env.fromData(file.toAbsolutePath().toString())
                .flatMap(new ReadFile(zone), TypeInformation.of(Packed.class));
        SavepointWriter.newSavepoint(env, new HashMapStateBackend(), WatchJob.KEY_GROUPS)
                .withOperator(
                        WATCH,
                        OperatorTransformation.bootstrapWith(packed)
                                .keyBy(new PackedKey(), Types.STRING)
                                .transform(new WriteKey(WatchOperator.bytes(tally))))
                .write(savepoint);
        env.execute("states of one machine");
        long[] written = {0};
        read(savepoint, packedKey -> written[0]++);
        if (written[0] != keys[0]) {
            throw new IOException("of " + keys[0] + " keys the savepoint has " + written[0]);
        }
        return keys[0];
    }

    /** Hands on the keys of a state file. */
    static void each(Path file, ZoneId zone, Collector<Packed> out) throws IOException {
        var monitors = Watch.byMetric(Ready.live(zone));
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            StateFile.read(monitors, in, (key, watch) -> {
                try {
                    out.collect(new Packed(Names.text(key), WatchOperator.bytes(watch)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
