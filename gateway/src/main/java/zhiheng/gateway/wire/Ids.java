package zhiheng.gateway.wire;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Time-ordered ids (RFC 9562, version 7). They name interactions and content; they are no secrets. */
final class Ids {
    private Ids() {}

    static String next(long millis) {
        var random = ThreadLocalRandom.current();
        long high = millis << 16 | 0x7000L | random.nextLong() & 0xfff;
        long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
