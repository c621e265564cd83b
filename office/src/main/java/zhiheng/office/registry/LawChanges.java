package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Port;
import zhiheng.office.acts.Transactions;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;

/** What the law changes between two days for the systems as they stand. */
public final class LawChanges {
    private static final int BATCH = 500;
    /** Systems evaluated for one page. */
    private static final int WORK = 5000;

    private final Transactions store;
    private final Port<? extends SystemTx> systems;
    private final Evaluations evaluations;

    public LawChanges(Transactions store, Port<? extends SystemTx> systems, Evaluations evaluations) {
        this.store = store;
        this.systems = systems;
        this.evaluations = evaluations;
    }

    /** Systems for which the law changes between two days; a page may be short of {@code limit} and still have a next. */
    public Page<SystemDiff> between(Actor actor, LocalDate from, LocalDate to, @Nullable String cursor, int limit) {
        if (to.isBefore(from)) {
            throw Refusal.invalid("结束日期不得早于开始日期。", "The second date is before the first; swap them.");
        }
        var quiet = evaluations.library().milestones().stream().noneMatch(day -> day.isAfter(from) && !day.isAfter(to));
        return quiet
                ? new Page<>(List.of(), null)
                : store.read(tx -> page(systems.in(tx), actor, from, to, cursor == null ? "" : cursor, limit));
    }

    private Page<SystemDiff> page(SystemTx tx, Actor actor, LocalDate from, LocalDate to, String cursor, int limit) {
        var found = new ArrayList<SystemDiff>();
        var names = new HashMap<String, String>();
        tx.orgs().forEach(org -> names.put(org.id(), org.name()));
        var last = cursor;
        for (var work = 0; work < WORK; work += BATCH) {
            var batch = tx.systemsAfter(last, Access.bound(actor), BATCH);
            for (var system : batch) {
                last = system.id();
                var diff = evaluations
                        .library()
                        .diff(evaluations.evaluate(system.facts(), from), evaluations.evaluate(system.facts(), to))
                        .withoutOutside();
                if (!diff.isEmpty()) {
                    found.add(new SystemDiff(
                            system.id(), system.name(), system.orgId(), names.getOrDefault(system.orgId(), ""), diff));
                }
                if (found.size() >= limit) {
                    return new Page<>(found, last);
                }
            }
            if (batch.size() < BATCH) {
                return new Page<>(found, null);
            }
        }
        return new Page<>(found, last);
    }
}
