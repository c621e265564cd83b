package zhiheng.server.rooms.adoption;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.jobs.Edition;
import zhiheng.office.jobs.NetEffect;
import zhiheng.office.jobs.NetRate;
import zhiheng.office.jobs.Report;
import zhiheng.office.jobs.RoleChange;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.SystemQuery;
import zhiheng.office.registry.SystemRow;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.PackLibrary;
import zhiheng.server.rooms.guide.Profiles;

/**
 * Keeps records of use at work. The counts of one enterprise are its own: others see that there is a record, when workers were told and
 * what protects them; numbers only in editions in which nobody can be found.
 */
final class AdoptionDesk {
    private static final Actor INSIDE = new Actor("zhiheng", "", Role.ADMINISTRATOR);
    private static final int MOST_SYSTEMS = 200;
    private static final int MOST_ORGS = 100_000;

    private final Transactions store;
    private final Office office;
    private final Profiles profiles;
    private final @Nullable PackLibrary employment;
    private final OfficeTime time;

    /** @param employment what the law says of such records; null where no such packs are installed */
    AdoptionDesk(
            Transactions store, Office office, Profiles profiles, @Nullable PackLibrary employment, OfficeTime time) {
        this.store = store;
        this.office = office;
        this.profiles = profiles;
        this.employment = employment;
        this.time = time;
    }

    LocalDate today() {
        return time.today();
    }

    Map<String, String> names() {
        return office.orgs().seenBy(INSIDE).stream().collect(Collectors.toMap(Org::id, Org::name));
    }

    Profiles profiles() {
        return profiles;
    }

    /** Systems of the actor's own organisation, to choose from. */
    List<SystemRow> systems(Actor actor) {
        return office.registry()
                .systems(actor, new SystemQuery(null, actor.orgId(), null, null, null, MOST_SYSTEMS))
                .items();
    }

    Optional<String> systemName(Actor actor, String system) {
        return office.registry().nameOf(actor, system);
    }

    /** What somebody says of a use, without its roles. */
    record Said(
            String system,
            String task,
            LocalDate starts,
            Set<Adoption.Where> where,
            Adoption.HighRisk highRisk,
            @Nullable LocalDate informed,
            boolean heard,
            int offered,
            int finished,
            Set<Adoption.Protection> protections) {}

    Adoption record(Actor actor, Said said, List<RoleChange> roles) {
        Access.mayChange(actor);
        var system = office.registry().system(actor, said.system());
        if (!system.orgId().equals(actor.orgId())) {
            throw Refusal.forbidden("由使用单位自己登记。", "The organisation whose system it is records its use.");
        }
        return office.outbox().record((tx, acts) -> {
            var made = made(tx, office.ids().next(), actor.orgId(), said, roles, 1);
            keep(tx, acts, actor, made, "adoption.recorded");
            return made;
        });
    }

    private Adoption made(Transaction tx, String id, String org, Said said, List<RoleChange> roles, long version) {
        return new Adoption(
                id,
                org,
                said.system(),
                Input.required("用途", "what it is used for", said.task(), Input.NAME),
                answer(tx, org, "org_region"),
                answer(tx, org, "org_sector"),
                said.starts(),
                said.where(),
                said.highRisk(),
                said.informed(),
                said.heard(),
                said.offered(),
                said.finished(),
                said.protections(),
                roles,
                version);
    }

    private String answer(Transaction tx, String org, String fact) {
        var facts = profiles.facts(tx, org);
        return facts != null && facts.asMap().get(fact) instanceof String said ? said : "";
    }

    /** Changes a record; its system stays. @param seen the version that the actor saw */
    Adoption change(Actor actor, String id, long seen, Said said, List<RoleChange> roles) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var before = own(tx, actor, id, seen);
            var after = made(
                    tx,
                    id,
                    before.org(),
                    new Said(
                            before.system(),
                            said.task(),
                            said.starts(),
                            said.where(),
                            said.highRisk(),
                            said.informed(),
                            said.heard(),
                            said.offered(),
                            said.finished(),
                            said.protections()),
                    roles,
                    seen + 1);
            keep(tx, acts, actor, after, "adoption.changed");
            return after;
        });
    }

    /** Puts one kind of role in, in place of what was said of it; with null takes it out. */
    Adoption role(Actor actor, String id, long seen, String occupation, @Nullable RoleChange change) {
        Access.mayChange(actor);
        return office.outbox().record((tx, acts) -> {
            var a = own(tx, actor, id, seen);
            var roles = new ArrayList<>(a.roles().stream()
                    .filter(r -> !r.occupation().equals(occupation))
                    .toList());
            if (change != null) {
                roles.add(change);
            }
            var after = a.with(roles, seen + 1);
            keep(tx, acts, actor, after, "adoption.changed");
            return after;
        });
    }

    void remove(Actor actor, String id, long seen) {
        Access.mayChange(actor);
        office.outbox().record((tx, acts) -> {
            var before = own(tx, actor, id, seen);
            AdoptionRows.in(tx).remove(id);
            return acts.add(actor, "adoption.removed", "adoption/" + id, before.system(), "", Map.of());
        });
    }

    private static Adoption own(Transaction tx, Actor actor, String id, long seen) {
        var before = AdoptionRows.in(tx).one(id).orElseThrow(Access::notFound);
        if (!before.org().equals(actor.orgId())) {
            throw Access.sees(actor, before.org())
                    ? Refusal.forbidden("由使用单位自己登记。", "The organisation whose use it is keeps the record.")
                    : Access.notFound();
        }
        if (before.version() != seen) {
            throw Refusal.conflict("已被他人修改，请核对后再办。", "It was changed meanwhile; look and act again.");
        }
        return before;
    }

    /** The leaf has no counts of people: it stays for ever, and small ones would too. */
    private void keep(Transaction tx, Outbox.Acts acts, Actor actor, Adoption a, String act) {
        AdoptionRows.in(tx).put(a, time.now());
        var details = new LinkedHashMap<String, Object>();
        details.put("version", a.version());
        details.put("starts", a.starts().toString());
        details.put("highRisk", a.highRisk().name());
        if (a.informed() != null) {
            details.put("informed", a.informed().toString());
        }
        details.put("heard", a.heard());
        details.put(
                "protections",
                Adoption.ordered(a.protections(), Adoption.Protection.class).stream()
                        .map(Enum::name)
                        .toList());
        acts.add(actor, act, "adoption/" + a.id(), a.system(), "", details);
    }

    List<Adoption> list(Actor actor, @Nullable String before, int limit) {
        return store.read(tx -> AdoptionRows.in(tx).list(Access.bound(actor), before, limit)).stream()
                .map(a -> seenBy(actor, a))
                .toList();
    }

    Adoption one(Actor actor, String id) {
        return store.read(tx -> AdoptionRows.in(tx).one(id))
                .filter(a -> Access.sees(actor, a.org()))
                .map(a -> seenBy(actor, a))
                .orElseThrow(Access::notFound);
    }

    /** Without the numbers, for all but its own organisation. */
    private static Adoption seenBy(Actor actor, Adoption a) {
        return a.org().equals(actor.orgId())
                ? a
                : new Adoption(
                        a.id(),
                        a.org(),
                        a.system(),
                        a.task(),
                        a.region(),
                        a.sector(),
                        a.starts(),
                        a.where(),
                        a.highRisk(),
                        a.informed(),
                        a.heard(),
                        0,
                        0,
                        a.protections(),
                        List.of(),
                        a.version());
    }

    /** What all records of one's own organisation come to. */
    NetEffect net(Actor actor) {
        var own = store.read(tx -> AdoptionRows.in(tx).list(actor.orgId(), null, 10_000));
        return NetEffect.of(own.stream().map(Adoption::roles).toList(), own.size());
    }

    /** What the packs say of a record, now and to come; empty for others than its own organisation, since it rests on numbers. */
    List<Finding.Note> notes(Actor actor, Adoption a) {
        var library = employment;
        if (library == null || !a.org().equals(actor.orgId())) {
            return List.of();
        }
        var facts = new LinkedHashMap<String, Object>();
        if (!a.where().isEmpty()) {
            facts.put(
                    "work_where",
                    Adoption.ordered(a.where(), Adoption.Where.class).stream()
                            .map(w -> w.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
        if (a.highRisk() != Adoption.HighRisk.UNKNOWN) {
            facts.put("work_high_risk", a.highRisk() == Adoption.HighRisk.YES);
        }
        var informed = a.informed();
        facts.put("work_informed", informed == null ? "not_yet" : informed.isBefore(a.starts()) ? "before" : "late");
        facts.put("work_left", a.left());
        staff(a.org()).ifPresent(staff -> facts.put("work_left_share", 100.0 * a.left() / staff));
        var finding = library.evaluate(Facts.of(library, facts), today());
        var notes = new ArrayList<>(finding.notes());
        notes.addAll(finding.comingNotes());
        return notes;
    }

    /** Whether a system's dossier has the duty that a remark names: then what was recorded can be put to it as evidence. */
    boolean owes(Actor actor, String system, String duty) {
        return office.registry().finding(actor, system, office.days()).duties().stream()
                .anyMatch(d -> d.id().equals(duty));
    }

    private Optional<Double> staff(String org) {
        var facts = store.read(tx -> Optional.ofNullable(profiles.facts(tx, org)));
        return facts.map(f -> f.asMap().get("org_headcount"))
                .filter(Number.class::isInstance)
                .map(n -> ((Number) n).doubleValue())
                .filter(n -> n > 0);
    }

    boolean publishes(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR || actor.role() == Role.OFFICER;
    }

    Optional<AdoptionRows.Published> latest() {
        return store.read(tx -> AdoptionRows.in(tx).latest());
    }

    /** The figures of now as an edition, held against the one before. */
    AdoptionRows.Published publish(Actor actor) {
        if (!publishes(actor)) {
            throw Refusal.forbidden("由主管机构公布。", "The authority publishes.");
        }
        int adopters = office.registry().overview(INSIDE, MOST_ORGS).size();
        return office.outbox().record((tx, acts) -> {
            var rows = AdoptionRows.in(tx);
            var reports = rows.all().stream()
                    .filter(a -> !a.roles().isEmpty())
                    .map(a -> new Report(a.org(), a.sector(), a.region(), a.roles()))
                    .toList();
            var before = rows.latest().map(AdoptionRows.Published::edition).orElse(null);
            var edition = Edition.of(reports, adopters, before);
            var published =
                    new AdoptionRows.Published(office.ids().next(), time.now(), edition, rate(reports, edition));
            rows.publish(published);
            acts.add(
                    actor,
                    "adoption.published",
                    "adoption-edition/" + published.id(),
                    "",
                    "",
                    Map.of(
                            "reporting", published.edition().reporting(),
                            "adopters", published.edition().adopters(),
                            "sector", EditionJson.shown(published.edition().bySector()),
                            "region", EditionJson.shown(published.edition().byRegion())));
            return published;
        });
    }

    /** The rate over all enterprises that reported; null where they are few, or where totals that it rests on are not shown. */
    private static @Nullable NetRate rate(List<Report> reports, Edition edition) {
        if (edition.bySector().totals().net(edition.bySector().columns()) == null) {
            return null;
        }
        var byOrg = new LinkedHashMap<String, NetRate.Counted>();
        for (var report : reports) {
            for (var role : report.changes()) {
                byOrg.merge(
                        report.org(),
                        new NetRate.Counted(role.before(), role.net()),
                        (x, y) -> new NetRate.Counted(x.before() + y.before(), x.net() + y.net()));
            }
        }
        return NetRate.of(byOrg.values());
    }
}
