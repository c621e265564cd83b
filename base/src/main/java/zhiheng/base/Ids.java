package zhiheng.base;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Unique ids that sort by time: 48 bits of milliseconds, 16 of a counter, 64 random; 32 hex digits. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** From now on all ids sort after {@code id}, whatever the clock says; for what an earlier run left. */
    public void after(String id) {
        if (id.matches("[0-9a-f]{32}")) {
            last.accumulateAndGet(HexFormat.fromHexDigitsToLong(id, 0, 16), Math::max);
        }
    }

    public String next() {
        var now = clock.millis() << 16;
        var head = last.updateAndGet(before -> Math.max(before + 1, now));
        return HEX.toHexDigits(head) + HEX.toHexDigits(RANDOM.nextLong());
    }
}
