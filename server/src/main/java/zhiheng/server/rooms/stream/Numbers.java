package zhiheng.server.rooms.stream;

import java.util.HashMap;
import java.util.Map;

/**
 * Whether the calls of each gateway come one after the other, by the numbers that it gave them. What is missing was lost by the log after it was
 * acknowledged, or given up by a gateway since the log was away for too long; what comes again was written again after such a loss.
 */
final class Numbers {
    private final Map<String, Long> next = new HashMap<>();
    private long missing;
    private long repeated;

    /** @return false where this call was here before. The first of a gateway is where one begins to count */
    boolean take(String gateway, long number) {
        var expected = next.get(gateway);
        if (expected != null && number < expected) {
            repeated++;
            return false;
        }
        missing += expected == null ? 0 : number - expected;
        next.put(gateway, number + 1);
        return true;
    }

    long missing() {
        return missing;
    }

    long repeated() {
        return repeated;
    }
}
