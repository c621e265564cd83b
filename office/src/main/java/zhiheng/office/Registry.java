package zhiheng.office;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.packs.Facts;
import zhiheng.packs.PackException;

/** Organisations, systems and their facts. */
final class Registry {
    private final Desk desk;

    Registry(Desk desk) {
        this.desk = desk;
    }

    Org createOrg(Actor actor, Org.Kind kind, String name) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以新建组织。", "Only an administrator creates organisations.");
        }
        var org = new Org(desk.ids().next(), kind, Check.required("组织名称", "organisation's name", name, Check.NAME));
        return desk.outbox().record((tx, acts) -> {
            tx.addOrg(org);
            acts.add(actor, "org.created", org.id(), "", "", Map.of("kind", kind.name()));
            return org;
        });
    }

    List<Org> orgs(Actor actor) {
        var all = desk.store().read(OfficeStore.Tx::orgs);
        return all.stream().filter(org -> Check.sees(actor, org.id())).toList();
    }

    AiSystem register(
            Actor actor, String orgId, String name, String description, String purpose, Map<String, ?> facts) {
        Check.mayChange(actor);
        if (!Check.sees(actor, orgId)) {
            throw Check.notFound();
        }
        var answers = desk.given(facts).asMap();
        var now = desk.now();
        var system = new AiSystem(
                desk.ids().next(), orgId, name(name), description(description), purpose(purpose), answers, 1, now, now);
        return desk.outbox().record((tx, acts) -> {
            if (tx.org(orgId).isEmpty()) {
                throw Check.notFound();
            }
            var today = desk.today();
            tx.addSystem(system, Derive.summary(desk.finding(system, today), List.of(), List.of(), today));
            acts.add(actor, "system.registered", system.id(), system.id(), "", Map.of("org", orgId, "facts", answers));
            return system;
        });
    }

    /** Changes names, answers or both; a null name, description or purpose stays as it is. */
    AiSystem change(
            Actor actor,
            String systemId,
            long version,
            @Nullable String name,
            @Nullable String description,
            @Nullable String purpose,
            Map<String, ? extends @Nullable Object> facts) {
        Check.mayChange(actor);
        return desk.outbox().record((tx, acts) -> {
            var before = seen(tx, actor, systemId, version);
            var answers = facts.isEmpty()
                    ? before.facts()
                    : changed(desk.stored(before.facts()), facts).asMap();
            var was = Derive.only(before.facts(), facts.keySet());
            var is = Derive.only(answers, facts.keySet());
            var after = changed(
                    before,
                    name == null ? before.name() : name(name),
                    description == null ? before.description() : description(description),
                    purpose == null ? before.purpose() : purpose(purpose),
                    answers);
            var renamed = !texts(before).equals(texts(after));
            if (!renamed && was.equals(is)) {
                return before;
            }
            store(tx, after, version);
            if (renamed) {
                acts.add(actor, "system.renamed", systemId, systemId, "", Map.of("version", after.version()));
            }
            if (!was.equals(is)) {
                var details = Map.of("version", after.version(), "before", was, "after", is);
                acts.add(actor, "facts.changed", systemId, systemId, "", details);
            }
            return after;
        });
    }

    private static List<String> texts(AiSystem system) {
        return List.of(system.name(), system.description(), system.purpose());
    }

    Optional<FactChange> lastChange(Actor actor, String systemId) {
        return desk.store().read(tx -> {
            var system = Desk.seen(tx, actor, systemId);
            return tx.lastAct(systemId, "facts.changed").map(row -> change(system, row));
        });
    }

    private FactChange change(AiSystem system, ActRow row) {
        var body = Json.readMap(row.act().body());
        var was = part(body, "before");
        var is = part(body, "after");
        var before = new LinkedHashMap<>(system.facts());
        before.keySet().removeAll(is.keySet());
        before.putAll(was);
        var today = desk.today();
        var diff = desk.library()
                .diff(
                        desk.library().evaluate(desk.stored(before), today),
                        desk.library().evaluate(desk.stored(system.facts()), today));
        return new FactChange(row.act().time(), row.ledgerIndex(), was, is, diff);
    }

    @SuppressWarnings("unchecked") // a JSON object has string keys
    private static Map<String, Object> part(Map<String, Object> body, String key) {
        return body.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Facts changed(Facts facts, Map<String, ? extends @Nullable Object> changes) {
        try {
            for (var change : changes.entrySet()) {
                facts = facts.with(change.getKey(), change.getValue());
            }
            return facts;
        } catch (PackException e) {
            throw Desk.refused(e);
        }
    }

    private static AiSystem seen(OfficeStore.Tx tx, Actor actor, String systemId, long version) {
        var system = Desk.seen(tx, actor, systemId);
        if (system.version() != version) {
            throw Check.conflict();
        }
        return system;
    }

    private AiSystem changed(
            AiSystem before, String name, String description, String purpose, Map<String, Object> facts) {
        return new AiSystem(
                before.id(),
                before.orgId(),
                name,
                description,
                purpose,
                facts,
                before.version() + 1,
                before.createdAt(),
                desk.now());
    }

    private void store(OfficeStore.Tx tx, AiSystem after, long seenVersion) {
        if (!tx.changeSystem(after, seenVersion, desk.summary(tx, after, desk.today()))) {
            throw Check.conflict();
        }
    }

    private static String name(String value) {
        return Check.required("系统名称", "system's name", value, Check.NAME);
    }

    private static String description(String value) {
        return Check.optional("说明", "description", value, Check.TEXT);
    }

    private static String purpose(String value) {
        return Check.optional("用途", "purpose", value, Check.TEXT);
    }
}
