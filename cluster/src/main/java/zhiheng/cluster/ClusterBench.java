package zhiheng.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import zhiheng.watch.KeyWatch;
import zhiheng.watch.Limits;
import zhiheng.watch.Observation;
import zhiheng.watch.Tally;
import zhiheng.watch.Watch;
import zhiheng.watch.risk.Leakage;
import zhiheng.watch.risk.Ready;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.LogClient;

/**
 * From Kafka to alerts on this machine: a broker in a process of its own, the observations written beforehand, then read by a job with one slot
 * and by one with two, in turn and twice each, until the last is behind a checkpoint; and the bytes that many keys take with RocksDB.
 */
final class ClusterBench {
    private static final int PARTS = 4;
    private static final int BUSY_KEYS = 2_000;
    private static final int IN_A_FRAME = 500;
    private static final int ROUNDS = 2;
    private static final long START = 1_790_000_000_000L;

    private ClusterBench() {}

    static int run(int observations, int keys, int each) throws Exception {
        var folder = Files.createTempDirectory("zhiheng-cluster-bench");
        int port = freePort();
        var broker = broker(folder.resolve("broker"), port);
        try {
            var brokers = "127.0.0.1:" + port;
            try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                admin.describeCluster().nodes().get(60, TimeUnit.SECONDS);
                Topics.make(admin, settings(brokers, "busy"), PARTS, (short) 1);
                Topics.make(admin, settings(brokers, "many"), PARTS, (short) 1);
            }
            fill(settings(brokers, "busy"), observations, BUSY_KEYS, .002);
            fill(settings(brokers, "many"), each * keys, keys, .002);
            var one = Took.LONGEST;
            var two = Took.LONGEST;
            for (int round = 0; round < ROUNDS; round++) {
                one = one.least(took(settings(brokers, "busy"), 1, folder, "hashmap"));
                two = two.least(took(settings(brokers, "busy"), 2, folder, "hashmap"));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d observations of %,d keys, from Kafka until behind a checkpoint; best of %d rounds%n"
                            + "one slot  %.1f s  %,.0f a second, %.2f µs of the job's CPU each%n"
                            + "two slots %.1f s  %,.0f a second, %.2f µs of the job's CPU each%n"
                            + "ratio     %.2f (wanted 1.8)%n",
                    observations,
                    BUSY_KEYS,
                    ROUNDS,
                    one.seconds(),
                    observations / one.seconds(),
                    one.cpu() * 1e6 / observations,
                    two.seconds(),
                    observations / two.seconds(),
                    two.cpu() * 1e6 / observations,
                    one.seconds() / two.seconds());
            var many = took(settings(brokers, "many"), 2, folder, "rocksdb");
            long bytes = size(folder.resolve("savepoints"));
            System.out.printf(
                    Locale.ROOT,
                    "%,d keys with %d observations each: %,d bytes a key in RocksDB's files (wanted 1,000),"
                            + " %.0f s, %,.0f a second%n",
                    keys,
                    each,
                    bytes / keys,
                    many.seconds(),
                    (double) each * keys / many.seconds());
            sizes();
            return 0;
        } finally {
            broker.destroyForcibly().waitFor();
            delete(folder);
        }
    }

    /** What a key takes before RocksDB packs it, as it grows older: a course has its most points after 64 observations. */
    private static void sizes() throws IOException {
        var monitors = Watch.byMetric(Ready.live(ZoneOffset.UTC)).get(Leakage.OUTPUT);
        var watch = KeyWatch.start(Objects.requireNonNull(monitors));
        var random = new Random(7);
        for (int i = 1; i <= 100_000; i++) {
            watch.take(
                    observation(0, START + i * 8_640L, random.nextDouble() < .002, i),
                    Limits.DEFAULT,
                    new Tally(),
                    a -> {});
            if (i == 4 || i == 64 || i == 1_000 || i == 100_000) {
                System.out.printf(
                        Locale.ROOT,
                        "a state after %,7d observations: %,d bytes%n",
                        i,
                        WatchOperator.bytes(watch).length);
            }
        }
    }

    private static Observation observation(int key, long time, boolean event, int number) {
        return new Observation(
                "system-" + key,
                Leakage.OUTPUT,
                time,
                event ? 1 : 0,
                1,
                Map.of("interaction", "01990f1e-%04x-7000-8000-%08x".formatted(number & 0xffff, number)));
    }

    private static JobSettings settings(String brokers, String name) {
        return new JobSettings(
                brokers, name, ZoneOffset.UTC, Duration.ofSeconds(2), JobSettings.HOT_KEYS, true, LogClient.PLAIN);
    }

    private static void fill(JobSettings settings, int observations, int keys, double rate) {
        var random = new Random(7);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", settings.brokers(), "linger.ms", "5", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var open = new ArrayList<List<Observation>>();
            for (int p = 0; p < PARTS; p++) {
                open.add(new ArrayList<>());
            }
            for (int i = 0; i < observations; i++) {
                var o = observation(i % keys, START + i / keys * 8_640L, random.nextDouble() < rate, i);
                var frame = open.get(Frame.part(o.key(), PARTS));
                frame.add(o);
                if (frame.size() == IN_A_FRAME) {
                    send(producer, settings, frame);
                }
            }
            open.forEach(frame -> send(producer, settings, frame));
            producer.flush();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> to, JobSettings settings, List<Observation> frame) {
        if (!frame.isEmpty()) {
            int part = Frame.part(frame.getFirst().key(), PARTS);
            to.send(new ProducerRecord<>(settings.observations(), part, null, Frame.of(frame)));
            frame.clear();
        }
    }

    /** @param cpu seconds of all threads of this process; the broker has its own. It says more than the clock where others use the machine */
    private record Took(double seconds, double cpu) {
        static final Took LONGEST = new Took(Double.MAX_VALUE, Double.MAX_VALUE);

        static Took since(long begun, double cpu) {
            return new Took((System.nanoTime() - begun) / 1e9, cpuSeconds() - cpu);
        }

        Took least(Took other) {
            return new Took(Math.min(seconds, other.seconds), Math.min(cpu, other.cpu));
        }

        static double cpuSeconds() {
            return ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toNanos()
                    / 1e9;
        }
    }

    /** Reads all that is there. @return how long it took from when all parts ran until the last checkpoint was through */
    private static Took took(JobSettings settings, int slots, Path folder, String backend) throws Exception {
        delete(folder.resolve("last"));
        delete(folder.resolve("savepoints"));
        var configuration = WatchJob.configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("last").toUri().toString());
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        var rocks = backend.equals("rocksdb");
        try (var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .withRandomPorts()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build())) {
            cluster.start();
            var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
            env.setParallelism(slots);
            WatchJob.build(env, rocks ? settings.unbounded() : settings);
            var graph = env.getStreamGraph().getJobGraph();
            cluster.submitJob(graph).get();
            awaitRunning(cluster, graph.getJobID());
            long begun = System.nanoTime();
            double cpu = Took.cpuSeconds();
            if (!rocks) {
                cluster.requestJobResult(graph.getJobID()).get();
                return Took.since(begun, cpu);
            }
            awaitRead(settings);
            cluster.stopWithSavepoint(
                            graph.getJobID(),
                            folder.resolve("savepoints").toUri().toString(),
                            false,
                            SavepointFormatType.NATIVE)
                    .get();
            return Took.since(begun, cpu);
        }
    }

    /** What it takes to start a job is not what is measured. */
    private static void awaitRunning(MiniCluster cluster, JobID job) throws Exception {
        while (true) {
            var all = cluster.getExecutionGraph(job)
                    .get()
                    .getAllExecutionVertices()
                    .iterator();
            boolean running = all.hasNext();
            while (all.hasNext()) {
                var state = all.next().getExecutionState();
                running &= state == ExecutionState.RUNNING || state == ExecutionState.FINISHED;
            }
            if (running) {
                return;
            }
            Thread.sleep(10);
        }
    }

    private static void awaitRead(JobSettings settings) throws Exception {
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", settings.brokers()), bytes, bytes);
                var admin = Admin.create(Map.of("bootstrap.servers", settings.brokers()))) {
            var ends = consumer.endOffsets(consumer.partitionsFor(settings.observations()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList());
            while (true) {
                var read = admin.listConsumerGroupOffsets(settings.name() + "-watch")
                        .partitionsToOffsetAndMetadata()
                        .get();
                if (ends.entrySet().stream()
                        .allMatch(e -> read.get(e.getKey()) != null
                                && read.get(e.getKey()).offset() >= e.getValue())) {
                    return;
                }
                Thread.sleep(500);
            }
        }
    }

    private static Process broker(Path data, int port) throws IOException {
        return Broker.byItself(data, port, freePort(), null, "-Xmx512m")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
