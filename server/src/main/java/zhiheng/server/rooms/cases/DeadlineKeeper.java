package zhiheng.server.rooms.cases;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Wakes cases when time brings something about: what fell due while the server was down first, then as it falls due. It sleeps
 * until the next such moment, a minute at most, so that a clock that is set forward is noticed.
 */
final class DeadlineKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DeadlineKeeper.class.getName());
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final int BATCH = 200;

    private final CaseDesk desk;
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("deadlines").daemon().factory());

    DeadlineKeeper(CaseDesk desk) {
        this.desk = desk;
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false); // a close does not wait for the next deadline
    }

    void start() {
        worker.execute(() -> {
            safely(() -> desk.unknown().forEach(desk::pass));
            work();
        });
    }

    private void work() {
        var pause = LONGEST;
        try {
            var due = desk.due(BATCH);
            due.forEach(id -> safely(() -> desk.pass(id)));
            var wait =
                    desk.nextWake().map(at -> Duration.between(desk.now(), at)).orElse(LONGEST);
            pause = wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "deadlines of cases cannot be read, trying again: {0}", e.getMessage());
        }
        worker.schedule(this::work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One that fails does not hold up the others. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a deadline could not be carried out, trying again: {0}",
                    e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
