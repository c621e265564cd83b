package zhiheng.server.rooms.sandbox;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Carries out what cases decided, soon after they did and again at the start; and looks at the harm every few minutes. */
final class SandboxWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SandboxWorker.class.getName());
    private static final long LOOK_EVERY_MINUTES = 5;
    private static final long AGAIN_SECONDS = 10;

    private final Sandboxes sandboxes;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandboxes").daemon().factory());

    SandboxWorker(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        worker.execute(() -> safely(() -> sandboxes.live().forEach(this::carryOut)));
        worker.scheduleWithFixedDelay(
                () -> safely(() -> sandboxes.live().forEach(id -> safely(() -> sandboxes.look(id)))),
                LOOK_EVERY_MINUTES,
                LOOK_EVERY_MINUTES,
                TimeUnit.MINUTES);
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
