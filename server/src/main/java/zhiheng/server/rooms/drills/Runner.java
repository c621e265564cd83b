package zhiheng.server.rooms.drills;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.drills.exercise.Conduct;
import zhiheng.drills.exercise.Exposure;
import zhiheng.drills.exercise.Pauses;
import zhiheng.drills.exercise.Scenario;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.gateway.GatewayFeature;
import zhiheng.server.rooms.sample.SampleUpstream;
import zhiheng.server.rooms.watch.GradedAlert;
import zhiheng.server.rooms.watch.WatchFeature;

/**
 * Lets the drills that run go on: injects by the events list, traffic where a drill is live, alerts as they come, the end. A live drill
 * that a restart cut short is over: what fenced it in is gone.
 */
final class Runner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Runner.class.getName());
    private static final long PAUSE_MILLIS = 20;
    private static final long TABLE_PAUSE_MILLIS = 500;
    private static final long MOST_MILLIS = 25_000;
    private static final int MOST_ALERTS = 100;
    private static final int TOLD_EVERY = 25;
    /** Where nothing is injected there is some traffic too, for a monitor must know how it was before. */
    private static final int CALM_EVERY = 2;

    private final DrillDesk desk;
    private final GatewayFeature gateway;
    private final WatchFeature watch;
    private final Vertx vertx;
    private final Clock clock;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Runner(DrillDesk desk, GatewayFeature gateway, WatchFeature watch, Vertx vertx, Clock clock) {
        this.desk = desk;
        this.gateway = gateway;
        this.watch = watch;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Ends live drills that were cut short, goes on with those at a table. */
    void start() {
        var begun = new ArrayList<>(desk.in(Conduct.State.RUNNING));
        begun.addAll(desk.in(Conduct.State.PAUSED));
        for (var drill : begun) {
            if (drill.live()) {
                gateway.books()
                        .ifPresent(books -> drill.systems()
                                .values()
                                .forEach(s -> Sandboxed.stop(books, DrillDesk.ITSELF, s, drill.id())));
                desk.runOut(drill.id(), "服务器重启，演练已停止。 The server was started again, so the drill has stopped.");
            } else {
                go(drill, null);
            }
        }
    }

    /** Begins a drill. @throws Refusal where it may not, or one of its systems serves others */
    void begin(Actor actor, String id) {
        var drill = desk.one(actor, id);
        if (!drill.live()) {
            desk.move(actor, id, Conduct.Deed.BEGIN, "");
            go(desk.now(id), null);
            return;
        }
        Conduct.after(drill.state(), Conduct.Deed.BEGIN, desk.part(actor, drill));
        var books = gateway.books().orElseThrow(Runner::noGateway);
        if (gateway.address().isEmpty()) {
            throw noGateway();
        }
        var from = clock.instant();
        var until = drill.scenario().end(from);
        var sandboxed = Sandboxed.open(books, actor, drill, from, until, this::standIn);
        try {
            desk.move(actor, id, Conduct.Deed.BEGIN, "");
        } catch (RuntimeException e) {
            sandboxed.close();
            throw e;
        }
        go(desk.now(id), sandboxed);
    }

    private static Refusal noGateway() {
        return Refusal.unavailable("服务器未开网关，不能实操演练。", "The server has no gateway, so no live drill is held.", null);
    }

    private SampleUpstream standIn() {
        var standIn = SampleUpstream.start(vertx)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Rounds.calm(standIn);
        return standIn;
    }

    private void go(Drill drill, @Nullable Sandboxed sandboxed) {
        var thread = Thread.ofVirtual().name("drill " + drill.id()).unstarted(() -> run(drill, sandboxed));
        running.put(drill.id(), thread);
        thread.start();
    }

    private void run(Drill drill, @Nullable Sandboxed sandboxed) {
        try {
            if (sandboxed == null) {
                table(drill);
            } else {
                live(drill, sandboxed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Refusal e) {
            over(drill, e.text().zh() + " " + e.text().en());
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "drill " + drill.id() + " was stopped", e);
            over(drill, "演练因故障停止。 The drill was stopped by a fault.");
        } finally {
            if (sandboxed != null) {
                sandboxed.close();
            }
            running.remove(drill.id());
        }
    }

    private void over(Drill drill, String why) {
        if (!closing) {
            desk.runOut(drill.id(), why);
        }
    }

    /** What a drill does this moment. */
    private enum Going {
        ON,
        STILL,
        OVER
    }

    private Going going(Drill drill) {
        var now = desk.now(drill.id());
        if (closing || !now.running() && !now.paused()) {
            return Going.OVER;
        }
        var paused = desk.pauses(drill.id()).sum();
        if (paused.compareTo(Pauses.MOST) >= 0) {
            desk.runOut(drill.id(), "暂停合计已满24小时，演练结束。 The drill stood still for 24 hours in sum and is over.");
            return Going.OVER;
        }
        if (now.paused()) {
            return Going.STILL;
        }
        if (!clock.instant().isBefore(drill.scenario().end(began(drill)).plus(paused))) {
            desk.runOut(drill.id(), "");
            return Going.OVER;
        }
        return Going.ON;
    }

    private static Instant began(Drill drill) {
        return Optional.ofNullable(drill.began()).orElseThrow();
    }

    private void table(Drill drill) throws InterruptedException {
        for (var going = going(drill); going != Going.OVER; going = going(drill)) {
            if (going == Going.ON) {
                desk.advance(drill);
            }
            Thread.sleep(TABLE_PAUSE_MILLIS);
        }
    }

    private void live(Drill drill, Sandboxed sandboxed) throws IOException, InterruptedException {
        var scenario = drill.scenario();
        var address = gateway.address().orElseThrow(Runner::noGateway);
        var rounds = new Rounds(address, sandboxed, watch.live(), clock, drill.id());
        var exposures = new HashMap<String, Exposure>();
        var known = new HashSet<String>();
        try {
            var going = going(drill);
            for (int turn = 0; going != Going.OVER; going = going(drill), turn++) {
                if (going == Going.STILL) {
                    sandboxed.pause();
                    Thread.sleep(TABLE_PAUSE_MILLIS);
                    continue;
                }
                if (sandboxed.isPaused()) {
                    sandboxed.resume(scenario.end(began(drill))
                            .plus(desk.pauses(drill.id()).sum()));
                }
                var active = desk.advance(drill);
                for (var slot : sandboxed.slots()) {
                    round(scenario, rounds, sandboxed, slot, active, exposures, turn);
                }
                if (turn % 10 == 0) {
                    alerts(drill, scenario, known);
                }
                if (turn % TOLD_EVERY == 0) {
                    exposures.forEach((inject, e) -> desk.expose(drill.id(), inject, e));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } finally {
            exposures.forEach((inject, e) -> desk.expose(drill.id(), inject, e));
            rounds.close();
        }
    }

    private static void round(
            Scenario scenario,
            Rounds rounds,
            Sandboxed sandboxed,
            String slot,
            Set<String> active,
            Map<String, Exposure> exposures,
            int turn)
            throws IOException, InterruptedException {
        var here = scenario.injects().stream()
                .filter(i -> i.to().equals(slot) && active.contains(i.id()))
                .findFirst();
        var traffic = here.map(Scenario.Inject::traffic).orElse(null);
        if (traffic == null) {
            Rounds.calm(sandboxed.of(slot).standIn());
            if (turn % CALM_EVERY == 0) {
                rounds.good(slot);
            }
            return;
        }
        var inject = here.orElseThrow().id();
        var so = exposures.getOrDefault(inject, Exposure.NONE);
        if (so.bad() < traffic.calls()) {
            exposures.put(inject, so.and(rounds.both(slot, traffic)));
        }
    }

    /** Alerts of the systems in the drill that came since it began, each once. */
    private void alerts(Drill drill, Scenario scenario, Set<String> known) {
        drill.systems().forEach((slot, system) -> {
            for (var alert : watch.alerts().of(system, null, MOST_ALERTS).reversed()) {
                if (!alert.time().isBefore(began(drill).minusMillis(1)) && known.add(alert.id())) {
                    told(drill, scenario, slot, alert);
                }
            }
        });
    }

    private void told(Drill drill, Scenario scenario, String slot, GradedAlert alert) {
        var record = desk.entries(DrillDesk.ITSELF, drill.id(), "");
        var latest = record.stream()
                .filter(e -> e.kind() == DrillEntry.Kind.INJECTED && !e.time().isAfter(alert.time()))
                .filter(e -> scenario.inject(e.inject())
                        .filter(i -> i.to().equals(slot))
                        .isPresent())
                .reduce((a, b) -> b)
                .flatMap(e -> scenario.inject(e.inject()));
        boolean meant = latest.isPresent()
                && List.of("", alert.family()).contains(latest.get().expect().family());
        desk.seen(
                drill.id(),
                meant ? DrillEntry.Kind.ALERT : DrillEntry.Kind.FALSE_ALARM,
                meant ? latest.get().id() : "",
                alert.monitor(),
                alert.time());
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        for (var thread : List.copyOf(running.values())) {
            thread.join(MOST_MILLIS); // it sees that all closes; cut short it could leave a permit half written
            thread.interrupt();
        }
    }
}
