package zhiheng.server.rooms.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import zhiheng.office.Office;
import zhiheng.packs.LegalDays;

/** Evaluates the registry again at start and after midnight in the zone of each law, in the background. */
public final class DailyRefresh implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);
    private final Thread thread;

    public DailyRefresh(Office office) {
        thread = Thread.ofVirtual().name("daily-refresh").start(() -> run(office));
    }

    private static void run(Office office) {
        @Nullable LegalDays done = null;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var today = office.days();
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
