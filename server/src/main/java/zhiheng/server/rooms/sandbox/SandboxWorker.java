package zhiheng.server.rooms.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Carries out what cases decided, soon after they did and again at the start; every few minutes looks at the harm and keeps sheets. */
final class SandboxWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SandboxWorker.class.getName());
    private static final long LOOK_EVERY_MINUTES = 5;
    private static final long AGAIN_SECONDS = 10;
    /** The last day of a participation is over after its case has ended. */
    private static final Duration LAST_DAYS = Duration.ofDays(3);

    private final Sandboxes sandboxes;
    private final Sheets sheets;
    private final Kits kits;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandboxes").daemon().factory());

    SandboxWorker(Sandboxes sandboxes, Sheets sheets, Kits kits) {
        this.sandboxes = sandboxes;
        this.sheets = sheets;
        this.kits = kits;
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        worker.execute(() -> safely(() -> sandboxes.live().forEach(this::carryOut)));
        worker.execute(() -> safely(() -> sandboxes.since(Instant.EPOCH).forEach(this::keep)));
        worker.scheduleWithFixedDelay(
                () -> {
                    safely(() -> sandboxes.live().forEach(this::look));
                    safely(() ->
                            sandboxes.since(sandboxes.now().minus(LAST_DAYS)).forEach(this::keep));
                },
                LOOK_EVERY_MINUTES,
                LOOK_EVERY_MINUTES,
                TimeUnit.MINUTES);
    }

    private void look(String id) {
        safely(() -> sandboxes.look(id));
        keep(id);
    }

    private void keep(String id) {
        safely(() -> sheets.keep(id));
    }

    /** A case may have moved. */
    void moved(String id) {
        if (!worker.isShutdown()) {
            worker.execute(() -> carryOut(id));
        }
    }

    private void carryOut(String id) {
        try {
            sandboxes.carryOut(id);
            if (sandboxes.ended(id)) {
                sheets.keep(id);
                kits.ended(id);
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "what case {0} decided could not be carried out, trying again: {1}",
                    id,
                    e.getMessage());
            if (!worker.isShutdown()) {
                worker.schedule(() -> carryOut(id), AGAIN_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a sandbox could not be looked at, trying again: {0}", e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
