package zhiheng.server.rooms.contain;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.gateway.Routes;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.people.Access;
import zhiheng.server.rooms.contain.ContainmentCourse.Event;
import zhiheng.server.rooms.contain.ContainmentCourse.Outcome;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.Grade;
import zhiheng.server.rooms.watch.GradedAlert;

/**
 * Alerts that make a permit stricter, by a rule of a pack, and the way back. A containment is asked for in the transaction that
 * writes its alert and carried out by a thread of its own, so that the journal's courier never waits for ledger or disk; one cut
 * short by a crash is taken up at the next start. While several hold, the system is in the strictest of their states; when one is
 * undone, in the strictest of the rest; when none is left, in the state before the first. A person who changes the permit ends them all.
 */
public final class Containments implements Aftermath, AutoCloseable {
    /** The reason of one who undoes it with one click. */
    public static final String RESTORED = "撤回告警自动遏制 / Containment undone";

    private static final System.Logger LOG = System.getLogger(Containments.class.getName());
    private static final long FIRST_PAUSE_SECONDS = 5;
    private static final long LONGEST_PAUSE_SECONDS =
            600; // each try leaves an act, so a ledger that is down is not asked often

    private final ContainmentRows rows;
    private final Permits permits;
    private final Routes routes;
    private final Ids ids;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("containments").daemon().factory());
    private long pause = FIRST_PAUSE_SECONDS;

    /** Begins to carry out what is asked, from before this start too. */
    public Containments(ContainmentRows rows, Permits permits, Routes routes, Ids ids, Clock clock) {
        this.rows = rows;
        this.permits = permits;
        this.routes = routes;
        this.ids = ids;
        this.clock = clock;
        wake();
    }

    /** Asks for what the grade's rule asks for, if any. */
    @Override
    public boolean write(Connection c, GradedAlert alert, Grade grade) throws SQLException {
        var asked = grade.containment();
        if (asked == null) {
            return false;
        }
        ContainmentRows.add(c, Row.asked(alert, Evidence.of(ids.next(), alert, asked)));
        return true;
    }

    @Override
    public void wake() {
        worker.execute(this::work);
    }

    private void work() {
        boolean left = false;
        try {
            for (var row : rows.open()) {
                left |= !tried(row);
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "containments cannot be read, trying again: {0}", e.getMessage());
            left = true;
        }
        if (left) {
            worker.schedule(this::work, pause, TimeUnit.SECONDS);
        }
        pause = left ? Math.min(pause * 2, LONGEST_PAUSE_SECONDS) : FIRST_PAUSE_SECONDS;
    }

    /** One that fails does not hold up the others. */
    private boolean tried(Row row) {
        try {
            carryOut(row);
            return true;
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "containment {0} of {1} could not be carried out, trying again: {2}",
                    row.id(),
                    row.system(),
                    e.getMessage());
            return false;
        }
    }

    private synchronized void carryOut(Row row) {
        while (true) {
            var permit = permits.of(row.system());
            if (row.outcome() == Outcome.BEGUN) {
                long version = permit == null ? 0 : permit.version();
                if (version == row.version()) {
                    rows.settle(row.after(Event.CHANGE), true);
                    return;
                }
                row = version == row.version() - 1 ? row : row.after(Event.LOSE);
            }
            if (permit == null) {
                rows.settle(row.after(Event.FIND_NO_PERMIT), false);
                return;
            }
            if (row.outcome() == Outcome.ASKED && permit.terms().onAlert() == Terms.OnAlert.TELL) {
                rows.settle(row.after(Event.TELL), false);
                return;
            }
            var plan = plan(permit, row);
            rows.settle(plan, false);
            if (plan.outcome() != Outcome.BEGUN) {
                return;
            }
            try {
                permits.change(
                        permit.with(plan.from().stricter(plan.holds())),
                        "rule:" + row.rule(),
                        reason(row.evidence()),
                        row.evidence().tree());
                rows.settle(plan.after(Event.CHANGE), true);
                return;
            } catch (Refusal e) {
                row = plan.after(Event.LOSE); // a person was quicker: look again
            }
        }
    }

    /** @param row where it is begun, the permit is as a change cut short left it, so the row knows better what was before */
    private Row plan(Permit permit, Row row) {
        boolean resumed = row.outcome() == Outcome.BEGUN;
        var held = rows.inForce(row.system(), permit.version());
        var from = resumed ? row.from() : permit.state();
        var base = held.isEmpty() ? from : held.getFirst().base();
        var wanted = possible(row);
        if (resumed || from.stricter(wanted) != from) {
            return row.after(Event.BEGIN, base, from, wanted, permit.version() + 1);
        }
        boolean joins = !held.isEmpty()
                && base.stricter(wanted) != base
                && held.stream().noneMatch(h -> h.monitor().equals(row.monitor()));
        return joins
                ? row.after(Event.JOIN, base, from, wanted, permit.version())
                : row.after(Event.FIND_STRICT, base, from, from, permit.version());
    }

    /** What was asked for, or the next stricter state where there is no model to fall back on. */
    private PermitState possible(Row row) {
        var route = routes.of(row.system());
        boolean fallback = route != null && !route.fallbackModel().isEmpty();
        return row.asked() == PermitState.DEGRADED && !fallback ? PermitState.REVIEW : row.asked();
    }

    private static String reason(Evidence evidence) {
        return "告警自动遏制：" + evidence.title().zh() + "（" + evidence.article() + "） / Contained by a rule on an alert: "
                + evidence.title().en();
    }

    /** Those that hold now, oldest first. */
    public List<Row> inForce(String system) {
        var permit = permits.of(system);
        return permit == null ? List.of() : rows.inForce(system, permit.version());
    }

    /** One page, newest first. */
    public List<Row> of(String system, @Nullable String before, int limit) {
        return rows.of(system, before, limit);
    }

    /** Those that these alerts led to. */
    public List<Row> ofAlerts(List<String> alerts) {
        return rows.ofAlerts(alerts);
    }

    /** The state to which undoing a containment would lead. */
    public PermitState after(Row undone) {
        return after(undone, inForce(undone.system()));
    }

    private static PermitState after(Row undone, List<Row> held) {
        var state = undone.base();
        for (var other : held) {
            state = other.monitor().equals(undone.monitor()) ? state : state.stricter(other.holds());
        }
        return state;
    }

    /** Undoes a containment, and with it milder ones for the same monitor. @return the permit that holds from now on */
    public synchronized Permit restore(String system, String id, String actor, String reason) {
        var row = rows.one(system, id).orElseThrow(Access::notFound);
        var permit = permits.of(system);
        if (permit == null || row.outcome() != Outcome.DONE) {
            throw Refusal.conflict("该告警没有改变许可，无可撤回。", "This alert changed no permit; there is nothing to undo.");
        }
        var restored = row.restoredAt();
        if (restored != null) {
            throw Refusal.conflict(
                    "已由 " + row.restoredBy() + " 于 " + restored + " 撤回。",
                    "It was undone by " + row.restoredBy() + " on " + restored + ".");
        }
        if (permit.version() != row.version()) {
            throw changedSince(row, permit);
        }
        var held = rows.inForce(system, permit.version());
        var undone =
                held.stream().filter(h -> h.monitor().equals(row.monitor())).toList();
        var evidence = row.evidence().tree();
        evidence.put("undone", undone.stream().map(Row::id).toList());
        try {
            var after = permits.change(permit.with(after(row, held)), actor, reason, evidence);
            rows.restored(undone, system, after.version(), clock.instant(), actor);
            return after;
        } catch (Refusal e) {
            throw changedSince(row, permit);
        }
    }

    private static Refusal changedSince(Row row, Permit permit) {
        return Refusal.conflict(
                "遏制之后许可已被人修改（现为第 " + permit.version() + " 版，状态 "
                        + permit.state().name().toLowerCase(Locale.ROOT) + "），不予覆盖；如需放开，请直接修改许可。",
                "The permit was changed by a person after this containment (version " + row.version() + " then, "
                        + permit.version() + " now, " + permit.state().name().toLowerCase(Locale.ROOT)
                        + "); it is not overwritten. To open the system, change the permit itself.");
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
