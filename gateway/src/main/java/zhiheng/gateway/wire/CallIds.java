package zhiheng.gateway.wire;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of calls: time-ordered UUIDs (RFC 9562, version 7). They stand in labels as the number of a content and give a trace its
 * span, so they keep this form and are not those of {@link zhiheng.base.Ids}; being no secrets, they need no secure randomness.
 */
public final class CallIds {
    private CallIds() {}

    public static String next(long millis) {
        var random = ThreadLocalRandom.current();
        long high = millis << 16 | 0x7000L | random.nextLong() & 0xfff;
        long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
