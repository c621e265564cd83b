package zhiheng.server.house;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.journal.Journal;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.office.acts.LogCopy;
import zhiheng.server.ground.ServerFile;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.StoreException;
import zhiheng.server.rooms.registry.JdbcOfficeStore;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * What a server does while it follows: its ledger takes every entry that the database numbers, so that it may lead at once, and
 * records of calls that its gateway took while it led, and could not bring in any more, are brought in.
 */
final class Following implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Following.class.getName());
    private static final Duration EVERY = Duration.ofMillis(300);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Config config;
    private final ServerFile file;
    private final Db db;
    private final Thread thread;
    private @Nullable Ledger ledger;
    private @Nullable LogCopy copy;
    private @Nullable Journal journal;
    private volatile long entries;
    private final CountDownLatch closing = new CountDownLatch(1);
    private long toldNanos = System.nanoTime() - TOLD_EVERY.toNanos();

    Following(Config config, ServerFile file) {
        this.config = config;
        this.file = file;
        db = Db.beside(text(config.databaseUrl()), text(config.databaseUser()), text(config.databasePassword()));
        thread = Thread.ofPlatform().name("following").daemon().start(this::run);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private void run() {
        do {
            try {
                step();
            } catch (StoreException | LedgerException | Refusal | IOException e) {
                tell(e);
            } catch (Exception e) {
                LOG.log(System.Logger.Level.ERROR, "following stopped", e);
                return;
            }
        } while (!closed(EVERY));
    }

    private boolean closed(Duration within) {
        try {
            return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void step() throws Exception {
        var now = copy;
        if (now == null) {
            var opened = Logs.follow(config.data(), file.shared()).orElse(null);
            if (opened != null) {
                ledger = opened;
                var store = new JdbcOfficeStore(db);
                now = new LogCopy(store, store::in, opened);
                copy = now;
            }
        }
        if (now != null) {
            now.catchUp();
            entries = ledger == null ? 0 : ledger.size();
        }
        var folder = config.data().resolve("journal");
        if (journal == null && Files.isDirectory(folder)) {
            journal = new Journal(
                    folder, Journal.Settings.DEFAULT, new InteractionRows(db, file.journal()), brought -> {});
        }
    }

    private void tell(Exception e) {
        if (closing.getCount() > 0 && System.nanoTime() - toldNanos > TOLD_EVERY.toNanos()) {
            toldNanos = System.nanoTime();
            LOG.log(System.Logger.Level.WARNING, "this server does not follow at the moment: {0}", e.getMessage());
        }
    }

    /** How many entries its ledger has. */
    long entries() {
        return entries;
    }

    @Override
    public void close() {
        closing.countDown(); // no interrupt, which would close files under way
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (journal != null) {
            journal.close();
        }
        if (ledger != null) {
            ledger.close();
        }
        db.close();
    }
}
