package zhiheng.cluster;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands on records as they are. */
final class FromLog implements KafkaRecordDeserializationSchema<Logged> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Logged> out) {
        out.collect(new Logged(record.topic(), record.partition(), record.offset(), record.value()));
    }

    @Override
    public TypeInformation<Logged> getProducedType() {
        return TypeInformation.of(Logged.class);
    }
}
