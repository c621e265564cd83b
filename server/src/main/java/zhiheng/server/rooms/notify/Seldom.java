package zhiheng.server.rooms.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A log that warns once a minute at most. One thread's. */
final class Seldom {
    private static final System.Logger LOG = System.getLogger(Seldom.class.getPackageName());
    private static final long EVERY = Duration.ofMinutes(1).toNanos();

    private long last = System.nanoTime() - EVERY;

    void warn(String message, @Nullable Object... values) {
        long now = System.nanoTime();
        if (now - last >= EVERY) {
            last = now;
            LOG.log(System.Logger.Level.WARNING, message, values);
        }
    }
}
