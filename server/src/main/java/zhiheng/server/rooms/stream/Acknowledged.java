package zhiheng.server.rooms.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * To where the log said that it has what this process wrote. A log that ends before that has lost what it acknowledged: a broker died that alone
 * had it, or a topic was removed. Not for several threads.
 */
final class Acknowledged {
    private final Map<TopicPartition, Long> last = new HashMap<>();

    void note(TopicPartition part, long offset) {
        last.merge(part, offset, Math::max);
    }

    Set<TopicPartition> parts() {
        return last.keySet();
    }

    /**
     * How many records are missing in each part, at least; told once.
     *
     * @param ends the offset behind the last record of each part
     */
    Map<String, Long> missing(Map<TopicPartition, Long> ends) {
        var missing = new TreeMap<String, Long>();
        for (var part : Set.copyOf(last.keySet())) {
            var acknowledged = last.get(part);
            long end = ends.getOrDefault(part, 0L);
            if (acknowledged != null && end <= acknowledged) {
                missing.put(part.topic() + "/" + part.partition(), acknowledged + 1 - end);
                last.remove(part);
            }
        }
        return missing;
    }
}
