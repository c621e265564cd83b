package zhiheng.server.rooms.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.OwnerOnly;
import zhiheng.base.Text;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.InteractionFrame;
import zhiheng.gateway.journal.Journal;
import zhiheng.gateway.journal.Position;
import zhiheng.watch.Observation;
import zhiheng.watch.wire.TraceParent;

/**
 * Brings what the journal records to the log, the calls themselves and what they say to the monitors, each exactly once. A transaction holds
 * both for a stretch of the journal, and the place to which it goes; so after any crash the log itself says where to go on. While the log is
 * away, or there and silent, the journal keeps what is still to be brought, and calls go on.
 *
 * <p>The name of a gateway is made up once and lies with its journal: a second process with a copy of both would be a second sequence of the
 * same name, and the log shuts out the older of the two.
 */
final class Publisher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final int BATCH = 5_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMillis(50);
    private static final Duration CLOSING = Duration.ofSeconds(30);
    /** Header of where a gateway has published to: how many calls it has published, so what the next one's number is. */
    private static final String NUMBER = "number";

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

    /** Of the next call. */
    private long number;

    private final Acknowledged acknowledged = new Acknowledged();
    private final AtomicLong lost = new AtomicLong();
    private volatile @Nullable Text loss;
    private boolean said;

    /** Where the log says that this gateway is. */
    private record Published(Position at, long number) {}

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
        var now = trouble;
        return Optional.ofNullable(now == null ? loss : now);
    }

    /** How many records are gone that the log had acknowledged to this process, at least. */
    long lost() {
        return lost.get();
    }

    /** How many observations and calls had no place in the format. */
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
            try {
                begin();
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
                    LOG.log(System.Logger.Level.WARNING, "the log takes nothing: {0}", why(e));
                    pause = IDLE.toNanos();
                }
                trouble = new Text(
                        "日志集群不可用，记录暂存于网关日志：" + why(e),
                        "The log cannot be reached; what is recorded waits in the journal: " + why(e));
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
        }
    }

    /** One producer, until the log is not there any more. A new one each time, since what is in doubt is settled at its begin. */
    private void begin() throws IOException {
        var producer = new KafkaProducer<byte[], byte[]>(
                settings.client(Map.of(
                        "transactional.id",
                        settings.name() + "-gateway-" + gateway,
                        "acks",
                        "all",
                        "linger.ms",
                        "0",
                        "max.block.ms",
                        settings.millis(1),
                        "delivery.timeout.ms",
                        settings.millis(2),
                        "transaction.timeout.ms",
                        "60000")),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions(); // ends what an earlier run began, one way or the other
            compare();
            var at = start();
            trouble = null;
            said = false;
            publish(producer, at);
        } finally {
            producer.close(Duration.ZERO); // it would wait for a broker that is silent; what is open the next one ends
        }
    }

    /** The words of the innermost cause, since Kafka's outermost say little. */
    private static String why(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var inner = String.valueOf(cause.getMessage());
        var outer = String.valueOf(e.getMessage());
        return outer.contains(inner) ? outer : outer + " (" + inner + ")";
    }

    /** Whether the log still has what it acknowledged. */
    private void compare() {
        if (acknowledged.parts().isEmpty()) {
            return;
        }
        try (var consumer = new KafkaConsumer<>(
                settings.reader(Map.of("isolation.level", "read_uncommitted")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var missing = acknowledged.missing(consumer.endOffsets(acknowledged.parts()));
            if (missing.isEmpty()) {
                return;
            }
            lost.addAndGet(missing.values().stream().mapToLong(Long::longValue).sum());
            loss = new Text(
                    "日志集群丢失了已确认的记录（分区：至少缺失数）：" + missing + "。数据库中仍有全部调用；请使用三副本、min.insync.replicas=2。",
                    "The log has lost records that it had acknowledged (part: at least so many): " + missing
                            + ". The database has all calls; use three replicas and min.insync.replicas=2.");
            LOG.log(System.Logger.Level.ERROR, loss.en());
        }
    }

    /** Where to go on: what the log says, else where the journal began to keep for it. */
    private Position start() throws IOException {
        var told = published();
        var at = last;
        if (at == null) {
            at = told == null ? journal.begins() : journal.resume(told.at());
        } else if (told != null) {
            at = told.at();
        }
        number = told == null ? number : told.number();
        last = at;
        return at;
    }

    private @Nullable Published published() throws IOException {
        var topic = settings.published();
        Published found = null;
        try (var consumer = new KafkaConsumer<>(
                settings.reader(Map.of("isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var parts = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(parts);
            consumer.seekToBeginning(parts);
            var ends = consumer.endOffsets(parts);
            long until = System.nanoTime() + 2 * settings.patience().toNanos();
            while (parts.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
                if (System.nanoTime() > until) {
                    throw new IOException("where this gateway has published to could not be read in time");
                }
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null
                            && record.value() != null
                            && new String(record.key(), StandardCharsets.UTF_8).equals(gateway)) {
                        found = new Published(
                                position(new String(record.value(), StandardCharsets.UTF_8)), number(record.headers()));
                    }
                }
            }
        }
        return found;
    }

    /** Gateways of a version that published no calls said none. */
    private static long number(Headers headers) throws IOException {
        var header = headers.lastHeader(NUMBER);
        try {
            return header == null ? 0 : Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new IOException("a number of calls that is none", e);
        }
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
        producer.partitionsFor(settings.interactions()); // says so at once where a topic is not there
        producer.partitionsFor(settings.published());
        while (!closing) {
            var stretch = journal.follow(at, BATCH);
            if (stretch.gap()) {
                number++; // how many is not known; so the reader sees that some are missing
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
            for (var o : observed.apply(call)) {
                framed.add(call.trace().isEmpty() ? o : TraceParent.with(o, call.trace(), Interaction.span(call.id())));
            }
        }
        var calls = InteractionFrame.of(stretch.interactions(), number);
        var me = gateway.getBytes(StandardCharsets.UTF_8);
        long next = number + stretch.interactions().size();
        var sent = new ArrayList<Future<RecordMetadata>>();
        producer.beginTransaction();
        for (var frame : calls.frames()) {
            sent.add(sent(producer, new ProducerRecord<>(settings.interactions(), me, frame)));
        }
        for (var piece : framed.pieces()) {
            sent.add(sent(producer, new ProducerRecord<>(settings.observations(), piece.part(), null, piece.frame())));
        }
        var to = stretch.next().segment() + ":" + stretch.next().offset();
        var published = new ProducerRecord<>(settings.published(), me, to.getBytes(StandardCharsets.UTF_8));
        published.headers().add(NUMBER, Long.toString(next).getBytes(StandardCharsets.UTF_8));
        sent.add(sent(producer, published));
        producer.commitTransaction(); // fails where any of it failed
        number = next;
        refused.addAndGet(framed.refused() + calls.refused());
        for (var each : sent) {
            var record = each.resultNow();
            acknowledged.note(new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    /** Fails at once where the broker is known not to be there, and not once more for each record. */
    private static Future<RecordMetadata> sent(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var sent = producer.send(record);
        if (sent.state() == Future.State.FAILED) {
            throw sent.exceptionNow() instanceof KafkaException e ? e : new KafkaException(sent.exceptionNow());
        }
        return sent;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join(CLOSING);
    }
}
