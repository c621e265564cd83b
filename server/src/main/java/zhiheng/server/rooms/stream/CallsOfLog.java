package zhiheng.server.rooms.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.journal.InteractionFrame;
import zhiheng.watch.wire.Unreadable;

/**
 * Reads the calls that gateways wrote to the log, goes on where its group was last, and puts what it cannot read with the dead letters: one call,
 * or the record where that is none. What was handed on and what went to the dead letters is there before the place is kept, so a crash may tell
 * the last ones again, and never leaves one out.
 */
final class CallsOfLog {
    private static final Duration POLL = Duration.ofMillis(500);

    private final StreamSettings settings;
    private final String group;
    private final Numbers numbers = new Numbers();
    private long read;
    private long dead;

    /** A call with the gateway that recorded it, and its number among all of that. */
    record One(String gateway, long number, Interaction call) {}

    /** @param group who reads: each group has a place of its own */
    CallsOfLog(StreamSettings settings, String group) {
        this.settings = settings;
        this.group = group;
    }

    /**
     * Reads until told otherwise.
     *
     * @param toEnd whether it ends with what was there at the start
     * @param each is given what is read, in the order of each gateway
     * @param kept is done before the place is kept, such as writing out what {@code each} took
     */
    void run(boolean toEnd, BooleanSupplier stop, Consumer<One> each, Runnable kept) {
        try (var consumer = new KafkaConsumer<>(
                        settings.reader(Map.of(
                                "isolation.level", "read_committed",
                                "group.id", group,
                                "auto.offset.reset", "earliest",
                                "enable.auto.commit", "false")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(
                        settings.client(Map.of("acks", "all", "max.block.ms", settings.millis(1))),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var parts = consumer.partitionsFor(settings.interactions()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            if (parts.isEmpty()) {
                throw Refusal.unavailable(
                        "主题 " + settings.interactions() + " 不存在；请运行 ./zhiheng cluster topics。",
                        "There is no topic " + settings.interactions() + "; run ./zhiheng cluster topics.",
                        null);
            }
            consumer.assign(parts);
            var ends = consumer.endOffsets(parts);
            while (!stop.getAsBoolean() && !(toEnd && isThere(consumer, parts, ends))) {
                var records = consumer.poll(POLL);
                for (var record : records) {
                    take(record, each, producer);
                }
                if (!records.isEmpty()) {
                    kept.run();
                    consumer.commitSync();
                }
            }
        }
    }

    private static boolean isThere(
            KafkaConsumer<?, ?> consumer, List<TopicPartition> parts, Map<TopicPartition, Long> ends) {
        return parts.stream().allMatch(p -> consumer.position(p) >= Objects.requireNonNull(ends.get(p)));
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record, Consumer<One> each, KafkaProducer<byte[], byte[]> producer) {
        var place = record.topic() + "/" + record.partition() + "/" + record.offset();
        var frame = record.value();
        if (frame == null || record.key() == null) {
            bury(producer, place, frame, "DAMAGED: a record without a gateway's name or without calls");
            return;
        }
        var gateway = new String(record.key(), StandardCharsets.UTF_8);
        try {
            for (var part : InteractionFrame.parts(frame)) {
                one(gateway, frame, part, place, each, producer);
            }
        } catch (Unreadable e) {
            bury(producer, place, frame, e.why() + ": " + e.getMessage());
        }
    }

    private void one(
            String gateway,
            byte[] frame,
            InteractionFrame.Part part,
            String place,
            Consumer<One> each,
            KafkaProducer<byte[], byte[]> producer) {
        if (!numbers.take(gateway, part.number())) {
            return;
        }
        try {
            each.accept(new One(gateway, part.number(), InteractionFrame.read(frame, part)));
            read++;
        } catch (Unreadable e) {
            bury(
                    producer,
                    place + "/" + part.number(),
                    Arrays.copyOfRange(frame, part.from(), part.to()),
                    e.why() + ": " + e.getMessage());
        }
    }

    /** Its key is its place, so that one told twice is known. */
    private void bury(KafkaProducer<byte[], byte[]> producer, String place, byte @Nullable [] bytes, String reason) {
        dead++;
        var letter = new ProducerRecord<>(settings.deadLetters(), place.getBytes(StandardCharsets.UTF_8), bytes);
        letter.headers().add("reason", reason.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(letter).get(); // seldom, and its place may not be kept before
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** How many calls were handed on. */
    long read() {
        return read;
    }

    /** How many could not be read. */
    long dead() {
        return dead;
    }

    /** How many are not there although their gateway wrote them; how many were told again and left out. */
    Numbers numbers() {
        return numbers;
    }
}
