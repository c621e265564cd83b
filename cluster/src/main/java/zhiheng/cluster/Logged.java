package zhiheng.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in the log. Public, since Flink's serializer of records asks for that.
 *
 * @param value null for a record without one, which is no frame
 */
public record Logged(String topic, int partition, long offset, byte @Nullable [] value) {
    String place() {
        return topic + "/" + partition + "/" + offset;
    }
}
