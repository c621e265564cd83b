package zhiheng.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the log. Public, since Flink's serializer of records asks for that.
 *
 * @param headers name and text of each in turn
 */
public record Sent(String topic, byte[] key, byte @Nullable [] value, String[] headers) {
    /** Header of a dead letter: why it is one. */
    static final String REASON = "reason";

    static Sent alert(String topic, byte[] key, byte[] value, String... headers) {
        return new Sent(topic, key, value, headers);
    }

    static Sent dead(String topic, byte[] key, byte @Nullable [] value, String reason) {
        return new Sent(topic, key, value, new String[] {REASON, reason});
    }
}
