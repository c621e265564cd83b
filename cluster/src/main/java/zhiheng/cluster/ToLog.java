package zhiheng.cluster;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Alerts and dead letters as records; a dead letter's reason is in the header {@code reason}. */
final class ToLog implements KafkaRecordSerializationSchema<Sent> {
    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Sent sent, KafkaSinkContext context, @Nullable Long timestamp) {
        var record = new ProducerRecord<>(sent.topic(), sent.key(), sent.value());
        var reason = sent.reason();
        if (reason != null) {
            record.headers().add("reason", reason.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
