package zhiheng.base.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will do. */
public final class Await {
    private static final Duration MOST = Duration.ofSeconds(30);

    private Await() {}

    /** Returns once {@code holds}; fails saying {@code what} was waited for, not merely that something was false. */
    public static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + MOST.toSeconds() + " s in vain: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + what, e);
            }
        }
    }
}
