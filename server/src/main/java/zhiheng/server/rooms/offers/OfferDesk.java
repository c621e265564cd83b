package zhiheng.server.rooms.offers;

import java.nio.ByteBuffer;
import java.time.LocalDate;
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
import zhiheng.office.offers.Condition;
import zhiheng.office.offers.Fit;
import zhiheng.office.offers.Offer;
import zhiheng.office.offers.Place;
import zhiheng.office.offers.Round;
import zhiheng.office.offers.Standing;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.guide.Profiles;

/**
 * Takes offers and askings, holds rounds, and takes the answers of both sides. Open offers are seen by all who are signed in, an asking by
 * its own organisation, the authority, and owners of offers that it may have a place of. A place is counted when both sides said yes.
 */
final class OfferDesk {
    /** Days in which both sides may answer. */
    static final int ANSWER_DAYS = 14;

    private static final Actor INSIDE = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final int MOST_RANKED = 200;

    private final Transactions store;
    private final Office office;
    private final Ledger ledger;
    private final Profiles profiles;
    private final OfficeTime time;

    OfferDesk(Transactions store, Office office, Ledger ledger, Profiles profiles, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.ledger = ledger;
        this.profiles = profiles;
        this.time = time;
    }

    LocalDate today() {
        return time.today();
    }

    Profiles profiles() {
        return profiles;
    }

    private OfferRows rows(Transaction tx) {
        return OfferRows.in(tx, profiles.library());
    }

    /** Names of organisations by id: who offers is no secret. */
    Map<String, String> names() {
        return office.orgs().seenBy(INSIDE).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    /** What somebody says of a new offer. */
    record OfferForm(
            Offer.Kind kind,
            String title,
            String about,
            String place,
            String coordinates,
            String unit,
            int capacity,
            long price,
            LocalDate starts,
            LocalDate ends,
            String measure,
            String conditions) {}

    Offer offer(Actor actor, OfferForm form) {
        Access.mayChange(actor);
        if (!form.measure().isEmpty()
                && profiles.measures().stream().noneMatch(m -> m.id().equals(form.measure()))) {
            throw Refusal.invalid("没有这条政策规则：" + form.measure(), "There is no such rule of a policy: " + form.measure());
        }
        var library = profiles.library();
        if (library == null && !form.conditions().isBlank()) {
            throw Refusal.invalid("没有安装政策包，不能设条件。", "No policies are installed, so no conditions can be read.");
        }
        var offer = new Offer(
                office.ids().next(),
                actor.orgId(),
                form.kind(),
                Input.required("名称", "title", form.title(), Input.NAME),
                Input.optional("说明", "description", form.about(), Input.TEXT),
                Place.of(form.place(), form.coordinates()),
                Input.required("每个名额", "what one place is", form.unit(), Input.NAME),
                form.capacity(),
                0,
                form.price(),
                form.starts(),
                form.ends(),
                form.measure(),
                library == null ? List.of() : Condition.read(library, form.conditions()),
                List.of(),
                true,
                1);
        return office.outbox().record((tx, acts) -> {
            rows(tx).add(offer, actor.id(), time.now());
            acts.add(
                    actor,
                    "offer.made",
                    "offer/" + offer.id(),
                    "",
                    "",
                    Map.of(
                            "kind", offer.kind().name(),
                            "capacity", offer.capacity(),
                            "price", offer.price(),
                            "starts", offer.starts().toString(),
                            "ends", offer.ends().toString(),
                            "measure", offer.measure(),
                            "conditions",
                                    offer.conditions().stream()
                                            .map(Condition::line)
                                            .toList()));
            return offer;
        });
    }

    /** Changes what may change while places are out; never fewer places than are taken. */
    Offer change(Actor actor, String id, long seen, int capacity, LocalDate ends, List<String> ranking, boolean open) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var rows = rows(tx);
            var before = rows.one(id).orElseThrow(Access::notFound);
            owns(actor, before.org());
            seen(before.version(), seen);
            var after = new Offer(
                    before.id(),
                    before.org(),
                    before.kind(),
                    before.title(),
                    before.about(),
                    before.place(),
                    before.unit(),
                    capacity,
                    before.taken(),
                    before.price(),
                    before.starts(),
                    ends,
                    before.measure(),
                    before.conditions(),
                    ranked(ranking),
                    open,
                    seen + 1);
            if (!rows.change(after, time.now())) {
                throw Refusal.conflict(
                        "已有 " + before.taken() + " 个名额给出，名额不能更少。",
                        before.taken() + " places are taken; there cannot be fewer.");
            }
            acts.add(
                    actor,
                    "offer.changed",
                    "offer/" + id,
                    "",
                    "",
                    Map.of("capacity", capacity, "ends", ends.toString(), "open", open, "ranked", ranking.size()));
            return after;
        });
    }

    private static List<String> ranked(List<String> ids) {
        if (ids.size() > MOST_RANKED) {
            throw Refusal.invalid("排序至多 " + MOST_RANKED + " 项。", "At most " + MOST_RANKED + " can be ranked.");
        }
        if (Set.copyOf(ids).size() < ids.size() || ids.stream().anyMatch(id -> !id.matches("[0-9A-Za-z-]{1,40}"))) {
            throw Refusal.invalid("排序中每个编号写一次。", "A ranking names each id once.");
        }
        return ids;
    }

    private static void owns(Actor actor, String org) {
        if (!actor.orgId().equals(org)) {
            throw Refusal.forbidden("此事由该单位自己办理。", "This is for the organisation whose it is.");
        }
    }

    private static void seen(long version, long seen) {
        if (version != seen) {
            throw Refusal.conflict("已被他人修改，请核对后再办。", "It was changed meanwhile; look and act again.");
        }
    }

    /** What somebody says of a new asking. */
    record AskingForm(
            Offer.Kind kind,
            String title,
            String about,
            String place,
            String coordinates,
            int reach,
            long most,
            LocalDate from) {}

    Asking ask(Actor actor, AskingForm form) {
        Access.mayChange(actor);
        var asking = new Asking(
                office.ids().next(),
                actor.orgId(),
                form.kind(),
                Input.required("名称", "title", form.title(), Input.NAME),
                Input.optional("说明", "description", form.about(), Input.TEXT),
                Place.of(form.place(), form.coordinates()),
                form.reach(),
                form.most(),
                form.from(),
                List.of(),
                Asking.State.OPEN,
                1);
        return office.outbox().record((tx, acts) -> {
            rows(tx).add(asking, actor.id(), time.now());
            acts.add(
                    actor,
                    "asking.made",
                    "asking/" + asking.id(),
                    "",
                    "",
                    Map.of("kind", asking.kind().name(), "from", asking.from().toString()));
            return asking;
        });
    }

    Asking rank(Actor actor, String id, long seen, List<String> ranking) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var rows = rows(tx);
            var before = rows.asking(id).orElseThrow(Access::notFound);
            owns(actor, before.org());
            seen(before.version(), seen);
            rows.rank(id, ranked(ranking), seen + 1, time.now());
            acts.add(actor, "asking.ranked", "asking/" + id, "", "", Map.of("ranked", ranking.size()));
            return rows.asking(id).orElseThrow(Access::notFound);
        });
    }

    Asking withdraw(Actor actor, String id) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var rows = rows(tx);
            var before = rows.asking(id).orElseThrow(Access::notFound);
            owns(actor, before.org());
            if (!rows.turn(id, Asking.State.OPEN, Asking.State.WITHDRAWN, time.now())) {
                throw Refusal.conflict("该需求已不在等待。", "It is not waiting any more.");
            }
            acts.add(actor, "asking.withdrawn", "asking/" + id, "", "", Map.of());
            return rows.asking(id).orElseThrow(Access::notFound);
        });
    }

    /** Open offers, or those of one's own organisation whatever their state. */
    List<Offer> offers(Actor actor, boolean own, Offer.@Nullable Kind kind, @Nullable String before, int limit) {
        return store.read(tx -> rows(tx).list(own ? actor.orgId() : null, kind, before, limit));
    }

    Offer one(Actor actor, String id) {
        return store.read(tx -> rows(tx).one(id))
                .filter(o -> o.open() || Access.sees(actor, o.org()))
                .orElseThrow(Access::notFound);
    }

    List<Asking> askings(Actor actor, boolean own, @Nullable String before, int limit) {
        return store.read(tx -> rows(tx).askings(own ? actor.orgId() : Access.bound(actor), before, limit));
    }

    /** An asking with what rounds said to it, the newest first. */
    record Told(Asking asking, List<Match> matches, Map<String, String> titles) {}

    Told asking(Actor actor, String id) {
        return store.read(tx -> {
            var asking = rows(tx).asking(id).orElseThrow(Access::notFound);
            var matches = MatchRows.in(tx).of(id);
            boolean partner = matches.stream().anyMatch(m -> m.ownerOrg().equals(actor.orgId()));
            if (!Access.sees(actor, asking.org()) && !partner && !mayServe(tx, actor, asking)) {
                throw Access.notFound();
            }
            // a partner sees its own proposals, not what others were told
            var shown = Access.sees(actor, asking.org())
                    ? matches
                    : matches.stream()
                            .filter(m -> m.ownerOrg().equals(actor.orgId()))
                            .toList();
            var ids = shown.stream()
                    .flatMap(m -> m.lines().stream().map(Round.Line::offer))
                    .distinct()
                    .toList();
            return new Told(asking, shown, rows(tx).titles(ids));
        });
    }

    private boolean mayServe(Transaction tx, Actor actor, Asking asking) {
        return asking.state() == Asking.State.OPEN
                && rows(tx).list(actor.orgId(), asking.kind(), null, MOST_RANKED).stream()
                        .anyMatch(o -> o.open() && fit(tx, o, asking).eligible());
    }

    private Fit fit(Transaction tx, Offer offer, Asking asking) {
        return Fit.of(offer, new Asker(asking, standing(tx, asking.org()), Set.of()), today());
    }

    /** Askings that wait and may have a place of an offer: its owner may rank them. */
    List<Asking> candidates(Offer offer) {
        return store.read(tx -> rows(tx).waiting(offer.kind(), today(), MOST_RANKED).stream()
                .filter(a -> fit(tx, offer, a).eligible())
                .toList());
    }

    /** Open offers of which an asking may have a place: its asker may rank them. */
    List<Offer> choices(Asking asking) {
        return store.read(tx -> rows(tx).open(asking.kind(), MOST_RANKED).stream()
                .filter(o -> fit(tx, o, asking).eligible())
                .toList());
    }

    /** Proposals and agreements about offers of the actor's organisation. */
    List<Match> atOwner(Actor actor, int limit) {
        return store.read(tx -> MatchRows.in(tx).ofOwner(actor.orgId(), limit));
    }

    /** Whether the actor's own organisation may have a place, whatever it asks for. */
    Fit fit(Actor actor, Offer offer) {
        var standing = store.read(tx -> standing(tx, actor.orgId()));
        return Fit.of(offer, anything(actor, offer, standing), today());
    }

    /** As {@link #fit(Actor, Offer)} for many offers, with the profile read once. */
    List<Fit> fits(Actor actor, List<Offer> offers) {
        var standing = store.read(tx -> standing(tx, actor.orgId()));
        return offers.stream()
                .map(o -> Fit.of(o, anything(actor, o, standing), today()))
                .toList();
    }

    private Asker anything(Actor actor, Offer offer, Standing standing) {
        return new Asker(
                new Asking(
                        "",
                        actor.orgId(),
                        offer.kind(),
                        "",
                        "",
                        Place.ANYWHERE,
                        0,
                        Asking.NO_LIMIT,
                        today(),
                        List.of(),
                        Asking.State.OPEN,
                        1),
                standing,
                Set.of());
    }

    private Standing standing(Transaction tx, String org) {
        var library = profiles.library();
        var facts = profiles.facts(tx, org);
        return library == null || facts == null ? Standing.NONE : Standing.of(library, facts, today());
    }

    boolean holds(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR || actor.role() == Role.OFFICER;
    }

    /** All that a round is held over, read at one moment. */
    private record Hall(List<Offer> offers, int[] free, List<Asker> askers) {}

    private Hall hall(Transaction tx, Offer.Kind kind) {
        var rows = rows(tx);
        var offers = rows.open(kind, Round.MOST_OFFERS + 1);
        var out = rows.proposed(today());
        var refused = MatchRows.in(tx).refused(kind);
        var standings = new HashMap<String, Standing>();
        var askers = rows.waiting(kind, today(), Round.MOST_ASKINGS + 1).stream()
                .map(a -> new Asker(
                        a,
                        standings.computeIfAbsent(a.org(), org -> standing(tx, org)),
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
        if (!holds(actor)) {
            throw Refusal.forbidden("撮合由主管机构进行。", "Rounds are held by the authority.");
        }
        var hall = store.read(tx -> hall(tx, kind));
        if (hall.askers().isEmpty()) {
            throw Refusal.conflict("没有等待的需求。", "No asking of this kind waits.");
        }
        long size = ledger.size();
        var root = ledger.root(size);
        long seed = ByteBuffer.wrap(root).getLong();
        var round = Round.of(method, hall.offers(), hall.free(), hall.askers(), today(), seed);
        return office.outbox().record((tx, acts) -> {
            MatchRows.in(tx).lapse(today(), time.now());
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
            int proposed = (int) kept.stream()
                    .filter(m -> m.state() == Match.State.PROPOSED)
                    .count();
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
                today().plusDays(ANSWER_DAYS),
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

    List<MatchRows.Held> rounds(@Nullable String before, int limit) {
        return store.read(tx -> MatchRows.in(tx).rounds(before, limit));
    }

    MatchRows.Held round(String id) {
        return store.read(tx -> MatchRows.in(tx).round(id)).orElseThrow(Access::notFound);
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
            seen(before.version(), seen);
            if (before.on(today()) != Match.State.PROPOSED) {
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
        if (!rows(tx).turn(m.asking(), Asking.State.OPEN, Asking.State.PLACED, time.now())) {
            throw Refusal.conflict("该需求已不在等待。", "The asking is not waiting any more.");
        }
        if (!rows(tx).take(m.offer())) {
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
            seen(before.version(), seen);
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
            rows(tx).give(before.offer());
            put(tx, acts, actor, after, "offer.ended", "");
            return after;
        });
    }
}
