package zhiheng.server.rooms.review;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import zhiheng.base.Refusal;
import zhiheng.gateway.Content;
import zhiheng.gateway.Held;
import zhiheng.gateway.Held.Stage;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.gateway.ReviewQueue;
import zhiheng.server.rooms.review.HeldRows.HeldRow;
import zhiheng.server.rooms.review.HeldRows.State;
import zhiheng.server.rooms.traffic.Opened;
import zhiheng.server.rooms.traffic.Vault;

/** The review queue: what is held waits here, sealed, until an officer decides. Each look and each decision is an act of the ledger. */
public final class ReviewDesk implements ReviewQueue {
    /** Undecided or not fetched after this, a call lapses and its content is gone. */
    public static final Duration LIFE = Duration.ofHours(24);

    /** Of one system; further calls are refused. */
    static final int MOST_WAITING = 1_000;

    private final HeldRows rows;
    private final Vault vault;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
    private final Opened opened = new Opened();

    public ReviewDesk(HeldRows rows, Vault vault, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.vault = vault;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Instant hold(Held h) {
        var row = new HeldRow(
                h.id(),
                h.system(),
                h.time(),
                h.time().plus(LIFE),
                h.stage(),
                h.reason(),
                h.surface(),
                h.permitVersion(),
                h.labelled(),
                State.WAITING,
                "",
                "",
                "",
                vault.seal(h.content().toBytes(), place(h.id())));
        if (!rows.add(row, MOST_WAITING)) {
            throw new IllegalStateException("复核队列已满 / the review queue is full");
        }
        return row.until();
    }

    private static String place(String id) {
        return "held " + id;
    }

    @Override
    public Ruling fetch(String system, String id) {
        var found = rows.of(system, id);
        if (found.isEmpty()) {
            return new Ruling.Unknown();
        }
        var row = found.get();
        boolean over = !clock.instant().isBefore(row.until());
        return switch (row.state()) {
            case WAITING -> over ? new Ruling.Gone() : new Ruling.Waiting(row.until());
            case REJECTED -> new Ruling.Rejected(row.note(), row.decidedBy());
            case FETCHED, LAPSED -> new Ruling.Gone();
            case RELEASED -> {
                if (over) { // swept away within the hour
                    yield new Ruling.Gone();
                }
                var held = held(row);
                yield row.stage() == Stage.OUT || rows.fetched(id)
                        ? new Ruling.Released(held, row.decidedBy())
                        : new Ruling.Gone();
            }
        };
    }

    private Held held(HeldRow row) {
        return new Held(
                row.id(),
                row.system(),
                row.time(),
                row.stage(),
                row.reason(),
                row.surface(),
                row.permitVersion(),
                row.labelled(),
                Content.read(vault.open(row.sealed(), place(row.id()))));
    }

    @Override
    public CompletionStage<Void> decided(String id, Duration most) {
        var waits = new CompletableFuture<Void>().completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS);
        awaited.put(id, waits); // one call waits for one id: the one that was held
        return waits.whenComplete((done, never) -> awaited.remove(id, waits));
    }

    /** What waits, the longest waiting first. */
    public List<HeldRow> waiting(String system, String after, int limit) {
        return rows.in(State.WAITING, system, after, limit);
    }

    /** What was decided or lapsed, the newest first. */
    public List<HeldRow> settled(String system, int limit) {
        return rows.settled(system, limit);
    }

    @Override
    public long waiting(String system) {
        return rows.waiting(system);
    }

    @Override
    public boolean isWaiting(String system, String id) {
        return rows.of(system, id)
                .filter(row -> row.state() == State.WAITING && clock.instant().isBefore(row.until()))
                .isPresent();
    }

    /** What waits, by system. */
    public List<HeldRows.Waiting> waitingBySystem() {
        return rows.waitingBySystem();
    }

    public Optional<HeldRow> row(String system, String id) {
        return rows.of(system, id);
    }

    /** A piece of what the same person has just opened with {@link #read}, for the page that shows it. */
    public Held shown(Actor actor, HeldRow row) {
        if (!opened.was(actor, row.id()) || row.sealed().length == 0) {
            throw Access.notFound();
        }
        return held(row);
    }

    /** Opens a held call to be read; that somebody read it is an act of the ledger. */
    public Held read(Actor actor, String system, String id) {
        var row = rows.of(system, id).orElseThrow(Access::notFound);
        if (row.sealed().length == 0) {
            throw Refusal.notFound("该内容已按期删除，只留下记录。", "Its content has been removed as due; only the record is left.");
        }
        var held = held(row);
        outbox.record((tx, acts) ->
                acts.add(actor, "content.read", system + "/held/" + id, system, "", Map.of("reason", row.reason())));
        opened.by(actor, id);
        return held;
    }

    /** Releases or rejects a call. @throws Refusal when it does not wait any more */
    public void decide(Actor actor, String system, String id, boolean release, String note) {
        Access.mayChange(actor);
        var why = Input.required("理由", "reason", note, Input.TEXT);
        var row = rows.of(system, id).orElseThrow(Access::notFound);
        var state = release ? State.RELEASED : State.REJECTED;
        outbox.record((tx, acts) -> {
            if (!HeldRows.decide(tx, id, state, actor.id(), clock.instant(), why)) {
                throw Refusal.conflict("此调用已被处理或已过期。", "This call has been decided already, or its time is over.");
            }
            return acts.add(
                    actor,
                    "review." + (release ? "released" : "rejected"),
                    system + "/held/" + id,
                    system,
                    "",
                    Map.of(
                            "reason",
                            Words.keptElsewhere(why),
                            "found",
                            row.reason(),
                            "stage",
                            row.stage().name()));
        });
        var waits = awaited.remove(id);
        if (waits != null) {
            waits.complete(null);
        }
    }

    @Override
    public int lapse() {
        return rows.lapse(clock.instant());
    }

    @Override
    public int forget(String system, Instant before) {
        return rows.forget(system, before);
    }
}
