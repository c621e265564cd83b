package zhiheng.office.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transaction;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;

/**
 * Systems put aside. Nothing is deleted: answers, evidence and history stay where they are and can be read, and the ledger keeps
 * every entry. A system put aside owes nothing in lists and counts, and is not changed until it is taken back.
 */
public final class Archives {
    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Outbox outbox;
    private final SummaryOf summaryOf;
    private final OfficeTime time;

    public Archives(
            Transactions store, Port<? extends SystemTx> systems, Outbox outbox, SummaryOf summaryOf, OfficeTime time) {
        this.store = store;
        this.systems = systems;
        this.outbox = outbox;
        this.summaryOf = summaryOf;
        this.time = time;
    }

    /** Puts a system aside that is no longer in use. CONFLICT if {@code version} is not the present one. */
    public AiSystem archive(Actor actor, String systemId, long version) {
        Access.mayChange(actor);
        return outbox.record((tx, acts) -> {
            var after = store(tx, present(tx, actor, systemId, version), new AiSystem.Archive(time.now(), ""));
            acts.add(actor, "system.archived", systemId, systemId, "", Map.of("version", after.version()));
            return after;
        });
    }

    /** Takes a system back, merged or not. */
    public AiSystem unarchive(Actor actor, String systemId, long version) {
        Access.mayChange(actor);
        return outbox.record((tx, acts) -> {
            var before = Registry.seen(systems.in(tx), actor, systemId);
            if (before.version() != version || before.archive() == null) {
                throw Registry.conflict();
            }
            if (before.isErased()) {
                throw Refusal.conflict(
                        "该系统的内容已删除，不能取回。", "What was said of this system was erased; it is not taken back.");
            }
            var after = store(tx, before, null);
            acts.add(actor, "system.unarchived", systemId, systemId, "", Map.of("version", after.version()));
            return after;
        });
    }

    /** Puts a duplicate aside in favour of another system of the same organisation, which keeps its own answers. */
    public AiSystem merge(Actor actor, String duplicateId, long version, String intoId) {
        Access.mayChange(actor);
        return outbox.record((tx, acts) -> {
            var before = present(tx, actor, duplicateId, version);
            var into = Registry.seen(systems.in(tx), actor, intoId);
            if (into.id().equals(before.id())) {
                throw Refusal.invalid("不能与自己合并，请选择另一个系统。", "It cannot be merged with itself; choose another system.")
                        .at("into");
            }
            if (!into.orgId().equals(before.orgId()) || into.archive() != null) {
                throw Refusal.invalid(
                                "只能并入同一组织的、未归档的系统。",
                                "It can be merged only into a system of the same organisation that is in use.")
                        .at("into");
            }
            var after = store(tx, before, new AiSystem.Archive(time.now(), intoId));
            acts.add(actor, "system.merged", duplicateId, duplicateId, "", Map.of("into", intoId));
            acts.add(actor, "system.absorbed", intoId, intoId, "", Map.of("from", duplicateId));
            return after;
        });
    }

    /** The duplicates that were merged into this one, the latest first. */
    public List<AiSystem> mergedInto(Actor actor, String systemId) {
        return store.read(tx -> {
            var rows = systems.in(tx);
            Registry.seen(rows, actor, systemId);
            return rows.mergedInto(systemId).stream()
                    .filter(s -> Access.sees(actor, s.orgId()))
                    .toList();
        });
    }

    private AiSystem present(Transaction tx, Actor actor, String systemId, long version) {
        var system = Registry.changeable(systems.in(tx), actor, systemId);
        if (system.version() != version) {
            throw Registry.conflict();
        }
        return system;
    }

    private AiSystem store(Transaction tx, AiSystem before, AiSystem.@Nullable Archive archive) {
        var after = before.with(archive, time.now());
        if (!systems.in(tx).changeSystem(after, before.version(), summaryOf.now(after, tx))) {
            throw Registry.conflict();
        }
        return after;
    }
}
