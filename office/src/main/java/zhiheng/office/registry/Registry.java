package zhiheng.office.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Ids;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.acts.ActRow;
import zhiheng.office.acts.ActTx;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.packs.Facts;
import zhiheng.packs.Finding;
import zhiheng.packs.LegalDays;
import zhiheng.packs.PackException;

/** AI systems and their facts. */
public final class Registry {
    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Port<? extends ActTx> actRows;
    private final Outbox outbox;
    private final Evaluations evaluations;
    private final SummaryOf summaryOf;
    private final OfficeTime time;
    private final Ids ids;

    public Registry(
            Transactions store,
            Port<? extends SystemTx> systems,
            Port<? extends ActTx> actRows,
            Outbox outbox,
            Evaluations evaluations,
            SummaryOf summaryOf,
            OfficeTime time,
            Ids ids) {
        this.store = store;
        this.systems = systems;
        this.actRows = actRows;
        this.outbox = outbox;
        this.evaluations = evaluations;
        this.summaryOf = summaryOf;
        this.time = time;
        this.ids = ids;
    }

    /** The system, if the actor may see it; else NOT_FOUND. */
    public static AiSystem seen(SystemTx tx, Actor actor, String systemId) {
        return tx.system(systemId)
                .filter(system -> Access.sees(actor, system.orgId()))
                .orElseThrow(Access::notFound);
    }

    /** As {@link #seen}, of a system in use; one put aside is read and not changed. */
    public static AiSystem changeable(SystemTx tx, Actor actor, String systemId) {
        var system = seen(tx, actor, systemId);
        if (system.archive() != null) {
            throw Refusal.conflict(
                    "该系统已归档，不能更改。请先取回。", "This system is archived and is not changed. Take it back first.");
        }
        return system;
    }

    /** Puts a new system of {@code orgId} into the registry. */
    public AiSystem register(
            Actor actor, String orgId, String name, String description, String purpose, Map<String, ?> facts) {
        Access.mayChange(actor);
        if (!Access.sees(actor, orgId)) {
            throw Access.notFound();
        }
        var answers = evaluations.given(facts).asMap();
        var now = time.now();
        var system = new AiSystem(
                ids.next(), orgId, name(name), description(description), purpose(purpose), answers, 1, now, now);
        return outbox.record((tx, acts) -> {
            var rows = systems.in(tx);
            if (rows.org(orgId).isEmpty()) {
                throw Access.notFound();
            }
            rows.addSystem(system, summaryOf.now(system, tx));
            acts.add(actor, "system.registered", system.id(), system.id(), "", Map.of("org", orgId, "facts", answers));
            return system;
        });
    }

    /** Changes answers; a null value removes one. CONFLICT if {@code version} is not the present one. */
    public AiSystem setFacts(
            Actor actor, String systemId, long version, Map<String, ? extends @Nullable Object> changed) {
        return change(actor, systemId, version, null, null, null, changed);
    }

    public AiSystem rename(
            Actor actor, String systemId, long version, String name, String description, String purpose) {
        return change(actor, systemId, version, name, description, purpose, Map.of());
    }

    /** Both at once; a null name, description or purpose stays as it is. */
    public AiSystem change(
            Actor actor,
            String systemId,
            long version,
            @Nullable String name,
            @Nullable String description,
            @Nullable String purpose,
            Map<String, ? extends @Nullable Object> facts) {
        Access.mayChange(actor);
        return outbox.record((tx, acts) -> {
            var before = changeable(systems.in(tx), actor, systemId);
            if (before.version() != version) {
                throw conflict();
            }
            var answers = facts.isEmpty()
                    ? before.facts()
                    : with(evaluations.stored(before.facts()), facts).asMap();
            var after = new AiSystem(
                    before.id(),
                    before.orgId(),
                    name == null ? before.name() : name(name),
                    description == null ? before.description() : description(description),
                    purpose == null ? before.purpose() : purpose(purpose),
                    answers,
                    before.version() + 1,
                    before.createdAt(),
                    time.now());
            var was = only(before.facts(), facts.keySet());
            var is = only(answers, facts.keySet());
            var renamed = !before.sameTexts(after);
            if (!renamed && was.equals(is)) {
                return before;
            }
            if (was.equals(is)) {
                systems.in(tx).retext(before, after);
            } else {
                store(tx, after, version);
            }
            if (renamed) {
                acts.add(actor, "system.renamed", systemId, systemId, "", Map.of("version", after.version()));
            }
            if (!was.equals(is)) {
                acts.add(actor, "facts.changed", systemId, systemId, "", details(after.version(), was, is));
            }
            return after;
        });
    }

    private static Map<String, ?> details(long version, Map<String, Object> was, Map<String, Object> is) {
        return Map.of("version", version, "before", was, "after", is);
    }

    private void store(Transaction tx, AiSystem after, long seenVersion) {
        if (!systems.in(tx).changeSystem(after, seenVersion, summaryOf.now(after, tx))) {
            throw conflict();
        }
    }

    /** One system as registered. */
    public AiSystem system(Actor actor, String systemId) {
        return store.read(tx -> seen(systems.in(tx), actor, systemId));
    }

    /** What the law asks of one system, each law on its day. */
    public Finding finding(Actor actor, String systemId, LegalDays days) {
        return evaluations.finding(system(actor, systemId), days);
    }

    /** The registry, last changed first. */
    public Page<SystemRow> systems(Actor actor, SystemQuery query) {
        return store.read(tx -> systems.in(tx).rows(query, Access.bound(actor)));
    }

    /** Counts over all that {@code query} selects; its cursor and limit play no part. */
    public Counts counts(Actor actor, SystemQuery query) {
        return store.read(tx -> systems.in(tx).counts(query, Access.bound(actor)));
    }

    /** Organisations by what they have to do. */
    public List<OrgOverview> overview(Actor actor, int limit) {
        return store.read(tx -> systems.in(tx).overview(Access.bound(actor), limit));
    }

    /** What days already in the law will bring. */
    public List<ComingTier> comingTiers(Actor actor) {
        return store.read(tx -> systems.in(tx).comingTiers(Access.bound(actor)));
    }

    /** Systems with unanswered questions, those with most first. */
    public List<SystemRow> mostQuestions(Actor actor, int limit) {
        return store.read(tx -> systems.in(tx).mostQuestions(Access.bound(actor), limit));
    }

    /** The latest acts of all that the actor sees, the newest first. */
    public List<ActRow> latest(Actor actor, int limit) {
        return store.read(tx -> actRows.in(tx).latest(limit).stream()
                .filter(row -> actor.role().seesAll()
                        || systems.in(tx)
                                .system(row.act().systemId())
                                .filter(s -> Access.sees(actor, s.orgId()))
                                .isPresent())
                .toList());
    }

    /** The name of a system, if there is one that the actor sees. */
    public Optional<String> nameOf(Actor actor, String systemId) {
        return store.read(tx -> systems.in(tx)
                .system(systemId)
                .filter(s -> Access.sees(actor, s.orgId()))
                .map(AiSystem::name));
    }

    /** What the last change of facts altered; empty if facts never changed since registration. */
    public Optional<FactChange> lastChange(Actor actor, String systemId) {
        return store.read(tx -> {
            var system = seen(systems.in(tx), actor, systemId);
            return actRows.in(tx)
                    .lastAct(systemId, "facts.changed")
                    .map(row -> FactChange.read(row, system, evaluations, time.days(evaluations.library())));
        });
    }

    /** Whether the actor may read the ledger entry at {@code index}. */
    public boolean mayRead(Actor actor, long index) {
        return actor.role().seesAll()
                || store.read(tx -> outbox.actOf(tx, index)
                        .flatMap(act -> systems.in(tx).system(act.systemId()))
                        .filter(system -> Access.sees(actor, system.orgId()))
                        .isPresent());
    }

    /** What people said in the act behind the entry, by the member of its body; only for who may read it. */
    public Map<String, String> words(Actor actor, long index) {
        if (!mayRead(actor, index)) {
            throw Access.notFound();
        }
        return store.read(tx -> {
            var said = new TreeMap<String, String>();
            outbox.actOf(tx, index)
                    .ifPresent(act -> outbox.words(tx, act.id()).stream()
                            .filter(row -> !row.text().isEmpty())
                            .forEach(row -> said.put(row.member(), row.text())));
            return said;
        });
    }

    /** Administrators only: erases what was said in the act behind the entry. The leaf keeps a digest that nobody can guess from. */
    public void eraseWords(Actor actor, long index) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以删除。", "Only an administrator erases.");
        }
        var act = store.read(tx -> outbox.actOf(tx, index)).orElseThrow(Access::notFound);
        if (!outbox.eraseWords(actor, act)) {
            throw Access.notFound();
        }
    }

    private static Facts with(Facts facts, Map<String, ? extends @Nullable Object> changes) {
        try {
            for (var change : changes.entrySet()) {
                facts = facts.with(change.getKey(), change.getValue());
            }
            return facts;
        } catch (PackException e) {
            throw Evaluations.refused(e);
        }
    }

    /** The answers that {@code some} names, for the ledger's before and after. */
    private static Map<String, Object> only(Map<String, Object> all, Iterable<String> some) {
        var picked = new TreeMap<String, Object>();
        for (var fact : some) {
            var value = all.get(fact);
            if (value != null) {
                picked.put(fact, value);
            }
        }
        return picked;
    }

    static Refusal conflict() {
        return Refusal.conflict(
                "在您编辑期间，他人已修改。请重新打开后再试。",
                "Somebody changed it while you were editing. Open it again and repeat the change.");
    }

    private static String name(String value) {
        return Input.required("系统名称", "system's name", value, Input.NAME);
    }

    private static String description(String value) {
        return Input.optional("说明", "description", value, Input.TEXT);
    }

    private static String purpose(String value) {
        return Input.optional("用途", "purpose", value, Input.TEXT);
    }
}
