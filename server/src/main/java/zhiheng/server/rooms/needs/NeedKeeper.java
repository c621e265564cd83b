package zhiheng.server.rooms.needs;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Wakes needs when time or a merge brings something about; what fell due while the server was down comes first. */
final class NeedKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(NeedKeeper.class.getName());
    private static final int BATCH = 200;
    private static final int SECONDS = 5;

    private final NeedDeeds deeds;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("needs").daemon().factory());

    NeedKeeper(NeedDeeds deeds) {
        this.deeds = deeds;
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        worker.scheduleWithFixedDelay(this::look, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            deeds.due(BATCH).forEach(id -> one(() -> deeds.pass(id)));
            deeds.moving(BATCH).forEach(moving -> one(() -> deeds.tellMove(moving)));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "needs cannot be read, trying again: {0}", e.getMessage());
        }
    }

    /** One that fails does not hold up the others. */
    private static void one(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a step of a need failed, trying again: {0}", e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
