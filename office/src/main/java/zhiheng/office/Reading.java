package zhiheng.office;

import java.time.LocalDate;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;

/** Dossiers, and evaluations over the whole registry. */
final class Reading {
    /** Newest acts shown in a dossier. */
    private static final int HISTORY = 1000;

    private static final int BATCH = 500;
    /** Systems evaluated for one page of {@link #whatChanges}. */
    private static final int WORK = 5000;

    private final Desk desk;

    Reading(Desk desk) {
        this.desk = desk;
    }

    Dossier dossier(Actor actor, String systemId, LocalDate asOf) {
        return desk.store().read(tx -> {
            var system = Desk.seen(tx, actor, systemId);
            var finding = desk.finding(system, asOf);
            var duties = Derive.duties(finding, tx.marks(systemId), tx.evidenceOf(systemId), asOf);
            var history = tx.acts(systemId, HISTORY).stream()
                    .map(row -> new Dossier.Act(
                            row.ledgerIndex(),
                            row.act().time(),
                            row.act().actor(),
                            row.act().name(),
                            row.act().body()))
                    .toList();
            var org = tx.org(system.orgId()).orElseThrow(Check::notFound);
            return new Dossier(system, org, asOf, finding, duties, history);
        });
    }

    Page<SystemDiff> whatChanges(Actor actor, LocalDate from, LocalDate to, @Nullable String cursor, int limit) {
        if (to.isBefore(from)) {
            throw Refusal.invalid("结束日期不得早于开始日期。", "The second date is before the first; swap them.");
        }
        var quiet = desk.library().milestones().stream().noneMatch(day -> day.isAfter(from) && !day.isAfter(to));
        return quiet
                ? new Page<>(java.util.List.of(), null)
                : desk.store().read(tx -> page(tx, actor, from, to, cursor == null ? "" : cursor, limit));
    }

    private Page<SystemDiff> page(
            OfficeStore.Tx tx, Actor actor, LocalDate from, LocalDate to, String cursor, int limit) {
        var found = new ArrayList<SystemDiff>();
        var names = new java.util.HashMap<String, String>();
        tx.orgs().forEach(org -> names.put(org.id(), org.name()));
        var last = cursor;
        for (var work = 0; work < WORK; work += BATCH) {
            var batch = tx.systemsAfter(last, Check.bound(actor), BATCH);
            for (var system : batch) {
                last = system.id();
                var diff = desk.library().diff(desk.finding(system, from), desk.finding(system, to));
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

    /** Evaluates again all systems whose summary is from an earlier day. Returns how many. */
    int refresh() {
        var today = desk.today();
        var last = "";
        var count = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var after = last;
            var batch = desk.store()
                    .read(tx -> tx.staleAfter(after, today, BATCH).stream()
                            .map(system -> new Stale(system, desk.summary(tx, system, today)))
                            .toList());
            if (batch.isEmpty()) {
                break;
            }
            desk.store().write(tx -> {
                batch.forEach(s -> tx.summarise(s.system().id(), s.system().version(), s.summary()));
                return batch.size();
            });
            count += batch.size();
            last = batch.getLast().system().id();
        }
        return count;
    }

    private record Stale(AiSystem system, Summary summary) {}
}
