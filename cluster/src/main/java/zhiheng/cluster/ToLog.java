package zhiheng.cluster;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Alerts and dead letters as records with their headers. */
final class ToLog implements KafkaRecordSerializationSchema<Sent> {
    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Sent sent, KafkaSinkContext context, @Nullable Long timestamp) {
        var record = new ProducerRecord<>(sent.topic(), sent.key(), sent.value());
        var headers = sent.headers();
        for (int i = 0; i + 1 < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
