package zhiheng.server.rooms.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.rooms.telemetry.AlertWay;
import zhiheng.server.rooms.watch.LiveWatch;
import zhiheng.watch.Alert;
import zhiheng.watch.wire.AlertWire;
import zhiheng.watch.wire.TraceParent;
import zhiheng.watch.wire.Unreadable;

/**
 * Files the alerts of the log as the watch in this process files its own. Each is written with its place in the log in one transaction, so it is
 * there once whatever crashes, and once only where several servers on one database read.
 */
final class AlertReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AlertReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final StreamSettings settings;
    private final AlertsRead read;
    private final LiveWatch watch;
    private final Clock clock;
    private final Consumer<AlertWay> told;
    private final Thread thread;
    private final AtomicLong unreadable = new AtomicLong();
    private volatile boolean closing;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile @Nullable Text trouble;

    /** @param told is given the way of each alert that was filed here, where the alert says it */
    AlertReader(StreamSettings settings, AlertsRead read, LiveWatch watch, Clock clock, Consumer<AlertWay> told) {
        this.settings = settings;
        this.read = read;
        this.watch = watch;
        this.clock = clock;
        this.told = told;
        thread = Thread.ofPlatform().daemon().name("stream-alerts").start(this::run);
    }

    /** What is not well; empty when alerts come in. */
    Optional<Text> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** How many records of the topic were no alert that this program reads. */
    long unreadable() {
        return unreadable.get();
    }

    private void run() {
        long pause = FIRST_PAUSE.toNanos();
        while (!closing) {
            try (var made = new KafkaConsumer<>(
                    settings.reader(Map.of("isolation.level", "read_committed", "enable.auto.commit", "false")),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer = made;
                var parts = made.partitionsFor(settings.alerts()).stream()
                        .map(p -> new TopicPartition(settings.alerts(), p.partition()))
                        .toList();
                made.assign(parts);
                parts.forEach(p -> made.seek(p, read.next(p.topic(), p.partition())));
                while (!closing) {
                    made.poll(POLL).forEach(this::file);
                    trouble = null;
                    pause = FIRST_PAUSE.toNanos();
                }
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                if (trouble == null) {
                    LOG.log(System.Logger.Level.WARNING, "alerts of the log are not read: {0}", e.getMessage());
                }
                trouble = new Text(
                        "日志集群中的预警无法读取，将重试：" + e.getMessage(),
                        "The alerts of the log cannot be read and are tried again: " + e.getMessage());
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
        }
    }

    private void file(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                throw new IllegalArgumentException("a record without a value");
            }
            var alert = AlertWire.read(record.value());
            var first = new AtomicBoolean();
            boolean known = watch.file(alert, c -> {
                first.set(AlertsRead.pass(c, record.topic(), record.partition(), record.offset()));
                return first.get();
            });
            if (first.get()) {
                way(record, alert).ifPresent(told);
            }
            if (known) {
                return;
            }
            passOver(record, "no monitor of this program has its name");
        } catch (Unreadable | IllegalArgumentException e) {
            passOver(record, String.valueOf(e.getMessage()));
        }
    }

    private Optional<AlertWay> way(ConsumerRecord<byte[], byte[]> record, Alert alert) {
        var call = TraceParent.read(header(record, TraceParent.OF_CALL));
        var job = TraceParent.read(header(record, TraceParent.NAME));
        var logged = header(record, TraceParent.LOGGED);
        if (call == null || job == null || !job.trace().equals(call.trace()) || !logged.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        return Optional.of(new AlertWay(
                call,
                job,
                alert.key().system(),
                alert.monitor(),
                Instant.ofEpochMilli(alert.alarm().time()),
                Instant.ofEpochMilli(Long.parseLong(logged)),
                Instant.ofEpochMilli(record.timestamp()),
                clock.instant()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void passOver(ConsumerRecord<byte[], byte[]> record, String why) {
        unreadable.incrementAndGet();
        LOG.log(
                System.Logger.Level.WARNING,
                "{0}/{1}/{2} is passed over: {3}",
                record.topic(),
                record.partition(),
                record.offset(),
                why);
        read.skip(record.topic(), record.partition(), record.offset());
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        LockSupport.unpark(thread);
        thread.join(CLOSING);
    }
}
