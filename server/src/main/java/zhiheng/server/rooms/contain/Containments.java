package zhiheng.server.rooms.contain;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.gateway.Routes;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.permit.Terms;
import zhiheng.office.acts.Json;
import zhiheng.office.people.Access;
import zhiheng.server.rooms.contain.ContainmentRows.Outcome;
import zhiheng.server.rooms.contain.ContainmentRows.Row;
import zhiheng.server.rooms.watch.AlertRows.AlertRow;
import zhiheng.server.rooms.watch.Grade;

/**
 * Alerts that make a permit stricter, by a rule of a pack, and the way back. A containment is asked for in the transaction that
 * writes its alert and carried out by a thread of its own, so that the journal's courier never waits for ledger or disk; one cut
 * short by a crash is taken up at the next start. While several hold, the system is in the strictest of their states; when one is
 * undone, in the strictest of the rest; when none is left, in the state before the first. A person who changes the permit ends them all.
 */
public final class Containments implements AutoCloseable {
    /** The reason of one who undoes it with one click. */
    public static final String RESTORED = "撤回告警自动遏制 / Containment undone";

    private static final System.Logger LOG = System.getLogger(Containments.class.getName());
    private static final long FIRST_PAUSE_SECONDS = 5;
    private static final long LONGEST_PAUSE_SECONDS =
            600; // each try leaves an act, so a ledger that is down is not asked often

    private final ContainmentRows rows;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("containments").daemon().factory());
    private volatile @Nullable Gateway gateway;
    private long pause = FIRST_PAUSE_SECONDS;

    private record Gateway(Permits permits, Routes routes) {}

    public Containments(ContainmentRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Begins to carry out what is asked, from before this start too. */
    public void start(Permits permits, Routes routes) {
        gateway = new Gateway(permits, routes);
        wake();
    }

    /** As it is written beside its alert. */
    public static Row asked(String id, AlertRow alert, Grade.Containment asked, Text title, Map<String, Object> statistics) {
        var clause = asked.clause();
        var body = new LinkedHashMap<String, Object>();
        body.put("containment", id);
        body.put("alert", alert.id());
        body.put("grade", alert.grade());
        body.put("title", Map.of("zh", title.zh(), "en", title.en()));
        body.put("rule", clause.pack() + "/" + clause.rule());
        body.put("article", clause.article());
        body.put("text", Map.of("zh", clause.text().zh(), "en", clause.text().en()));
        body.put("confidence", clause.confidence());
        body.put("asks", asked.to().name().toLowerCase(Locale.ROOT));
        body.put("statistics", statistics);
        return Row.asked(
                id,
                alert.id(),
                alert.system(),
                alert.monitor(),
                clause.pack() + "/" + clause.rule(),
                asked.to(),
                alert.time(),
                Json.write(body));
    }

    /** Something was asked for. Returns at once. */
    public void wake() {
        if (gateway != null) {
            worker.execute(this::work);
        }
    }

    private void work() {
        var g = gateway;
        if (g == null) {
            return;
        }
        boolean left = false;
        try {
            for (var row : rows.open()) {
                left |= !tried(g, row);
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
    private boolean tried(Gateway g, Row row) {
        try {
            carryOut(g, row);
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

    private synchronized void carryOut(Gateway g, Row row) {
        while (true) {
            var permit = g.permits.of(row.system());
            if (permit == null) {
                rows.settle(row.with(Outcome.NO_PERMIT), false);
                return;
            }
            boolean begun = row.outcome() == Outcome.BEGUN;
            if (begun && permit.version() == row.version()) {
                rows.settle(row.with(Outcome.DONE), true);
                return;
            }
            if (permit.terms().onAlert() == Terms.OnAlert.TELL) {
                rows.settle(row.with(Outcome.TOLD), false);
                return;
            }
            var plan = plan(g, permit, row, begun && permit.version() == row.version() - 1);
            rows.settle(plan, false);
            if (plan.outcome() != Outcome.BEGUN) {
                return;
            }
            try {
                g.permits.change(
                        permit.with(plan.from().stricter(plan.holds())),
                        "rule:" + row.rule(),
                        reason(row),
                        Json.readMap(row.body()));
                rows.settle(plan.with(Outcome.DONE), true);
                return;
            } catch (Refusal e) {
                row = row.with(Outcome.ASKED); // a person was quicker: look again
            }
        }
    }

    /** @param resumed the permit is as a change cut short left it, so the row knows better what was before */
    private Row plan(Gateway g, Permit permit, Row row, boolean resumed) {
        var held = rows.inForce(row.system(), permit.version());
        var from = resumed ? row.from() : permit.state();
        var base = held.isEmpty() ? from : held.getFirst().base();
        var wanted = possible(g, row);
        if (resumed || from.stricter(wanted) != from) {
            return row.with(Outcome.BEGUN, base, from, wanted, permit.version() + 1);
        }
        boolean joins = !held.isEmpty()
                && base.stricter(wanted) != base
                && held.stream().noneMatch(h -> h.monitor().equals(row.monitor()));
        return joins
                ? row.with(Outcome.DONE, base, from, wanted, permit.version())
                : row.with(Outcome.STRICT_ALREADY, base, from, from, permit.version());
    }

    /** What was asked for, or the next stricter state where there is no model to fall back on. */
    private static PermitState possible(Gateway g, Row row) {
        var route = g.routes.of(row.system());
        boolean fallback = route != null && !route.fallbackModel().isEmpty();
        return row.asked() == PermitState.DEGRADED && !fallback ? PermitState.REVIEW : row.asked();
    }

    private static String reason(Row row) {
        var body = Json.readMap(row.body());
        var title = (Map<?, ?>) body.getOrDefault("title", Map.of());
        return "告警自动遏制：" + title.get("zh") + "（" + body.get("article") + "） / Contained by a rule on an alert: "
                + title.get("en");
    }

    /** Those that hold now, oldest first. */
    public List<Row> inForce(String system) {
        var g = gateway;
        var permit = g == null ? null : g.permits.of(system);
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
        var g = gateway;
        var row = rows.one(system, id).orElseThrow(Access::notFound);
        var permit = g == null ? null : g.permits.of(system);
        if (g == null || permit == null || row.outcome() != Outcome.DONE) {
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
        var evidence = Json.readMap(row.body());
        evidence.put("undone", undone.stream().map(Row::id).toList());
        try {
            var after = g.permits.change(permit.with(after(row, held)), actor, reason, evidence);
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
