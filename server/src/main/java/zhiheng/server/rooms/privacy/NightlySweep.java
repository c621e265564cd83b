package zhiheng.server.rooms.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;

/** Takes away what is too old, at start and after each midnight, in the background. */
final class NightlySweep implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NightlySweep.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Thread thread;

    NightlySweep(Retention retention, Clock clock) {
        thread = Thread.ofVirtual().name("nightly-sweep").start(() -> run(retention, clock));
    }

    private static void run(Retention retention, Clock clock) {
        var done = LocalDate.MIN;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var today = LocalDate.now(clock);
                if (!today.equals(done)) {
                    try {
                        var gone = retention.sweep();
                        if (!gone.isEmpty()) {
                            LOG.log(System.Logger.Level.INFO, "taken away since it was too old: {0}", gone);
                        }
                        done = today;
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.WARNING, "the sweep failed, trying again", e);
                    }
                }
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
