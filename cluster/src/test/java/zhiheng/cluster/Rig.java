package zhiheng.cluster;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.Frame;
import zhiheng.watch.wire.LogClient;

/** A broker, a cluster of task managers with one slot each, and the job between them. */
final class Rig implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);

    final BrokerProcess broker;
    final MiniCluster cluster;
    private final Configuration configuration;
    private final Path folder;
    private final List<JobID> jobs = new ArrayList<>();

    /** @param secured see {@link BrokerProcess} */
    Rig(Path folder, int taskManagers, String backend, @Nullable Secured secured) throws Exception {
        this.folder = folder;
        Quiet.set(java.util.logging.Level.OFF); // what is killed here cries out
        broker = new BrokerProcess(java.nio.file.Files.createDirectories(folder.resolve("broker")), secured);
        configuration = WatchJob.configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(10));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .withRandomPorts()
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
    }

    JobSettings settings(String name) {
        return new JobSettings(broker.address(), name, ZoneOffset.UTC, EVERY, 10, false, LogClient.PLAIN);
    }

    /** The same by the way in that asks who one is. */
    JobSettings secured(String name, LogClient client) {
        return new JobSettings(broker.securedAddress(), name, ZoneOffset.UTC, EVERY, 10, false, client);
    }

    /** Makes the topics of a name. */
    JobSettings topics(String name) throws Exception {
        var settings = settings(name);
        try (var admin = broker.admin()) {
            Topics.make(admin, settings, Sample.PARTITIONS, (short) 1);
        }
        return settings;
    }

    JobID start(JobSettings settings, int parallelism, String savepoint) throws Exception {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        WatchJob.build(env, settings);
        var graph = env.getStreamGraph().getJobGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(
                    org.apache.flink.runtime.jobgraph.SavepointRestoreSettings.forPath(savepoint));
        }
        cluster.submitJob(graph).get();
        jobs.add(graph.getJobID());
        return graph.getJobID();
    }

    void awaitRunning(JobID job) throws Exception {
        await(() -> cluster.getJobStatus(job).get() == JobStatus.RUNNING
                && cluster.getExecutionGraph(job)
                        .get()
                        .getAllExecutionVertices()
                        .iterator()
                        .hasNext()
                && java.util.stream.StreamSupport.stream(
                                cluster.getExecutionGraph(job)
                                        .get()
                                        .getAllExecutionVertices()
                                        .spliterator(),
                                false)
                        .allMatch(v ->
                                v.getExecutionState() == org.apache.flink.runtime.execution.ExecutionState.RUNNING));
    }

    String stop(JobID job) throws Exception {
        var to = folder.resolve("savepoints").toUri().toString();
        return cluster.stopWithSavepoint(job, to, false, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Ends what a test left, so that the next one has the slots. */
    void cancelAll() throws Exception {
        for (var job : jobs) {
            if (!cluster.getJobStatus(job).get().isGloballyTerminalState()) {
                cluster.cancelJob(job).get();
                await(() -> cluster.getJobStatus(job).get().isGloballyTerminalState());
            }
        }
        jobs.clear();
    }

    /** @param safe whether nothing may be lost when the broker dies */
    KafkaProducer<byte[], byte[]> producer(boolean safe) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "enable.idempotence",
                        Boolean.toString(safe),
                        "acks",
                        safe ? "all" : "1",
                        "delivery.timeout.ms",
                        "60000",
                        "linger.ms",
                        "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends in frames of up to {@code size}, each key in its partition, in order. */
    static void send(KafkaProducer<byte[], byte[]> to, JobSettings settings, List<Observation> all, int size)
            throws InterruptedException, ExecutionException {
        var open = new ArrayList<List<Observation>>();
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (int p = 0; p < Sample.PARTITIONS; p++) {
            open.add(new ArrayList<>());
        }
        for (var o : all) {
            int p = Sample.partition(o);
            open.get(p).add(o);
            if (open.get(p).size() == size) {
                sent.add(to.send(new ProducerRecord<>(settings.observations(), p, null, Frame.of(open.get(p)))));
                open.get(p).clear();
            }
        }
        for (int p = 0; p < Sample.PARTITIONS; p++) {
            if (!open.get(p).isEmpty()) {
                sent.add(to.send(new ProducerRecord<>(settings.observations(), p, null, Frame.of(open.get(p)))));
            }
        }
        to.flush();
        for (var each : sent) {
            each.get();
        }
    }

    /** Everything committed to a topic, by key, in order. */
    Map<String, List<String>> committed(String topic) {
        var found = new TreeMap<String, List<String>>();
        read(
                topic,
                record -> found.computeIfAbsent(
                                new String(record.key(), StandardCharsets.UTF_8), k -> new ArrayList<>())
                        .add(record.value() == null ? "" : HexFormat.of().formatHex(record.value())));
        return found;
    }

    private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.address(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    /** A header of each record that has it. */
    List<String> headers(String topic, String name) {
        var found = new ArrayList<String>();
        read(topic, record -> {
            var header = record.headers().lastHeader(name);
            if (header != null) {
                found.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return found;
    }

    static int count(Map<String, List<String>> alerts) {
        return alerts.values().stream().mapToInt(List::size).sum();
    }

    /** Waits until as many alerts are committed. */
    void awaitAlerts(JobID job, JobSettings settings, int count) throws Exception {
        try {
            await(() -> count(committed(settings.alerts())) >= count);
        } catch (AssertionError e) {
            throw new AssertionError(
                    count(committed(settings.alerts())) + " alerts of " + count + ", the job is " + story(job), e);
        }
    }

    /** Waits until the job has read all that was sent. */
    void awaitRead(JobSettings settings) throws Exception {
        await(() -> {
            var parts = new ArrayList<TopicPartition>();
            for (int p = 0; p < Sample.PARTITIONS; p++) {
                parts.add(new TopicPartition(settings.observations(), p));
            }
            try (var admin = broker.admin();
                    var consumer = new KafkaConsumer<>(
                            Map.<String, Object>of("bootstrap.servers", broker.address()),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                var done = admin.listConsumerGroupOffsets(settings.name() + "-watch")
                        .partitionsToOffsetAndMetadata()
                        .get();
                return consumer.endOffsets(parts).entrySet().stream()
                        .allMatch(e -> e.getValue() == 0
                                || done.get(e.getKey()) != null
                                        && done.get(e.getKey()).offset() >= e.getValue());
            }
        });
    }

    private String story(JobID job) throws Exception {
        var graph = cluster.getExecutionGraph(job).get();
        var failure = graph.getFailureInfo();
        var counts = graph.getCheckpointStatsSnapshot();
        return graph.getState() + ", checkpoints "
                + (counts == null ? "none" : counts.getCounts().getNumberOfCompletedCheckpoints()) + ", last failure "
                + (failure == null ? "none" : failure.getExceptionAsString());
    }

    interface Holds {
        boolean now() throws Exception;
    }

    static void await(Holds what) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!what.now()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("not within 20 s");
            }
            Thread.sleep(150);
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        broker.close();
    }
}
