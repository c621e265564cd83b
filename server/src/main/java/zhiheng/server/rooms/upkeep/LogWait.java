package zhiheng.server.rooms.upkeep;

import java.nio.file.Path;
import java.time.Duration;
import zhiheng.ledger.LedgerReader;
import zhiheng.server.ground.ServerFile;

/** A log read beside a server. Where several share a database, the one that leads numbers an act there first, and its log follows. */
final class LogWait {
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final int PAUSE_MILLIS = 50;

    private LogWait() {}

    /** The log once it has so many entries, or as it is after a while. */
    static LedgerReader until(Path data, long entries) {
        var folder = data.resolve("ledger");
        if (ServerFile.of(data).name().isEmpty()) {
            return LedgerReader.open(folder);
        }
        long end = System.nanoTime() + MOST.toNanos();
        var log = LedgerReader.open(folder);
        while (log.size() < entries && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return log;
            }
            log = LedgerReader.open(folder);
        }
        return log;
    }
}
