package zhiheng.server.rooms.incidents;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Procedure;
import zhiheng.cases.clocks.Regimes;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.Light;

/**
 * Incidents that a rule opens: where the grade of an alert brings about a duty that a procedure names in {@code opens}. What is to be
 * opened is written with the alert and done by a thread of its own, so that the watch never waits; a crash in between is taken up at the
 * next start.
 */
final class ByRule implements Aftermath, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ByRule.class.getName());
    private static final long AGAIN_SECONDS = 5;

    private final Supplier<List<Procedure>> procedures;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("incidents").daemon().factory());
    private volatile @Nullable Runnable openAll;

    ByRule(Supplier<List<Procedure>> procedures) {
        this.procedures = procedures;
    }

    /** @param openAll opens an incident for each that waits */
    void start(Runnable openAll) {
        this.openAll = openAll;
        wake();
    }

    @Override
    public boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException {
        var duties = grade.clocks().stream().map(Grade.Clock::id).toList();
        if (Regimes.opened(procedures.get(), new HashSet<>(duties)).isEmpty()) {
            return false;
        }
        Sql.update(
                c,
                "INSERT INTO incident_due (alert, system, title, colour, duties) VALUES (?, ?, ?, ?, ?)",
                alert.id(),
                alert.system(),
                alert.title().zh() + " / " + alert.title().en(),
                Light.id(alert.grade()),
                String.join(",", duties));
        return true;
    }

    @Override
    public void wake() {
        if (openAll != null) {
            worker.execute(this::work);
        }
    }

    private void work() {
        var open = openAll;
        if (open == null) {
            return;
        }
        try {
            open.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "an incident could not be opened, trying again: {0}", e.getMessage());
            worker.schedule(this::work, AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
