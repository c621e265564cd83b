package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Text;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.watch.Observation;

/**
 * Brings what the journal records to the log as observations, each exactly once. A transaction holds the observations of a stretch of the
 * journal and the place to which it goes; so after any crash the log itself says where to go on. While the log is away the journal keeps what
 * is still to be brought, and calls go on.
 *
 * <p>The name of a gateway is made up once and lies with its journal: a second process with a copy of both would be a second sequence of the
 * same name, and the log shuts out the older of the two.
 */
final class Publisher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final int BATCH = 5_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration READING = Duration.ofSeconds(30);

    private final StreamSettings settings;
    private final Journal journal;
    private final Function<Interaction, List<Observation>> observed;
    private final String gateway;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Text trouble = new Text("正在连接日志集群。", "Connecting to the log.");
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    /** Where this process is; null before it first was anywhere. */
    private @Nullable Position last;

    private boolean said;

    /** @param observed what a call says to the monitors */
    Publisher(StreamSettings settings, Journal journal, Path data, Function<Interaction, List<Observation>> observed)
            throws IOException {
        this.settings = settings;
        this.journal = journal;
        this.observed = observed;
        gateway = name(data.resolve("journal").resolve("gateway.name"));
        thread = Thread.ofPlatform().daemon().name("stream").start(this::run);
    }

    private static String name(Path file) throws IOException {
        if (!Files.exists(file)) {
            var beside = file.resolveSibling(file.getFileName() + ".new");
            try (var out = OwnerOnly.write(beside)) {
                out.write(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
            }
            Files.move(beside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    /** What is not well; empty when what is recorded reaches the log. */
    Optional<Text> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** How many observations had no place in the format. */
    long refused() {
        return refused.get();
    }

    /** How often records had to be given up, since the log was away for longer than the journal keeps. */
    long gaps() {
        return gaps.get();
    }

    private void run() {
        long pause = IDLE.toNanos();
        while (!closing) {
            try (var producer = new KafkaProducer<byte[], byte[]>(
                    settings.client(Map.of(
                            "transactional.id", settings.name() + "-gateway-" + gateway,
                            "acks", "all",
                            "linger.ms", "0",
                            "max.block.ms", "15000",
                            "delivery.timeout.ms", "60000",
                            "request.timeout.ms", "15000",
                            "transaction.timeout.ms", "60000")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.initTransactions(); // ends what an earlier run began, one way or the other
                var at = start();
                trouble = null;
                said = false;
                pause = IDLE.toNanos();
                publish(producer, at);
            } catch (ProducerFencedException | InvalidProducerEpochException | FencedInstanceIdException e) {
                var stopped = new Text(
                        "另一进程正以同一网关名发布（日志目录可能被复制过）；本网关已停止发布，调用照常。请给其中一个换新的 journal/gateway.name。",
                        "Another process publishes under this gateway's name (was the journal's folder copied?); this one has"
                                + " stopped publishing, calls go on. Remove journal/gateway.name of one of them.");
                trouble = stopped;
                LOG.log(System.Logger.Level.ERROR, stopped.en());
                return;
            } catch (RuntimeException | IOException e) {
                if (closing) {
                    return;
                }
                if (!said) {
                    said = true;
                    LOG.log(System.Logger.Level.WARNING, "the log takes no observations: {0}", e.getMessage());
                }
                trouble = new Text(
                        "日志集群不可用，观测暂存于网关日志：" + e.getMessage(),
                        "The log cannot be reached; observations wait in the journal: " + e.getMessage());
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
        }
    }

    /** Where to go on: what the log says, else where the journal began to keep for it. */
    private Position start() throws IOException {
        var told = published();
        var at = last;
        if (at == null) {
            at = told == null ? journal.begins() : journal.resume(told);
        } else if (told != null) {
            at = told;
        }
        last = at;
        return at;
    }

    private @Nullable Position published() throws IOException {
        var topic = settings.published();
        Position found = null;
        try (var consumer = new KafkaConsumer<>(
                settings.client(Map.of("isolation.level", "read_committed", "default.api.timeout.ms", "15000")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var parts = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(parts);
            consumer.seekToBeginning(parts);
            var ends = consumer.endOffsets(parts);
            long until = System.nanoTime() + READING.toNanos();
            while (parts.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                if (System.nanoTime() > until) {
                    throw new IOException("where this gateway has published to could not be read in time");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null
                            && record.value() != null
                            && new String(record.key(), StandardCharsets.UTF_8).equals(gateway)) {
                        found = position(new String(record.value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return found;
    }

    private static Position position(String text) throws IOException {
        int colon = text.indexOf(':');
        try {
            return new Position(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("a place in the journal that is none: " + text);
        }
    }

    private void publish(KafkaProducer<byte[], byte[]> producer, Position from) throws IOException {
        var at = from;
        int parts = producer.partitionsFor(settings.observations()).size();
        while (!closing) {
            var stretch = journal.follow(at, BATCH);
            if (stretch.gap()) {
                gaps.incrementAndGet();
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the log was away for longer than the journal keeps: what was recorded before {0} is in the"
                                + " database and never reaches the monitors",
                        stretch.next());
            }
            if (stretch.next().equals(at)) {
                LockSupport.parkNanos(IDLE.toNanos());
                continue;
            }
            send(producer, parts, stretch);
            at = stretch.next();
            last = at;
            journal.followed(at);
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int parts, Journal.Stretch stretch) {
        var framed = new Framed(parts);
        for (var call : stretch.interactions()) {
            observed.apply(call).forEach(framed::add);
        }
        refused.addAndGet(framed.refused());
        producer.beginTransaction();
        for (var piece : framed.pieces()) {
            producer.send(new ProducerRecord<>(settings.observations(), piece.part(), null, piece.frame()));
        }
        var next = stretch.next().segment() + ":" + stretch.next().offset();
        producer.send(new ProducerRecord<>(
                settings.published(), gateway.getBytes(StandardCharsets.UTF_8), next.getBytes(StandardCharsets.UTF_8)));
        producer.commitTransaction(); // fails where any of it failed
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join(READING);
    }
}
