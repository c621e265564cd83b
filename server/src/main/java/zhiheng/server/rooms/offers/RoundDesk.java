package zhiheng.server.rooms.offers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.offers.Asker;
import zhiheng.office.offers.Asking;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Round;
import zhiheng.office.offers.Standing;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;

/** Holds rounds and takes the answers of both sides; a place is counted when both said yes, and never over the capacity. */
final class RoundDesk {
    /** Days in which both sides may answer. */
    private static final int ANSWER_DAYS = 14;

    private final Transactions store;
    private final Office office;
    private final Ledger ledger;
    private final OfferDesk desk;
    private final OfficeTime time;

    RoundDesk(Transactions store, Office office, Ledger ledger, OfferDesk desk, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.ledger = ledger;
        this.desk = desk;
        this.time = time;
    }

    /** All that a round is held over, read at one moment. */
    private record Hall(List<Offer> offers, int[] free, List<Asker> askers) {}

    private Hall hall(Transaction tx, Offer.Kind kind) {
        var rows = desk.rows(tx);
        var offers = rows.open(kind, Round.MOST_OFFERS + 1);
        var out = rows.proposed(time.today());
        var refused = MatchRows.in(tx).refused(kind);
        var standings = new HashMap<String, Standing>();
        var askers = rows.waiting(kind, time.today(), Round.MOST_ASKINGS + 1).stream()
                .map(a -> new Asker(
                        a,
                        standings.computeIfAbsent(a.org(), org -> desk.standing(tx, org)),
                        refused.getOrDefault(a.id(), Set.of())))
                .toList();
        var free = offers.stream()
                .mapToInt(o -> Math.max(0, o.free() - out.getOrDefault(o.id(), 0)))
                .toArray();
        return new Hall(offers, free, askers);
    }

    /**
     * Holds a round: proposes places to the askings that wait. The lot between equals is drawn from the ledger's root, which nobody
     * chose. It is worked out outside a transaction; what changed meanwhile is looked at again before it is stored.
     */
    MatchRows.Held hold(Actor actor, Offer.Kind kind, Round.Method method) {
        if (!desk.holds(actor)) {
            throw Refusal.forbidden("撮合由主管机构进行。", "Rounds are held by the authority.");
        }
        var hall = store.read(tx -> hall(tx, kind));
        if (hall.askers().isEmpty()) {
            throw Refusal.conflict("没有等待的需求。", "No asking of this kind waits.");
        }
        long size = ledger.size();
        var root = ledger.root(size);
        long seed = ByteBuffer.wrap(root).getLong();
        var round = Round.of(method, hall.offers(), hall.free(), hall.askers(), time.today(), seed);
        return office.outbox().record((tx, acts) -> {
            MatchRows.in(tx).lapse(time.today(), time.now());
            var now = hall(tx, kind);
            var waiting = now.askers().stream().map(a -> a.asking().id()).collect(Collectors.toSet());
            var left = new HashMap<String, Integer>();
            for (int i = 0; i < now.offers().size(); i++) {
                left.put(now.offers().get(i).id(), now.free()[i]);
            }
            var id = office.ids().next();
            var kept = new ArrayList<Match>();
            for (var outcome : round.outcomes()) {
                var offer = outcome.offer();
                if (waiting.contains(outcome.asking().id())
                        && (offer == null || left.merge(offer.id(), -1, Integer::sum) >= 0)) {
                    kept.add(match(id, outcome));
                }
            }
            int proposed = (int)
                    kept.stream().filter(m -> m.state() == Match.State.PROPOSED).count();
            var held = new MatchRows.Held(
                    id,
                    kind,
                    method,
                    hall.askers().size(),
                    hall.offers().size(),
                    proposed,
                    round.total(),
                    round.bound(),
                    size,
                    HexFormat.of().formatHex(root),
                    seed,
                    time.now());
            MatchRows.in(tx).add(held);
            kept.forEach(m -> MatchRows.in(tx).add(m, time.now()));
            acts.add(actor, "offer.round", "offer-round/" + id, "", "", told(held));
            return held;
        });
    }

    private Match match(String round, Round.Outcome outcome) {
        var offer = outcome.offer();
        return new Match(
                office.ids().next(),
                round,
                outcome.asking().id(),
                offer == null ? "" : offer.id(),
                outcome.asking().org(),
                offer == null ? "" : offer.org(),
                outcome.score(),
                outcome.eligible(),
                outcome.lines(),
                offer == null ? Match.State.NONE : Match.State.PROPOSED,
                Match.Says.NOTHING,
                Match.Says.NOTHING,
                "",
                time.today().plusDays(ANSWER_DAYS),
                1);
    }

    private static Map<String, Object> told(MatchRows.Held r) {
        var details = new LinkedHashMap<String, Object>();
        details.put("kind", r.kind().name());
        details.put("method", r.method().name());
        details.put("askings", r.askings());
        details.put("offers", r.offers());
        details.put("proposed", r.proposed());
        details.put("total", r.total());
        details.put("bound", r.bound());
        details.put("treeSize", r.treeSize());
        details.put("root", r.root());
        return details;
    }

    List<MatchRows.Held> list(@Nullable String before, int limit) {
        return store.read(tx -> MatchRows.in(tx).rounds(before, limit));
    }

    /**
     * One of the two sides accepts or refuses. With the second yes the place is counted, and never more than there are.
     *
     * @param seen the version that the actor saw
     */
    Match answer(Actor actor, String id, long seen, boolean yes, String words) {
        Access.mayChange(actor);
        var said = Input.optional("理由", "reason", words, Input.TEXT);
        return office.outbox().record((tx, acts) -> {
            var before = MatchRows.in(tx).one(id).orElseThrow(Access::notFound);
            boolean asks = before.askerOrg().equals(actor.orgId());
            if (!asks && !before.ownerOrg().equals(actor.orgId())) {
                throw Access.sees(actor, before.askerOrg())
                        ? Refusal.forbidden("由供需双方自己决定。", "The two sides decide themselves.")
                        : Access.notFound();
            }
            OfferDesk.seen(before.version(), seen);
            if (before.on(time.today()) != Match.State.PROPOSED) {
                throw Refusal.conflict("该提议已不能答复。", "The proposal can no longer be answered.");
            }
            if ((asks ? before.asker() : before.owner()) != Match.Says.NOTHING) {
                throw Refusal.conflict("本单位已经答复。", "Your organisation has answered already.");
            }
            var says = yes ? Match.Says.YES : Match.Says.NO;
            var asker = asks ? says : before.asker();
            var owner = asks ? before.owner() : says;
            boolean agreed = asker == Match.Says.YES && owner == Match.Says.YES;
            if (agreed) {
                place(tx, before);
            }
            var after = new Match(
                    before.id(),
                    before.round(),
                    before.asking(),
                    before.offer(),
                    before.askerOrg(),
                    before.ownerOrg(),
                    before.score(),
                    before.eligible(),
                    before.lines(),
                    agreed ? Match.State.AGREED : yes ? Match.State.PROPOSED : Match.State.REFUSED,
                    asker,
                    owner,
                    yes ? before.words() : said,
                    before.until(),
                    seen + 1);
            put(tx, acts, actor, after, yes ? agreed ? "offer.agreed" : "offer.accepted" : "offer.refused", said);
            return after;
        });
    }

    private void place(Transaction tx, Match m) {
        if (!desk.rows(tx).turn(m.asking(), Asking.State.OPEN, Asking.State.PLACED, time.now())) {
            throw Refusal.conflict("该需求已不在等待。", "The asking is not waiting any more.");
        }
        if (!desk.rows(tx).take(m.offer())) {
            throw Refusal.conflict(
                    "该供给已满或已关闭，没有名额了；需求仍在等待下一轮。",
                    "The offer is full or closed: there is no place left. The asking waits for the next round.");
        }
    }

    private void put(Transaction tx, Outbox.Acts acts, Actor actor, Match after, String act, String words) {
        if (!MatchRows.in(tx).put(after, after.version() - 1, time.now())) {
            throw Refusal.conflict("已被他人修改，请核对后再办。", "It was changed meanwhile; look and act again.");
        }
        var details = new LinkedHashMap<String, Object>();
        details.put("match", after.id());
        details.put("asking", after.asking());
        details.put("state", after.state().name());
        if (!words.isEmpty()) {
            details.put("words", Words.keptElsewhere(words));
        }
        acts.add(actor, act, "offer/" + after.offer(), "", "", details);
    }

    /** Gives an agreed place back: by either side, or the authority. The asking is over; a new one may be made. */
    Match end(Actor actor, String id, long seen) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var before = MatchRows.in(tx).one(id).orElseThrow(Access::notFound);
            if (!Access.sees(actor, before.askerOrg()) && !before.ownerOrg().equals(actor.orgId())) {
                throw Access.notFound();
            }
            OfferDesk.seen(before.version(), seen);
            if (before.state() != Match.State.AGREED) {
                throw Refusal.conflict("没有约定的名额可以退回。", "There is no agreed place to give back.");
            }
            var after = new Match(
                    before.id(),
                    before.round(),
                    before.asking(),
                    before.offer(),
                    before.askerOrg(),
                    before.ownerOrg(),
                    before.score(),
                    before.eligible(),
                    before.lines(),
                    Match.State.ENDED,
                    before.asker(),
                    before.owner(),
                    before.words(),
                    before.until(),
                    seen + 1);
            desk.rows(tx).give(before.offer());
            put(tx, acts, actor, after, "offer.ended", "");
            return after;
        });
    }
}
