package zhiheng.gateway.mcp;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often somebody may do something: so many at once, then so many a second. */
final class Often {
    private static final int MOST = 10_000;

    private record Left(double tokens, long nanos) {}

    private final double atOnce;
    private final double aSecond;
    private final Map<String, Left> left = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
            return size() > MOST;
        }
    };

    Often(double atOnce, double aSecond) {
        this.atOnce = atOnce;
        this.aSecond = aSecond;
    }

    synchronized boolean may(String who, long nanos) {
        var before = left.getOrDefault(who, new Left(atOnce, nanos));
        double tokens = Math.min(atOnce, before.tokens + (nanos - before.nanos) / 1e9 * aSecond);
        boolean may = tokens >= 1;
        left.put(who, new Left(may ? tokens - 1 : tokens, nanos));
        return may;
    }
}
