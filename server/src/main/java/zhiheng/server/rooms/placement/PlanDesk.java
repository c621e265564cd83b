package zhiheng.server.rooms.placement;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.placement.Kueue;
import zhiheng.placement.Plan;
import zhiheng.placement.Planner;
import zhiheng.placement.Problem;
import zhiheng.placement.Rolling;
import zhiheng.placement.Why;

/**
 * Makes plans and keeps them, each for its organisation. A plan is a proposal: nothing is started by it, so it is no act of the
 * ledger. One is made at a time, since the search wants the processor.
 */
final class PlanDesk {
    static final int MOST_PLANS = 100;
    private static final int MOST_HERE = 2_000;
    private static final long WAIT_SECONDS = 40;
    private static final Planner.Effort EFFORT =
            new Planner.Effort(1, 1, 400, 20_000, .01, 3, 10_000, Duration.ofSeconds(20));

    private final Transactions store;
    private final Ids ids;
    private final OfficeTime time;
    private final Semaphore turn = new Semaphore(1, true);

    PlanDesk(Transactions store, Ids ids, OfficeTime time) {
        this.store = store;
        this.ids = ids;
        this.time = time;
    }

    List<Made.Head> heads(Actor actor, @Nullable String before, int limit) {
        return store.read(tx -> PlanRows.in(tx).heads(Access.bound(actor), before, limit));
    }

    Made one(Actor actor, String id) {
        return store.read(tx -> PlanRows.in(tx).one(id))
                .filter(made -> Access.sees(actor, made.org()))
                .orElseThrow(Access::notFound);
    }

    Made make(Actor actor, String title, Problem problem) {
        Access.mayChange(actor);
        var name = named(title);
        room(actor, problem);
        return inTurn(() -> kept(actor, name, problem, Planner.plan(problem, EFFORT), ""));
    }

    /** What came of planning again. */
    record Again(Made made, Rolling.Next next) {}

    /** The plan from {@code now}'s begin on, see {@link Rolling}. */
    Again again(Actor actor, String id, String title, Problem now, Rolling.Steady steady) {
        Access.mayChange(actor);
        var before = own(actor, id);
        var name = named(title.isBlank() ? before.title() : title);
        room(actor, now);
        return inTurn(() -> {
            var next = Rolling.again(before.problem(), before.plan(), now, steady, EFFORT);
            return new Again(kept(actor, name, next.problem(), next.plan(), before.id()), next);
        });
    }

    private static String named(String title) {
        return Input.required("名称", "title", title, Input.NAME);
    }

    private void room(Actor actor, Problem problem) {
        if (problem.jobs().size() > MOST_HERE) {
            throw Refusal.invalid(
                            "此处最多 " + MOST_HERE + " 个作业；更多请用命令 ./zhiheng place。",
                            "Here " + MOST_HERE + " jobs at most; for more use the command ./zhiheng place.")
                    .at("jobs");
        }
        if (store.read(tx -> PlanRows.in(tx).count(actor.orgId())) >= MOST_PLANS) {
            throw Refusal.conflict(
                    "本单位已有 " + MOST_PLANS + " 份计划，请先删除一份。",
                    "Your organisation has " + MOST_PLANS + " plans already; delete one first.");
        }
    }

    private Made kept(Actor actor, String title, Problem problem, Plan plan, String before) {
        var made = new Made(
                ids.next(), actor.orgId(), actor.id(), title, problem, plan, Saved.beside(problem), before, time.now());
        return store.write(tx -> {
            PlanRows.in(tx).add(made);
            return made;
        });
    }

    private <T> T inTurn(Supplier<T> work) {
        boolean mine;
        try {
            mine = turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            mine = false;
        }
        if (!mine) {
            throw Refusal.unavailable("正在做别的计划，请稍后再试。", "Other plans are being made; try again in a minute.", null);
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    /** Only by the organisation whose plan it is: to see all is not to change all. */
    private Made own(Actor actor, String id) {
        var made = one(actor, id);
        if (!made.org().equals(actor.orgId())) {
            throw Refusal.forbidden("只能改动本单位的计划。", "Only plans of your own organisation are yours to change.");
        }
        return made;
    }

    void delete(Actor actor, String id) {
        Access.mayChange(actor);
        own(actor, id);
        store.write(tx -> {
            PlanRows.in(tx).delete(id);
            return id;
        });
    }

    static Why why(Made made, String job) {
        return Why.of(made.problem(), made.plan(), job);
    }

    /** Queues, and the jobs of all hours one after the other. @param hour only what starts then; null for all with the queues */
    static String kueue(Made made, Kueue.Cluster cluster, @Nullable Integer hour) {
        var jobs = Kueue.jobs(made.problem(), made.plan(), cluster);
        if (hour != null) {
            var then = jobs.get(hour);
            if (then == null) {
                throw Refusal.notFound("这个小时没有作业开始。", "No job starts in this hour.");
            }
            return then;
        }
        var all = new StringBuilder("# Queues: once.\n").append(Kueue.queues(made.problem(), cluster));
        jobs.forEach((h, text) -> all.append("# To be applied at ")
                .append(made.problem().at(h))
                .append(", see zhiheng/start.\n")
                .append(text));
        return all.toString();
    }

    static Kueue.Cluster cluster(String namespace, String image, String resource, int perNode) {
        try {
            return new Kueue.Cluster(namespace, image, resource, perNode);
        } catch (BadValue e) {
            throw new Refusal(Refusal.Kind.INVALID, BadValue.said(e));
        }
    }
}
