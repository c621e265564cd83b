package zhiheng.server.rooms.offers;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
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
 * Takes offers and askings. Open offers are seen by all who are signed in, an asking by
 * its own organisation, the authority, and owners of offers that it may have a place of.
 */
final class OfferDesk {
    private static final Actor INSIDE = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final int MOST_RANKED = 200;

    private final Transactions store;
    private final Office office;
    private final Profiles profiles;
    private final OfficeTime time;

    OfferDesk(Transactions store, Office office, Profiles profiles, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.profiles = profiles;
        this.time = time;
    }

    LocalDate today() {
        return time.today();
    }

    Profiles profiles() {
        return profiles;
    }

    OfferRows rows(Transaction tx) {
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
        if (!form.measure().isEmpty() && profiles.measures().stream().noneMatch(m -> m.id().equals(form.measure()))) {
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

    static void seen(long version, long seen) {
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

    Standing standing(Transaction tx, String org) {
        var library = profiles.library();
        var facts = profiles.facts(tx, org);
        return library == null || facts == null ? Standing.NONE : Standing.of(library, facts, today());
    }

    boolean holds(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR || actor.role() == Role.OFFICER;
    }
}
