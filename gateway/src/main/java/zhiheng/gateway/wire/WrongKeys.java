package zhiheng.gateway.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who tries keys that are not any. Lives on one event loop. */
final class WrongKeys {
    static final int PAUSE_SECONDS = 60;
    /** Of one address in a minute. */
    static final int MOST = 20;
    /** Addresses are cheap: those that tried longest ago are forgotten first. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final class Tries {
        private long minute;
        private int count;
    }

    private final Map<String, Tries> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** Counts one more, and says whether these are too many. */
    boolean isTooMany(String address, long nowMillis) {
        var tries = byAddress.computeIfAbsent(address, a -> new Tries());
        long minute = nowMillis / 60_000;
        if (tries.minute != minute) {
            tries.minute = minute;
            tries.count = 0;
        }
        return ++tries.count > MOST;
    }
}
