package zhiheng.server.rooms.guide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.policy.Guide;
import zhiheng.office.policy.GuideChange;
import zhiheng.office.policy.Guides;
import zhiheng.packs.Facts;
import zhiheng.packs.PackLibrary;

/** Keeps profiles, works out guides, and remembers which one was read last. */
final class Advice {
    private final Transactions store;
    private final Office office;
    private final @Nullable Guides guides;
    private final OfficeTime time;

    /** @param guides null where no policies are installed */
    Advice(Transactions store, Office office, @Nullable Guides guides, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.guides = guides;
        this.time = time;
    }

    Map<String, Map<String, Object>> profiles(int most) {
        return store.read(tx -> ProfileRows.in(tx).all(most));
    }

    boolean installed() {
        return guides != null;
    }

    Guides guides() {
        if (guides == null) {
            throw Refusal.notFound(
                    "没有安装政策包（packs/policies）。", "No packs of policies are installed beside the library (policies).");
        }
        return guides;
    }

    PackLibrary library() {
        return guides().measures().library();
    }

    LocalDate today() {
        return time.today();
    }

    Org org(Actor actor, String id) {
        return office.orgs().find(actor, id).orElseThrow(Access::notFound);
    }

    List<Org> orgs(Actor actor) {
        return office.orgs().seenBy(actor);
    }

    Profile profile(Actor actor, String org) {
        org(actor, org);
        return store.read(tx -> ProfileRows.in(tx).profile(org)).orElse(Profile.none(org));
    }

    /** A guide with what changed since the one that was last taken note of. */
    record Told(Profile profile, Guide guide, Profile.@Nullable Noted noted, Map<String, GuideChange> changes) {}

    Told guide(Actor actor, String org, LocalDate day) {
        var profile = profile(actor, org);
        var facts = facts(profile.facts());
        var guide = guides().guide(facts, day);
        var noted = store.read(tx -> ProfileRows.in(tx).lastNoted(org)).orElse(null);
        return new Told(
                profile,
                guide,
                noted,
                noted == null ? Map.of() : guides().changes(guide, facts, facts(noted.facts()), noted.state()));
    }

    List<GuideFeature.Standing> standings(String after, int most) {
        return store.read(tx -> ProfileRows.in(tx).profiles(after, most)).stream()
                .map(this::standing)
                .toList();
    }

    Optional<GuideFeature.Standing> standing(String org) {
        return store.read(tx -> ProfileRows.in(tx).profile(org)).map(this::standing);
    }

    private GuideFeature.Standing standing(Profile p) {
        return new GuideFeature.Standing(p.org(), p.version(), facts(p.facts()));
    }

    /** Answers that the packs no longer ask are left out, whoever gave them when. */
    private Facts facts(Map<String, Object> stored) {
        var asked = library().facts().stream().map(f -> f.id()).toList();
        var known = new LinkedHashMap<String, Object>(stored);
        known.keySet().retainAll(asked);
        return Facts.of(library(), known);
    }

    /** What cannot stand together in a profile that was kept before the packs changed. */
    List<Text> contradictions(Profile profile) {
        return List.copyOf(wrong(facts(profile.facts()).asMap()).values());
    }

    /** Contradictions and all else that is wrong with answers, by question; empty where nothing is. */
    Map<String, Text> wrong(Map<String, Object> answers) {
        var wrong = new LinkedHashMap<String, Text>();
        guides().contradictions(Facts.of(library(), answers), today())
                .forEach(c -> wrong.putIfAbsent(c.fact(), c.text()));
        return wrong;
    }

    /**
     * Puts new answers in place of the old.
     *
     * @throws Refusal when they contradict each other, at the question; when somebody else saved meanwhile
     */
    Profile save(Actor actor, String org, long seen, Map<String, Object> answers) {
        Access.mayChange(actor);
        org(actor, org);
        var facts = Facts.of(library(), answers);
        var wrong = wrong(answers);
        if (!wrong.isEmpty()) {
            var first = wrong.entrySet().iterator().next();
            throw new Refusal(Refusal.Kind.INVALID, first.getValue()).at(first.getKey());
        }
        return office.outbox().record((tx, acts) -> {
            var rows = ProfileRows.in(tx);
            var before = rows.profile(org).orElse(Profile.none(org));
            if (before.version() != seen) {
                throw Refusal.conflict(
                        "企业画像已被他人修改，请核对后再保存。", "The profile was changed meanwhile; look at it and save again.");
            }
            var changed = changed(before.facts(), facts.asMap());
            if (changed.isEmpty() && before.version() > 0) {
                return before;
            }
            var after = new Profile(org, seen + 1, facts.asMap(), time.now());
            rows.put(after, actor.id(), time.now());
            acts.add(
                    actor,
                    "profile.changed",
                    "org/" + org,
                    "",
                    "",
                    Map.of("version", after.version(), "facts", changed));
            return after;
        });
    }

    private static Map<String, @Nullable Object> changed(Map<String, Object> before, Map<String, Object> after) {
        var changed = new java.util.TreeMap<String, @Nullable Object>();
        var names = new ArrayList<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            if (!Objects.equals(String.valueOf(before.get(name)), String.valueOf(after.get(name)))) {
                changed.put(name, after.get(name));
            }
        }
        return changed;
    }

    /** Remembers today's guide as read: what comes later is compared with it. */
    void note(Actor actor, String org) {
        Access.mayChange(actor);
        var told = guide(actor, org, today());
        office.outbox().record((tx, acts) -> {
            long number =
                    ProfileRows.in(tx).lastNoted(org).map(n -> n.number() + 1).orElse(1L);
            var noted = new Profile.Noted(
                    number,
                    told.guide().asOf().toString(),
                    told.guide().state(),
                    told.profile().facts(),
                    time.now());
            ProfileRows.in(tx).addNoted(org, noted, actor.id());
            return acts.add(
                    actor, "guide.noted", "org/" + org, "", "", Map.of("number", number, "state", noted.state()));
        });
    }
}
