package zhiheng.server.rooms.incidents;

import static zhiheng.server.rooms.incidents.IncidentDesk.about;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.Permits;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.incidents.IncidentDesk.Written;
import zhiheng.server.rooms.incidents.Measure.State;
import zhiheng.server.rooms.traffic.CallFilter;
import zhiheng.server.rooms.traffic.InteractionRows;

/**
 * Containment by people: steps of the ladder over the permit of the incident's system. While several hold, the permit is the one before
 * the first of them with all of them laid upon it, so two commanders who act at once both have their way; the same step twice is refused.
 * When one ends, the rest goes on; when none is left, the permit is as it was. A person who changes the permit itself ends them all, and
 * is never overwritten. Evidence is captured before the first byte changes.
 */
final class Ladder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ladder.class.getName());
    private static final int MOST_HOURS = 720;
    private static final int MOST_PAGES = 5;
    private static final int PAGE = 200;

    private final Transactions store;
    private final IncidentDesk desk;
    private final Workroom work;
    private final Permits permits;
    private final InteractionRows interactions;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ladder").daemon().factory());

    Ladder(Transactions store, IncidentDesk desk, Workroom work, Permits permits, InteractionRows interactions) {
        this.store = store;
        this.desk = desk;
        this.work = work;
        this.permits = permits;
        this.interactions = interactions;
    }

    /** Settles what a crash cut short, and from then on ends what expires. */
    void start() {
        store.read(tx -> MeasureSql.in(tx).all(State.BEGUN)).forEach(this::settle);
        worker.scheduleWithFixedDelay(this::expire, 0, 1, TimeUnit.SECONDS);
    }

    List<Measure> of(Actor actor, String incident) {
        desk.one(actor, incident);
        return store.read(tx -> MeasureSql.in(tx).ofIncident(incident));
    }

    /**
     * Takes a step; from L5 on it is proposed, and holds once another person confirms it.
     *
     * @param hours after which it ends by itself
     */
    synchronized Measure take(Actor actor, String id, Level level, String target, long hours, String reason) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reason", reason, Input.TEXT);
        var about = Input.required("对象", "target", target, Input.NAME);
        level.fits(about);
        if (hours < 1 || hours > MOST_HOURS) {
            throw Refusal.invalid("时长须为1至720小时。", "The hours are from 1 to 720.");
        }
        var incident = desk.one(actor, id);
        IncidentDesk.isOpen(incident);
        permit(incident.system());
        var same = store.read(tx -> MeasureSql.in(tx).ofSystem(incident.system(), State.PROPOSED)).stream()
                .anyMatch(m -> m.level() == level && m.target().equals(about));
        if (same) {
            throw Refusal.conflict(
                    level + " 已有人提出，请由另一人确认。", level + " is proposed already; another person confirms it.");
        }
        if (inForce(incident.system()).stream()
                .anyMatch(m -> m.level() == level && m.target().equals(about))) {
            throw Refusal.conflict(level + " 已在执行。", level + " holds already.");
        }
        var measure = new Measure(
                desk.nextId(),
                id,
                incident.system(),
                level,
                about,
                State.PROPOSED,
                hours,
                why,
                "",
                0,
                actor.id(),
                desk.now(),
                "",
                null,
                null,
                null,
                "");
        if (!level.dual()) {
            return carryOut(actor, measure, "");
        }
        desk.written(actor, (tx, acts) -> {
            var now = IncidentDesk.mine(tx, actor, id);
            MeasureSql.in(tx).put(measure);
            var record = desk.record(tx, acts, actor, now);
            record.add(Entry.Kind.PROPOSED, why, told(measure));
            return new Written<>(measure, record);
        });
        return measure;
    }

    /** The second person's part. */
    synchronized Measure confirm(Actor actor, String incident, String id) {
        Access.mayChange(actor);
        IncidentDesk.isOpen(desk.one(actor, incident));
        var measure = one(actor, incident, id);
        if (measure.state() != State.PROPOSED) {
            throw Refusal.conflict("该措施无须确认。", "This step waits for no confirmation.");
        }
        if (measure.proposedBy().equals(actor.id())) {
            throw Refusal.forbidden("须由另一人确认。", "Another person must confirm it.");
        }
        return carryOut(actor, measure, actor.id());
    }

    private Measure carryOut(Actor actor, Measure measure, String confirmedBy) {
        work.capture(actor, measure.incident());
        var permit = permit(measure.system());
        var held = inForce(measure.system());
        var base = held.isEmpty() ? PermitJson.write(permit) : held.getFirst().base();
        var at = desk.now();
        var begun = measure.as(
                State.BEGUN, base, permit.version() + 1, confirmedBy, at, at.plus(Duration.ofHours(measure.hours())));
        store.write(tx -> {
            MeasureSql.in(tx).put(begun);
            return true;
        });
        var all = new ArrayList<>(held);
        all.add(begun);
        Permit after;
        try {
            after = permits.change(
                    laid(base, all, permit.version()),
                    actor.id(),
                    measure.reason(),
                    Map.of(
                            "incident",
                            measure.incident(),
                            "level",
                            measure.level().name(),
                            "measure",
                            measure.id()));
        } catch (Refusal e) {
            settle(begun);
            throw e;
        }
        return settled(actor, begun, after.version());
    }

    private Measure settled(Actor actor, Measure begun, long version) {
        var holds = begun.as(State.HOLDS, begun.base(), version, begun.confirmedBy(), begun.held(), begun.expires());
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, IncidentDesk.ITSELF, begun.incident());
            MeasureSql.in(tx).carry(begun.system(), version - 1, version);
            MeasureSql.in(tx).put(holds);
            var record = desk.record(tx, acts, actor, incident);
            var about = told(holds);
            about.put("permit", version);
            record.add(Entry.Kind.CONTAINED, holds.reason(), about);
            return new Written<>(holds, record);
        });
    }

    /** One cut short: it holds if its permit was written, else it never was. */
    private void settle(Measure begun) {
        var permit = permits.of(begun.system());
        if (permit != null && permit.version() == begun.version()) {
            settled(IncidentDesk.ITSELF, begun, begun.version());
        } else {
            store.write(tx -> {
                MeasureSql.in(tx).end(begun.id(), State.OVERTAKEN, desk.now(), IncidentDesk.ITSELF.id());
                return true;
            });
        }
    }

    /** Ends one; the permit is as the rest of the steps leave it. */
    synchronized Measure restore(Actor actor, String incident, String id, String reason) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reason", reason, Input.TEXT);
        return end(actor, one(actor, incident, id), State.RESTORED, why);
    }

    private Measure end(Actor actor, Measure measure, State how, String why) {
        if (measure.state() != State.HOLDS) {
            throw Refusal.conflict("该措施未在执行。", "This step does not hold.");
        }
        var permit = permit(measure.system());
        if (permit.version() != measure.version()) {
            store.write(tx -> {
                MeasureSql.in(tx).end(measure.id(), State.OVERTAKEN, desk.now(), actor.id());
                return true;
            });
            throw Refusal.conflict(
                    "此后许可已被人修改（现为第 " + permit.version() + " 版），不予覆盖；如需放开，请直接修改许可。",
                    "The permit was changed by a person since (version " + measure.version() + " then, "
                            + permit.version()
                            + " now); it is not overwritten. To open the system, change the permit itself.");
        }
        var rest = inForce(measure.system()).stream()
                .filter(m -> !m.id().equals(measure.id()))
                .toList();
        var after = permits.change(
                laid(measure.base(), rest, permit.version()),
                actor.id(),
                why,
                Map.of("incident", measure.incident(), "level", measure.level().name(), "measure", measure.id()));
        return desk.written(actor, (tx, acts) -> {
            var incident = IncidentDesk.mine(tx, IncidentDesk.ITSELF, measure.incident());
            MeasureSql.in(tx).end(measure.id(), how, desk.now(), actor.id());
            MeasureSql.in(tx).carry(measure.system(), after.version() - 1, after.version());
            var record = desk.record(tx, acts, actor, incident);
            var about = told(measure);
            about.put("permit", after.version());
            record.add(how == State.EXPIRED ? Entry.Kind.EXPIRED : Entry.Kind.RESTORED, why, about);
            return new Written<>(measure, record);
        });
    }

    private synchronized void expire() {
        try {
            var now = desk.now();
            for (var m : store.read(tx -> MeasureSql.in(tx).all(State.HOLDS))) {
                var expires = m.expires();
                if (expires != null && !now.isBefore(expires)) {
                    expire(m);
                }
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "steps that expired could not be ended, trying again: {0}",
                    e.getMessage());
        }
    }

    private void expire(Measure m) {
        try {
            end(IncidentDesk.ITSELF, m, State.EXPIRED, "期限已到 / its time is over");
        } catch (Refusal e) {
            LOG.log(System.Logger.Level.INFO, "step {0} ended: {1}", m.id(), e.getMessage());
        }
    }

    /**
     * What a step did, from the calls on record.
     *
     * @param firstRefusalMillis from when it held to the first call that the permit refused; null while none was
     * @param refused calls refused since, at most {@value #PAGE} times {@value #MOST_PAGES} are looked at
     * @param clean those of them in which nothing was found; of a system that is stopped nothing is inspected, so there it is all
     */
    record Effect(@Nullable Long firstRefusalMillis, int refused, int clean) {}

    Effect effect(Measure m) {
        var held = m.held();
        if (held == null || m.version() == 0) {
            return new Effect(null, 0, 0);
        }
        var filter =
                new CallFilter(m.system(), held, m.ended(), CallFilter.Outcome.REFUSED, "", "", "", 0, "", null, 0);
        String cursor = null;
        Instant first = null;
        int refused = 0;
        int clean = 0;
        for (int i = 0; i < MOST_PAGES; i++) {
            var page = interactions.search(filter, cursor, false, PAGE);
            for (var call : page.calls()) {
                refused++;
                clean += call.detections().isEmpty() ? 1 : 0;
                first = call.time();
            }
            cursor = page.older();
            if (cursor == null) {
                break;
            }
        }
        return new Effect(
                first == null ? null : Math.max(0, Duration.between(held, first).toMillis()), refused, clean);
    }

    private Measure one(Actor actor, String incident, String id) {
        return of(actor, incident).stream()
                .filter(m -> m.id().equals(id))
                .findFirst()
                .orElseThrow(Access::notFound);
    }

    /** Those that hold under the permit as it is, oldest first. */
    List<Measure> inForce(String system) {
        var permit = permits.of(system);
        return permit == null
                ? List.of()
                : store.read(tx -> MeasureSql.in(tx).ofSystem(system, State.HOLDS)).stream()
                        .filter(m -> m.version() == permit.version())
                        .toList();
    }

    private Permit permit(String system) {
        var permit = permits.of(system);
        if (permit == null) {
            throw Refusal.conflict(
                    "该系统没有许可，网关不放行任何调用，无需遏制。",
                    "The system has no permit, so nothing passes and nothing is to be contained.");
        }
        return permit;
    }

    private static Permit laid(String base, List<Measure> measures, long version) {
        var permit = PermitJson.read(base).numbered(version);
        for (var m : measures) {
            permit = m.level().on(permit, m.target());
        }
        return permit;
    }

    private static Map<String, Object> told(Measure m) {
        return about("measure", m.id(), "level", m.level().name(), "target", m.target(), "hours", m.hours());
    }

    @Override
    public void close() throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }
}
