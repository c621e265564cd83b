package zhiheng.cluster;

import java.nio.charset.StandardCharsets;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/** Counts what cannot be read, says so, and makes it a record with its place as key and the reason in a header. */
final class DeadLetters {
    private static final System.Logger LOG = System.getLogger(DeadLetters.class.getName());

    private final String topic;
    private final Counter counter;

    DeadLetters(String topic, Counter counter) {
        this.topic = topic;
        this.counter = counter;
    }

    Sent letter(String place, byte @Nullable [] bytes, String reason) {
        counter.inc();
        if (Long.bitCount(counter.getCount())
                == 1) { // the first, second, fourth, eighth …: a flood is no flood of lines
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} cannot be read ({1}) and went to {2}; {3} so far",
                    place,
                    reason,
                    topic,
                    counter.getCount());
        }
        return Sent.dead(topic, place.getBytes(StandardCharsets.UTF_8), bytes, reason);
    }
}
