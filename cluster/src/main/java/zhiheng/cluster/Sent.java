package zhiheng.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the log. Public, since Flink's serializer of records asks for that.
 *
 * @param reason why a dead letter is one; null for an alert
 */
public record Sent(
        String topic,
        byte[] key,
        byte @Nullable [] value,
        @Nullable String reason) {
    static Sent alert(String topic, byte[] key, byte[] value) {
        return new Sent(topic, key, value, null);
    }
}
