package zhiheng.server.rooms.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import zhiheng.office.Office;

/** Evaluates the registry again at start and after each midnight, in the background. */
public final class DailyRefresh implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private final Thread thread;

    public DailyRefresh(Office office, Clock clock) {
        thread = Thread.ofVirtual().name("daily-refresh").start(() -> run(office, clock));
    }

    private static void run(Office office, Clock clock) {
        var done = LocalDate.MIN;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var today = LocalDate.now(clock);
                if (!today.equals(done)) {
                    try {
                        office.refresh();
                        done = today;
                    } catch (RuntimeException e) {
                        System.getLogger(DailyRefresh.class.getName())
                                .log(System.Logger.Level.WARNING, "refresh failed, trying again", e);
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
